/**
 * Brier score: the mean squared difference between the forecast probability of an event and what came to be
 * (1 or 0); lower is better. Brier (1950), Monthly Weather Review 78, 1-3, in the form for two classes.
 */
export function brierScore(probabilities: ArrayLike<number>, outcomes: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const gap = probabilities[i]! - outcomes[i]!;
    sum += gap * gap;
  }
  return sum / probabilities.length;
}
