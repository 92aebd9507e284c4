/**
 * The log-likelihood of some points. A point has one standard normal score for each fitted number:
 * `points[i * dims + d]`, so that the prior is the standard normal distribution in every direction.
 * @param first a number that no call before has reached, to key the random streams of these runs.
 */
export type Density = (points: Float64Array, count: number, first: number) => Float64Array;
