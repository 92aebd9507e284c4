import { normalCdf } from '../../plan/distributions/normal-function.js';
import type { Calibration } from '../calibration.js';
import type { PathRunner, Paths } from './runs.js';
import { seriesLikelihood } from './series-likelihood.js';
import type { Density, PhaseLogs } from './smc/density.js';

/** Which column each number of a point stands for: what is fitted first, then what is carried along. */
export interface PointOrder {
  readonly columns: readonly number[];
  /** How many are fitted. */
  readonly walked: number;
}

export function pointOrder({ columns }: Pick<Calibration, 'columns'>): PointOrder {
  const of = (carried: boolean) =>
    columns.flatMap((one, c) =>
      one.distribution !== undefined && (one.carried === true) === carried ? [c] : [],
    );
  const walked = of(false);
  return { columns: [...walked, ...of(true)], walked: walked.length };
}

/** Values of all columns from points of the sampler: a point is the normal score of each column that varies. */
export function rowsAt(
  calibration: Calibration,
  points: Float64Array,
  count: number,
): Float64Array {
  const { columns } = calibration;
  const order = pointOrder(calibration).columns;
  const rows = new Float64Array(count * columns.length);
  for (let i = 0; i < count; i++) {
    columns.forEach(({ value }, c) => {
      rows[i * columns.length + c] = value;
    });
    order.forEach((c, d) => {
      const score = points[i * order.length + d]!;
      rows[i * columns.length + c] = columns[c]!.distribution!.quantile(quantileOf(score));
    });
  }
  return rows;
}

// A quantile must lie strictly inside 0 and 1.
function quantileOf(score: number): number {
  return Math.min(1 - 2 ** -53, Math.max(2 ** -53, normalCdf(score)));
}

/** The last report of each phase of a fit. */
export function phaseEnds({ refits, to }: Pick<Calibration, 'refits' | 'to'>): readonly number[] {
  return [...refits, to];
}

/**
 * The likelihood as the sampler asks for it, phase by phase.
 * @param runnerOf gives what runs the worlds as far as a report.
 */
export function likelihoodOf(
  calibration: Calibration,
  runnerOf: (last: number) => PathRunner,
): Density {
  const ends = phaseEnds(calibration);
  const runners = new Map<number, PathRunner>();
  return (points, count, first, phase) => {
    const rows = rowsAt(calibration, points, count);
    const last = ends[phase]!;
    const runner = runners.get(last) ?? runnerOf(last);
    runners.set(last, runner);
    const split = phase === 0 ? calibration.from - 1 : ends[phase - 1]!;
    return logLikelihoods(calibration, rows, runner.run(rows, count, first), split, last);
  };
}

/**
 * The log-likelihood of each world, up to report `split` and after it up to `last`; minus infinity for a world that
 * failed.
 */
export function logLikelihoods(
  calibration: Calibration,
  rows: Float64Array,
  paths: Paths,
  split: number,
  last: number,
): PhaseLogs {
  const { from, columns, targets } = calibration;
  const before = new Float64Array(paths.count);
  const within = new Float64Array(paths.count);
  for (let i = 0; i < paths.count; i++) {
    const row = rows.subarray(i * columns.length, (i + 1) * columns.length);
    for (const [t, target] of targets.entries()) {
      const size = paths.sizes[t]!;
      for (let element = 0; element < size; element++) {
        const path = pathOf(paths, t, i, element);
        let [early, late] = [0, 0];
        seriesLikelihood(target, element, row, path, from, last, (report, log) => {
          if (report <= split) early += log;
          else late += log;
        });
        before[i]! += early;
        within[i]! += late;
      }
    }
    if (Number.isNaN(before[i]!)) before[i] = Number.NEGATIVE_INFINITY;
    if (Number.isNaN(within[i]!)) within[i] = Number.NEGATIVE_INFINITY;
  }
  return { before, within };
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
