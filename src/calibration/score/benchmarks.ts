/** Simple forecasts that a model must beat to have a claim. */
export const BENCHMARKS = ['zero', 'no_change', 'mean_12', 'last_12', 'seasonal'] as const;
export type Benchmark = (typeof BENCHMARKS)[number];

/**
 * The members of a benchmark's predictive distribution.
 *
 * - `zero`: nothing happens. `no_change`: the last value. `mean_12`: the mean of the last 12.
 * - `last_12`: the last 12 values, each as likely (Hegre et al. 2024, arXiv 2407.11045, call it conflictology).
 * - `seasonal`: the values of the same part of the year in all the years before.
 *
 * @param past values up to the origin, the last one last.
 * @param lead reports ahead, at least 1.
 * @param season reports in a year.
 * @returns undefined when the past is too short, or has gaps where it is needed.
 */
export function benchmarkMembers(
  benchmark: Benchmark,
  past: ArrayLike<number>,
  lead: number,
  season: number,
): readonly number[] | undefined {
  const n = past.length;
  const members = (() => {
    switch (benchmark) {
      case 'zero':
        return [0];
      case 'no_change':
        return n < 1 ? [] : [past[n - 1]!];
      case 'mean_12': {
        const last = lastOf(past, 12);
        return last.length === 0 ? [] : [last.reduce((sum, one) => sum + one, 0) / last.length];
      }
      case 'last_12':
        return lastOf(past, 12);
      case 'seasonal': {
        const same: number[] = [];
        for (let at = n - 1 + lead - season * Math.ceil(lead / season); at >= 0; at -= season)
          same.push(past[at]!);
        return same;
      }
    }
  })();
  return members.length === 0 || members.some(Number.isNaN) ? undefined : members;
}

function lastOf(past: ArrayLike<number>, count: number): readonly number[] {
  const n = past.length;
  return n < count ? [] : Array.from({ length: count }, (_, i) => past[n - count + i]!);
}
