/** A central interval that is said to hold a share 1 - alpha. */
export interface Interval {
  readonly alpha: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Interval score: width, and 2 / alpha for each unit by which the value lies outside; lower is better.
 * Gneiting & Raftery (2007), JASA 102, eq. 43.
 */
export function intervalScore(observed: number, { alpha, low, high }: Interval): number {
  const under = Math.max(0, low - observed);
  const over = Math.max(0, observed - high);
  return high - low + (2 / alpha) * (under + over);
}

/**
 * Weighted interval score of a median and K intervals:
 * (|y - median| / 2 + the sum of alpha_k / 2 times the interval score) / (K + 1/2).
 * Bracher, Ray, Gneiting & Reich (2021), "Evaluating epidemic forecasts in an interval format", PLOS Computational
 * Biology 17(2) e1008618, eq. 1-3.
 */
export function weightedIntervalScore(
  observed: number,
  median: number,
  intervals: readonly Interval[],
): number {
  const sum = intervals.reduce(
    (total, one) => total + (one.alpha / 2) * intervalScore(observed, one),
    Math.abs(observed - median) / 2,
  );
  return sum / (intervals.length + 0.5);
}
