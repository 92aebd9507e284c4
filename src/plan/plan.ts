import { DESIGNS, type Design } from '../scenario/designs.js';
import type { WorldRecipe } from './draw.js';

export { DESIGNS, type Design };

/** How many worlds, drawn how, from which seed. */
export interface Plan {
  readonly worlds: number;
  readonly design: Design;
  readonly seed: string;
}

/**
 * The worlds of a plan: one row of parameter values each. The first n worlds of a Monte Carlo or Sobol plan
 * are the worlds of the plan of size n.
 */
export interface Worlds {
  readonly count: number;
  /** `beta`, or `trust[mopti]` for one element. Only parameters that vary. */
  readonly columns: readonly string[];
  /** The quantile (0 to 1) of each value in its distribution: `quantiles[i * columns.length + c]`. */
  readonly quantiles: Float64Array;
  /** The values under the model's own distributions, in the same layout. */
  readonly values: Float64Array;
  /** The key of all random streams of the runs. */
  readonly key: readonly [number, number];
  /**
   * What they are drawn from, when they are too many to be held at once. Run them in stretches then: `quantiles` and
   * `values` draw them all when they are first looked at.
   */
  readonly recipe?: WorldRecipe;
}
