/** Effective sample size of weights: (sum w)^2 / sum w^2. Kong, Liu & Wong (1994), JASA 89, 278-288. */
export function effectiveSize(weights: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]!;
    squares += weights[i]! * weights[i]!;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}

/** Weights exp(power * log), scaled so that the largest is 1. Minus infinity weighs nothing. */
export function temperedWeights(logs: ArrayLike<number>, power: number): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logs.length; i++) top = Math.max(top, logs[i]!);
  return Float64Array.from({ length: logs.length }, (_, i) => {
    const log = logs[i]!;
    return log === Number.NEGATIVE_INFINITY ? 0 : Math.exp(power * (log - top));
  });
}

/**
 * The largest power up to `most` at which the effective size is still `wanted`, by bisection.
 * It is 0 when worlds of no likelihood alone leave fewer.
 */
export function powerFor(logs: ArrayLike<number>, most: number, wanted: number): number {
  if (effectiveSize(temperedWeights(logs, most)) >= wanted) return most;
  let low = 0;
  let high = most;
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2;
    if (effectiveSize(temperedWeights(logs, middle)) >= wanted) low = middle;
    else high = middle;
  }
  return low;
}

/** Systematic resampling: how often each index is taken, in order. Kitagawa (1996), JCGS 5, 1-25. */
export function systematic(weights: ArrayLike<number>, count: number, u: number): Int32Array {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  const chosen = new Int32Array(count);
  let sum = weights[0]!;
  let at = 0;
  for (let i = 0; i < count; i++) {
    const mark = ((i + u) / count) * total;
    while (sum < mark && at < weights.length - 1) sum += weights[++at]!;
    chosen[i] = at;
  }
  return chosen;
}
