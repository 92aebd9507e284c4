/**
 * Logarithmic score of forecast probabilities of events that came to be (1) or not (0): the mean of minus the
 * logarithm of the probability of what happened; lower is better. Good (1952), JRSS B 14, 107-114.
 */
export function logScoreEvents(
  probabilities: ArrayLike<number>,
  outcomes: ArrayLike<number>,
): number {
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]!;
    sum -= Math.log(outcomes[i]! === 1 ? p : 1 - p);
  }
  return sum / probabilities.length;
}

/**
 * Logarithmic score of a mixture of densities at what came to be: minus the logarithm of their weighted mean, from
 * logarithms, so that none underflows. Infinite when every density is 0.
 *
 * @param logDensities of the observed value under each member.
 * @param weights as many; only their ratios count.
 */
export function logScoreMixture(
  logDensities: ArrayLike<number>,
  weights: ArrayLike<number>,
): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logDensities.length; i++) {
    if (weights[i]! > 0) top = Math.max(top, logDensities[i]!);
  }
  if (top === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < logDensities.length; i++) {
    if (weights[i]! > 0) sum += weights[i]! * Math.exp(logDensities[i]! - top);
    total += weights[i]!;
  }
  return -(top + Math.log(sum / total));
}
