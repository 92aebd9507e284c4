import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Model } from '../model/model.js';
import { varyingColumns } from './columns.js';
import type { RankCorrelation } from './copula.js';
import { applyCopula } from './copula.js';
import type { Stretch } from './designs/design.js';
import { SOBOL_COLUMNS } from './designs/sobol.js';
import { isDistributionProblem } from './distributions/family.js';
import type { WorldRecipe } from './draw.js';
import { worldsOf } from './draw.js';
import type { Plan, Worlds } from './plan.js';
import { checkModelDistributions } from './validate.js';

export interface WorldOptions {
  /** Draw only these worlds of the plan, so that a plan of any size fits in memory; all when absent. */
  readonly stretch?: Stretch;
  /** Rank correlations between columns. */
  readonly correlations?: readonly RankCorrelation[];
}

/**
 * Draws the worlds of a plan: a column for each parameter with a distribution, or for each of its elements.
 * The same files and seed give the same worlds; what a parameter draws does not depend on the others
 * (with the design `sobol`: only on how many stand before it).
 *
 * Problems go to `diagnostics`.
 * @throws InputError when there are any.
 */
export function makeWorlds(
  model: Model,
  plan: Plan,
  diagnostics: Diagnostics = new Diagnostics(),
  options: WorldOptions = {},
): Worlds {
  return worldsOf(checkedRecipe(model, plan, diagnostics, options), options.stretch);
}

/**
 * What the worlds of a plan are drawn from.
 * @throws InputError when they cannot be drawn, or anything was wrong before; it is in `diagnostics`.
 */
export function checkedRecipe(
  model: Model,
  plan: Plan,
  diagnostics: Diagnostics,
  { correlations = [] }: WorldOptions,
): WorldRecipe {
  const names = varyingColumns(model).map(({ name }) => name);
  checkModelDistributions(model, diagnostics);
  const start = { file: model.file, line: 1, column: 1 };
  if (plan.design === 'sobol' && names.length > SOBOL_COLUMNS) {
    const what = `${names.length} numbers vary, too many for the design sobol`;
    diagnostics.error('plan', start, what, {
      expected: `at most ${SOBOL_COLUMNS}, or the design latin_hypercube`,
    });
  }
  diagnostics.throwIfErrors();
  const correlated = applyCopula(new Float64Array(), names, correlations);
  if (isDistributionProblem(correlated))
    diagnostics.error('correlation', start, correlated.problem);
  diagnostics.throwIfErrors();
  return { model, plan, correlations };
}
