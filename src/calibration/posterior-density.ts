import { normalCdf } from '../plan/distributions/normal-function.js';
import type { Calibration } from './calibration.js';
import type { PathRunner, Paths } from './runs.js';
import { seriesLikelihood } from './series-likelihood.js';
import type { Density } from './smc/density.js';

/** Values of all columns from points of the sampler: a point is the normal score of each fitted column. */
export function rowsAt(
  calibration: Calibration,
  points: Float64Array,
  count: number,
): Float64Array {
  const { columns } = calibration;
  const dims = columns.filter((one) => one.distribution !== undefined).length;
  const rows = new Float64Array(count * columns.length);
  for (let i = 0; i < count; i++) {
    let d = i * dims;
    columns.forEach(({ distribution, value }, c) => {
      rows[i * columns.length + c] =
        distribution === undefined ? value : distribution.quantile(quantileOf(points[d++]!));
    });
  }
  return rows;
}

// A quantile must lie strictly inside 0 and 1.
function quantileOf(score: number): number {
  return Math.min(1 - 2 ** -53, Math.max(2 ** -53, normalCdf(score)));
}

/** The likelihood of the fit window as the sampler asks for it. */
export function likelihoodOf(calibration: Calibration, runner: PathRunner): Density {
  return (points, count, first) => {
    const rows = rowsAt(calibration, points, count);
    return logLikelihoods(calibration, rows, runner.run(rows, count, first));
  };
}

/** The log-likelihood of each world over the fit window; minus infinity for a world that failed. */
export function logLikelihoods(
  calibration: Calibration,
  rows: Float64Array,
  paths: Paths,
): Float64Array {
  const { from, to, columns, targets } = calibration;
  const logs = new Float64Array(paths.count);
  for (let i = 0; i < paths.count; i++) {
    const row = rows.subarray(i * columns.length, (i + 1) * columns.length);
    let log = 0;
    for (const [t, target] of targets.entries()) {
      const size = paths.sizes[t]!;
      for (let element = 0; element < size; element++) {
        const path = pathOf(paths, t, i, element);
        log += seriesLikelihood(target, element, row, path, from, to).log;
      }
    }
    logs[i] = Number.isNaN(log) ? Number.NEGATIVE_INFINITY : log;
  }
  return logs;
}

/** The path of one element of one world. */
export function pathOf(
  { values, reports, sizes }: Paths,
  target: number,
  world: number,
  element: number,
): (report: number) => number {
  const size = sizes[target]!;
  const series = values[target]!;
  return (report) => series[(world * reports + report) * size + element]!;
}
