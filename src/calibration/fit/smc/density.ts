/**
 * The log-likelihood of some points by the data of two stretches: all before a phase, and those of the phase.
 * A phase adds the data of one stretch of time; a fit to one window has one phase, and nothing before it.
 */
export interface PhaseLogs {
  readonly before: Float64Array;
  readonly within: Float64Array;
}

/**
 * The log-likelihoods of some points. A point has one standard normal score for each fitted number:
 * `points[i * dims + d]`, so that the prior is the standard normal distribution in every direction.
 * @param first a number that no call before has reached, to key the random streams of these runs.
 * @param phase from 0.
 */
export type Density = (
  points: Float64Array,
  count: number,
  first: number,
  phase: number,
) => PhaseLogs;
