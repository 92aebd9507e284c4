import type { Calibration } from '../calibration.js';
import type { Drift } from '../observation/drift.js';
import { pathOf } from './posterior-density.js';
import type { Paths } from './runs.js';
import { seriesLikelihood } from './series-likelihood.js';

/**
 * What each world makes of one series, report by report: each report uses only those before it, so one pass serves
 * every origin whose paths are the same.
 */
export interface Past {
  /** Logarithm of the density of a report given those before it, over all elements. */
  log(world: number, report: number): number;
  /** What is known of the drift of an element after a report. */
  drift(world: number, element: number, report: number): Drift | undefined;
}

// Numbers of what is known of a drift.
const DRIFT = 6;

/** @param last report that is looked at. */
export function pastOf(
  calibration: Calibration,
  target: number,
  rows: Float64Array,
  paths: Paths,
  last: number,
): Past {
  const { columns, from, targets } = calibration;
  const one = targets[target]!;
  const size = one.observed.labels.length;
  const reports = Math.max(0, last - from + 1);
  const logs = new Float64Array(paths.count * reports);
  const drifts = new Float64Array(DRIFT * paths.count * size * reports);
  for (let i = 0; i < paths.count; i++) {
    const row = rows.subarray(i * columns.length, (i + 1) * columns.length);
    for (let element = 0; element < size; element++) {
      const path = pathOf(paths, target, i, element);
      seriesLikelihood(one, element, row, path, from, last, (report, log, drift) => {
        const at = report - from;
        logs[i * reports + at]! += log;
        const { mean, variance, lastingMean, lastingVariance, covariance, spread } = drift;
        const known = [mean, variance, lastingMean, lastingVariance, covariance, spread];
        drifts.set(known, DRIFT * ((i * size + element) * reports + at));
      });
    }
  }
  return {
    log: (world, report) => logs[world * reports + report - from] ?? 0,
    drift: (world, element, report) => {
      if (report < from) return undefined;
      const at = DRIFT * ((world * size + element) * reports + report - from);
      return {
        mean: drifts[at]!,
        variance: drifts[at + 1]!,
        lastingMean: drifts[at + 2]!,
        lastingVariance: drifts[at + 3]!,
        covariance: drifts[at + 4]!,
        spread: drifts[at + 5]!,
      };
    },
  };
}
