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

/**
 * Like {@link quantiles}, but reorders `values`, so that a long loop makes no garbage. Each rank that is asked
 * for is selected (Hoare's quickselect) among the values above the rank selected before it.
 */
export function quantilesInPlace(values: Float64Array, probabilities: readonly number[]): number[] {
  const order = probabilities.map((_, i) => i);
  order.sort((a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0));
  const found = new Array<number>(probabilities.length).fill(Number.NaN);
  const last = values.length - 1;
  let settled = 0;
  for (const i of order) {
    const { rank, fraction } = position(values.length, probabilities[i] ?? Number.NaN);
    if (last < 0) continue;
    if (rank >= settled) select(values, rank, settled, last);
    settled = Math.max(settled, rank + 1);
    if (fraction > 0) {
      // Once more for the rank above, which is then the least of what is left.
      if (rank + 1 >= settled) select(values, rank + 1, settled, last);
      settled = Math.max(settled, rank + 2);
    }
    found[i] = between(values, rank, fraction);
  }
  return found;
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
