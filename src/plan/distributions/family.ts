/** A distribution ready to use. The public part of what {@link compileDistribution} gives. */
export interface CompiledDistribution {
  /** The value at quantile u, for u strictly between 0 and 1: the smallest x with cdf(x) >= u. */
  quantile(u: number): number;
  /** The share of the distribution at or below x. */
  cdf(x: number): number;
  /** The lowest and the highest value it can give; may be infinite. */
  readonly support: readonly [number, number];
  readonly mean: number;
}

/**
 * A family of distributions with both tails kept apart, so that a share near 1 is not rounded away:
 * `upper(x)` is 1 - cdf(x), and `upperQuantile(q)` the x whose upper share is q.
 */
export interface Family extends CompiledDistribution {
  upper(x: number): number;
  upperQuantile(q: number): number;
  /** The integral of x times the density from `from` to `to`, both in the support. */
  partialMean(from: number, to: number): number;
}

/** Why a distribution cannot be made, in a short sentence without a full stop. */
export interface Problem {
  readonly problem: string;
}

export function isDistributionProblem(value: object): value is Problem {
  return 'problem' in value;
}
