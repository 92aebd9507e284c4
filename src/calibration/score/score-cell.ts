import { COUNT_BINS, logScoreBinned } from './count-bins.js';
import { crpsWeighted } from './rules/crps-ensemble.js';
import { weightedIntervalScore } from './rules/interval-score.js';
import { weightedQuantiles } from './rules/weighted-quantile.js';

/** How one forecast of one value did. */
export interface CellScore {
  readonly crps: number;
  /** NaN for series that are not counts. */
  readonly log: number;
  readonly wis: number;
  readonly inside50: number;
  readonly inside90: number;
  readonly width50: number;
  readonly width90: number;
  /** (log(1 + median) - log(1 + observed))^2; NaN where a value is below 0. */
  readonly squaredLog: number;
}

export const CELL_MEASURES = [
  'crps',
  'log',
  'wis',
  'inside50',
  'inside90',
  'width50',
  'width90',
  'squaredLog',
] as const;

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
// Probability laid evenly over all bins, so that no score is infinite.
const SPREAD = 0.01;

/** Scores the weighted members of a forecast against what came to be. */
export function scoreCell(
  observed: number,
  members: ArrayLike<number>,
  weights: ArrayLike<number>,
  counts: boolean,
): CellScore {
  const [p05 = 0, p25 = 0, median = 0, p75 = 0, p95 = 0] = weightedQuantiles(
    members,
    weights,
    QUANTILES,
  );
  const intervals = [
    { alpha: 0.5, low: p25, high: p75 },
    { alpha: 0.1, low: p05, high: p95 },
  ];
  return {
    crps: crpsWeighted(observed, members, weights),
    log: counts ? logScoreBinned(observed, members, weights, COUNT_BINS, SPREAD) : Number.NaN,
    wis: weightedIntervalScore(observed, median, intervals),
    inside50: observed >= p25 && observed <= p75 ? 1 : 0,
    inside90: observed >= p05 && observed <= p95 ? 1 : 0,
    width50: p75 - p25,
    width90: p95 - p05,
    squaredLog: (Math.log1p(median) - Math.log1p(observed)) ** 2,
  };
}
