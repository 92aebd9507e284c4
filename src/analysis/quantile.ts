/**
 * Quantiles of a sample, definition 7 of Hyndman & Fan (1996): with n values in rising order and h = (n - 1) p,
 * the value at rank floor(h), plus the fraction of h times the step to the next one. It is the default of R,
 * NumPy and Julia.
 *
 * Hyndman, R. J., & Fan, Y. (1996). Sample quantiles in statistical packages. The American Statistician, 50(4),
 * 361-365, section 3, definition 7.
 */

import { Buckets } from './buckets.js';

/**
 * Quantiles of `values`, which stay as they are.
 * @param values finite numbers in any order; a NaN among them makes the result meaningless.
 * @param probabilities each 0 to 1, in any order.
 * @returns one quantile for each probability; NaN when there are no values.
 */
export function quantiles(values: ArrayLike<number>, probabilities: readonly number[]): number[] {
  return quantilesInPlace(Float64Array.from(values), probabilities);
}

/** One quantile of `values`, which stay as they are. */
export function quantile(values: ArrayLike<number>, probability: number): number {
  return quantiles(values, [probability])[0] ?? Number.NaN;
}

/** Quantiles of `values`, which are reordered. */
export function quantilesInPlace(values: Float64Array, probabilities: readonly number[]): number[] {
  return quantilesOf(values.length, probabilities)(values);
}

/**
 * Quantiles of many samples of one size, which are reordered, so that a long loop makes no garbage. Values are
 * laid out in buckets of equal width; the ranks that are asked for are then selected within theirs.
 */
export function quantilesOf(
  count: number,
  probabilities: readonly number[],
): (values: Float64Array) => number[] {
  const places = probabilities.map((one) => position(count, one));
  if (count === 0) return () => places.map(() => Number.NaN);
  const asked = places.flatMap(({ rank, fraction }) => (fraction > 0 ? [rank, rank + 1] : [rank]));
  const ranks = [...new Set(asked)].sort((a, b) => a - b);
  const buckets = new Buckets(count);
  return (values) => {
    const ends = buckets.layOut(values);
    let bucket = 0;
    let settled = 0;
    for (const rank of ranks) {
      while ((ends[bucket] ?? count) <= rank) bucket += 1;
      const start = Math.max(settled, ends[bucket - 1] ?? 0);
      select(values, rank, start, (ends[bucket] ?? count) - 1);
      settled = rank + 1;
    }
    return places.map(({ rank, fraction }) => between(values, rank, fraction));
  };
}

/** A quantile of values that are already in rising order; NaN when there are none. */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  const { rank, fraction } = position(sorted.length, probability);
  return sorted.length === 0 ? Number.NaN : between(sorted, rank, fraction);
}

function position(count: number, probability: number): { rank: number; fraction: number } {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`a probability must be between 0 and 1, not ${probability}`);
  }
  const h = Math.max(0, count - 1) * probability;
  const rank = Math.floor(h);
  return { rank, fraction: h - rank };
}

// Never past the upper value, whatever the rounding. -0 and 0 stand in any order: both are 0 here.
function between(values: ArrayLike<number>, rank: number, fraction: number): number {
  const low = (values[rank] ?? Number.NaN) + 0;
  if (fraction === 0) return low;
  const high = values[rank + 1] ?? low;
  return Math.min(high, low + fraction * (high - low)) + 0;
}

/**
 * Reorders `values[left..right]` so that the value of rank `k` stands at `k`, none before it is larger and none
 * after it smaller. The pivot is the median of three; values equal to it are split between both sides, so that
 * many ties (a metric that is often 0) cost no more than none.
 */
function select(values: Float64Array, k: number, left: number, right: number): void {
  let low = left;
  let high = right;
  while (low < high) {
    const pivot = medianOfThree(at(values, low), at(values, (low + high) >> 1), at(values, high));
    let i = low;
    let j = high;
    while (i <= j) {
      while (at(values, i) < pivot) i += 1;
      while (at(values, j) > pivot) j -= 1;
      if (i <= j) {
        const moved = at(values, i);
        values[i] = at(values, j);
        values[j] = moved;
        i += 1;
        j -= 1;
      }
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}
