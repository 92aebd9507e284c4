/** Worlds `first` to `first + count - 1` of a plan. */
export interface Stretch {
  readonly first: number;
  readonly count: number;
}

/**
 * A sampling design: the quantiles of a stretch of the worlds of a plan, each strictly between 0 and 1,
 * as `quantiles[i * columns.length + c]` for world `first + i` and column c.
 *
 * Every design keeps these promises, and one test suite holds them all to it:
 * - the same arguments give the same bytes, and a stretch gives what the whole plan has there;
 * - what a column draws depends on its name, the seed and the size of the plan, not on the other columns
 *   (Sobol: and on its place among them);
 * - each column is spread evenly over (0, 1), and columns are independent of each other.
 *
 * @param worlds how many worlds the whole plan has.
 */
export type SamplingDesign = (
  worlds: number,
  columns: readonly string[],
  seed: string,
  stretch?: Stretch,
) => Float64Array;
