/**
 * Quantiles of a weighted sample by its distribution function: the lowest value at or below which lies at least
 * the share asked for. With equal weights this is definition 1 of Hyndman & Fan (1996), The American Statistician
 * 50(4), 361-365, which for counts gives a count that was there.
 *
 * @param probabilities rising, each from 0 to 1.
 * @param weights as many as values; only their ratios count.
 */
export function weightedQuantiles(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  probabilities: readonly number[],
): readonly number[] {
  const order = Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => values[a]! - values[b]!,
  );
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  const result: number[] = [];
  let sum = 0;
  let at = 0;
  for (const probability of probabilities) {
    // A share that rounding left a hair short is reached.
    const wanted = probability * total * (1 - 1e-12);
    while (at < order.length - 1 && sum + weights[order[at]!]! < wanted) {
      sum += weights[order[at]!]!;
      at += 1;
    }
    result.push(values[order[at]!]!);
  }
  return result;
}
