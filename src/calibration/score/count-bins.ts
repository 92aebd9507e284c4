/** First counts of bins of conflict deaths, as the ViEWS competition of 2023 uses them (Hegre et al. 2024). */
export const COUNT_BINS: readonly number[] = [0, 1, 3, 6, 11, 26, 51, 101, 251, 501, 1001];

/**
 * Logarithmic score of a weighted sample over bins of counts: minus the logarithm of the probability of the bin that
 * came to be. A share `spread` of the probability is laid evenly over all bins, or a sample that misses a bin would
 * score infinity; it is the same for every forecast that is compared.
 * @param bins first counts, rising, the first 0.
 */
export function logScoreBinned(
  observed: number,
  members: ArrayLike<number>,
  weights: ArrayLike<number>,
  bins: readonly number[],
  spread: number,
): number {
  const own = binOf(observed, bins);
  let total = 0;
  let there = 0;
  for (let i = 0; i < members.length; i++) {
    total += weights[i]!;
    if (binOf(members[i]!, bins) === own) there += weights[i]!;
  }
  return -Math.log((1 - spread) * (there / total) + spread / bins.length);
}

// A mean of counts that is no count belongs to the count it is nearest to.
function binOf(count: number, bins: readonly number[]): number {
  return bins.findLastIndex((first) => Math.round(count) >= first);
}
