import seedrandom from 'seedrandom';
import type { Calibration, ScoreWish } from './calibration.js';
import { drawCount } from './draw-count.js';
import { driftAhead, driftAtStart } from './observation/drift.js';
import type { Past } from './past.js';
import { pathOf } from './posterior-density.js';
import { replicate } from './replicate.js';
import type { Paths } from './runs.js';
import { countNoise, driftRule, expectedCount } from './series-likelihood.js';
import { effectiveSize, powerFor, temperedWeights } from './smc/weights.js';

/** What is forecast after an origin: members of every element at every lead, weighted alike. */
export interface Forecast {
  readonly origin: number;
  /** Weight of each world. */
  readonly weights: Float64Array;
  /** Effective number of worlds after weighting. */
  readonly effective: number;
  /** By lead, by element: one member for each world. */
  readonly members: readonly (readonly Float64Array[])[];
}

// Weighting stops where it would leave fewer than this share of the worlds.
const KEPT = 0.5;

/**
 * Forecasts the series of a target from an origin. The drift of each element and world is what the values up to
 * the origin say; worlds are weighted by how well they foretold, step by step, the reports after the fit window (at
 * most `reweight` of them), the power of the weights held down so that at least half of the worlds still count.
 *
 * @param rows of the posterior, all columns. @param paths of those rows, as known at the origin.
 * @param past of those paths, up to the origin at least.
 */
export function forecast(
  calibration: Calibration,
  wish: ScoreWish,
  rows: Float64Array,
  paths: Paths,
  past: Past,
  origin: number,
  leads: readonly number[],
): Forecast {
  const t = calibration.targets.findIndex((one) => one.name === wish.series);
  const target = calibration.targets[t]!;
  const { columns, to, seed } = calibration;
  const { count } = paths;
  const logs = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let report = Math.max(to + 1, origin - wish.reweight + 1); report <= origin; report++)
      logs[i]! += past.log(i, report);
  }
  // A world that failed has no path: it counts for nothing.
  for (const { world } of paths.failures) logs[world - paths.first] = Number.NEGATIVE_INFINITY;
  const weights = temperedWeights(logs, powerFor(logs, 1, KEPT * count));
  const members = leads.map((lead) =>
    target.observed.labels.map((label, element) => {
      const random = seedrandom(`${seed}/forecast/${origin}/${lead}/${label}`);
      return Float64Array.from({ length: count }, (_, i) => {
        const row = rows.subarray(i * columns.length, (i + 1) * columns.length);
        if (weights[i] === 0) return 0;
        const path = pathOf(paths, t, i, element);
        const at = origin + lead;
        if (target.noise.kind !== 'negative_binomial')
          return replicate(target, row, path, at, at, random)[0]!;
        const rule = driftRule(target.noise, row);
        const drift = driftAhead(past.drift(i, element, origin) ?? driftAtStart(rule), rule, lead);
        const expected = expectedCount(target.noise, row, path(at));
        return drawCount(expected, drift, countNoise(target.noise, row), random);
      });
    }),
  );
  return { origin, weights, effective: effectiveSize(weights), members };
}
