import type { Interval } from './interval-score.js';

/** The share of observed values inside their intervals, ends included. */
export function coverage(
  observed: ArrayLike<number>,
  intervals: readonly Pick<Interval, 'low' | 'high'>[],
): number {
  const inside = intervals.filter(
    ({ low, high }, i) => observed[i]! >= low && observed[i]! <= high,
  );
  return inside.length / intervals.length;
}

/** The mean width of intervals. */
export function meanWidth(intervals: readonly Pick<Interval, 'low' | 'high'>[]): number {
  return intervals.reduce((sum, { low, high }) => sum + (high - low), 0) / intervals.length;
}
