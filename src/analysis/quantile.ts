/**
 * Quantiles of a sample, definition 7 of Hyndman & Fan (1996): with n values in rising order and h = (n - 1) p,
 * the value at rank floor(h), plus the fraction of h times the step to the next one. It is the default of R,
 * NumPy and Julia.
 *
 * Hyndman, R. J., & Fan, Y. (1996). Sample quantiles in statistical packages. The American Statistician, 50(4),
 * 361-365, section 3, definition 7.
 */

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
 * Quantiles of many samples of one size, which are reordered, so that a long loop makes no garbage. The ranks that
 * are asked for are selected (Hoare's quickselect) from the middle one outwards: each then leaves less to look
 * through.
 */
export function quantilesOf(
  count: number,
  probabilities: readonly number[],
): (values: Float64Array) => number[] {
  const places = probabilities.map((one) => position(count, one));
  if (count === 0) return () => places.map(() => Number.NaN);
  const ranks = new Set<number>();
  for (const { rank, fraction } of places) {
    ranks.add(rank);
    if (fraction > 0) ranks.add(rank + 1);
  }
  const inOrder = Int32Array.from(ranks).sort();
  return (values) => {
    selectAll(values, inOrder, 0, inOrder.length - 1, 0, count - 1);
    return places.map(({ rank, fraction }) => between(values, rank, fraction));
  };
}

/** Puts the values of `ranks[from..to]`, all within `left..right`, in their places. */
function selectAll(
  values: Float64Array,
  ranks: Int32Array,
  from: number,
  to: number,
  left: number,
  right: number,
): void {
  if (from > to) return;
  const middle = (from + to) >> 1;
  const rank = ranks[middle] ?? left;
  if (rank === left) leastFirst(values, left, right);
  else select(values, rank, left, right);
  selectAll(values, ranks, from, middle - 1, left, rank - 1);
  selectAll(values, ranks, middle + 1, to, rank + 1, right);
}

/** The second of two neighbouring ranks is the least of what is left: one look, instead of a selection. */
function leastFirst(values: Float64Array, left: number, right: number): void {
  let least = left;
  for (let i = left + 1; i <= right; i += 1) if (at(values, i) < at(values, least)) least = i;
  const moved = at(values, left);
  values[left] = at(values, least);
  values[least] = moved;
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

// Never past the upper value, whatever the rounding.
function between(values: ArrayLike<number>, rank: number, fraction: number): number {
  const low = values[rank] ?? Number.NaN;
  if (fraction === 0) return low;
  const high = values[rank + 1] ?? low;
  return Math.min(high, low + fraction * (high - low));
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
