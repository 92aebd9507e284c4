import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Model } from '../model/model.js';
import type { Column } from './columns.js';
import { varyingColumns } from './columns.js';
import type { RankCorrelation } from './copula.js';
import { applyCopula } from './copula.js';
import type { Stretch } from './designs/design.js';
import { SAMPLING_DESIGNS } from './designs/designs.js';
import { SOBOL_COLUMNS } from './designs/sobol.js';
import type { CompiledDistribution } from './distributions/family.js';
import { isProblem } from './distributions/family.js';
import { streamKey } from './key.js';
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
  const columns = varyingColumns(model);
  const ready = checkModelDistributions(model, diagnostics);
  const start = { file: model.file, line: 1, column: 1 };
  if (plan.design === 'sobol' && columns.length > SOBOL_COLUMNS) {
    diagnostics.error(
      'plan',
      start,
      `${columns.length} numbers vary, too many for the design sobol`,
      {
        expected: `at most ${SOBOL_COLUMNS}, or the design latin_hypercube`,
      },
    );
  }
  diagnostics.throwIfErrors();
  const names = columns.map(({ name }) => name);
  const stretch = options.stretch ?? { first: 0, count: plan.worlds };
  const drawn = SAMPLING_DESIGNS[plan.design](plan.worlds, names, plan.seed, stretch);
  const quantiles = applyCopula(drawn, names, options.correlations ?? []);
  if (isProblem(quantiles)) {
    diagnostics.error('correlation', start, quantiles.problem);
    diagnostics.throwIfErrors();
    return { count: 0, columns: names, quantiles: drawn, values: drawn, key: streamKey(plan.seed) };
  }
  return {
    count: stretch.count,
    columns: names,
    quantiles,
    values: valuesAt(quantiles, columns, ready),
    key: streamKey(plan.seed),
  };
}

function valuesAt(
  quantiles: Float64Array,
  columns: readonly Column[],
  ready: ReadonlyMap<string, CompiledDistribution>,
): Float64Array {
  const values = new Float64Array(quantiles.length);
  for (const [c, { parameter }] of columns.entries()) {
    const distribution = ready.get(parameter.name);
    if (distribution === undefined) continue;
    for (let at = c; at < values.length; at += columns.length) {
      values[at] = distribution.quantile(quantiles[at]!);
    }
  }
  return values;
}
