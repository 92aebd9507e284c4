import type { Model } from '../model/model.js';
import { varyingColumns } from './columns.js';
import type { RankCorrelation } from './copula.js';
import { applyCopula } from './copula.js';
import type { Stretch } from './designs/design.js';
import { SAMPLING_DESIGNS } from './designs/designs.js';
import { compileDistribution } from './distributions/compile.js';
import { isDistributionProblem } from './distributions/family.js';
import { streamKey } from './key.js';
import type { Plan, Worlds } from './plan.js';

/** A column that was read from a file: by row, and the quantile of each among them. */
export interface ReadColumn {
  readonly name: string;
  readonly values: Float64Array;
  readonly quantiles: Float64Array;
}

/** All that worlds are drawn from: plain data, so that a worker can be given it. It has been checked. */
export interface WorldRecipe {
  readonly model: Model;
  readonly plan: Plan;
  readonly correlations: readonly RankCorrelation[];
  /** Columns of a file take the place of what would be drawn; its rows are used in turn. */
  readonly read?: { readonly columns: readonly ReadColumn[]; readonly rows: number };
}

/** Above so many numbers worlds are drawn as they are needed: two arrays of 32 MB. */
const WHOLE = 4e6;

/**
 * The worlds of a recipe: a stretch of them, or all. If the worlds do not fit in memory, each worker draws
 * its own stretch. Reading `values` still draws all of them.
 */
export function worldsOf(recipe: WorldRecipe, stretch?: Stretch, whole = WHOLE): Worlds {
  const draw = drawerOf(recipe);
  const all = { first: 0, count: recipe.plan.worlds };
  if (stretch !== undefined) return draw(stretch);
  const { columns, key } = draw({ first: 0, count: 0 });
  if (all.count * columns.length <= whole) return draw(all);
  let drawn: Worlds | undefined;
  const once = (): Worlds => {
    drawn ??= draw(all);
    return drawn;
  };
  return {
    count: all.count,
    columns,
    key,
    recipe,
    get quantiles() {
      return once().quantiles;
    },
    get values() {
      return once().values;
    },
  };
}

/** Makes ready to draw any stretch of the worlds of a recipe, each as the whole plan has it. */
export function drawerOf({ model, plan, correlations, read }: WorldRecipe): Drawer {
  const varying = varyingColumns(model);
  // What is read is not drawn as well, unless the draws of other columns depend on it.
  const alone = correlations.length === 0 && plan.design !== 'sobol';
  const given = new Set(alone ? read?.columns.map(({ name }) => name) : []);
  const columns = varying.filter(({ name }) => !given.has(name));
  const names = columns.map(({ name }) => name);
  const streams = columns.map(({ stream }) => stream);
  const distributions = columns.map(({ parameter: { name, distribution } }) => {
    const compiled = distribution && compileDistribution(distribution);
    if (compiled === undefined || isDistributionProblem(compiled))
      throw new Error(`${name} cannot be drawn`);
    return compiled;
  });
  const key = streamKey(plan.seed);
  return (stretch) => {
    const even = SAMPLING_DESIGNS[plan.design](plan.worlds, streams, plan.seed, stretch);
    const quantiles = applyCopula(even, names, correlations);
    if (isDistributionProblem(quantiles)) throw new Error(quantiles.problem);
    const values = new Float64Array(quantiles.length);
    for (const [c, distribution] of distributions.entries()) {
      for (let at = c; at < values.length; at += names.length)
        values[at] = distribution.quantile(quantiles[at]!);
    }
    const drawn = { count: stretch.count, columns: names, quantiles, values, key };
    if (read === undefined) return drawn;
    const all = varying.map(({ name }) => name);
    return replaced(drawn, all, read, stretch.first);
  };
}

export type Drawer = (stretch: Stretch) => Worlds;

/** The columns that vary, then others that are read: each as it is read, or else as it was drawn. */
function replaced(
  drawn: Worlds,
  varying: readonly string[],
  { columns: read, rows }: NonNullable<WorldRecipe['read']>,
  first: number,
): Worlds {
  const known = new Set(varying);
  const added = read.map(({ name }) => name).filter((name) => !known.has(name));
  const columns = [...varying, ...added];
  const width = columns.length;
  const places = columns.map((name) => drawn.columns.indexOf(name));
  const values = new Float64Array(drawn.count * width);
  const quantiles = new Float64Array(drawn.count * width);
  const sources = columns.map((name) => read.find((one) => one.name === name));
  for (let i = 0; i < drawn.count; i++) {
    const row = (first + i) % rows;
    for (let c = 0; c < width; c++) {
      const source = sources[c];
      const from = i * drawn.columns.length + places[c]!;
      values[i * width + c] = source === undefined ? drawn.values[from]! : source.values[row]!;
      quantiles[i * width + c] =
        source === undefined ? drawn.quantiles[from]! : source.quantiles[row]!;
    }
  }
  return { count: drawn.count, columns, quantiles, values, key: drawn.key };
}
