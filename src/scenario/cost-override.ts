import { costName, POLICY_COST } from '../model/cost.js';
import type { Lever } from '../model/model.js';
import { multiplyUnits } from '../model/unit.js';
import type { Context } from './context.js';
import type { ExtensionBuilder } from './extension.js';
import type { Intervention } from './intervention.js';
import { isConditional } from './intervention.js';
import { placeOf } from './part.js';
import { deliveredName } from './trigger-equations.js';

/**
 * Counts interventions that have a cost of their own: what they deliver costs that instead of what the lever's
 * unit costs. A lever without a cost has nothing to replace, and its interventions add to the policy's cost.
 */
export function addCosts(
  lever: Lever,
  interventions: readonly (Intervention & { readonly amounts: Float64Array })[],
  extension: ExtensionBuilder,
  context: Context,
): void {
  const { model, diagnostics } = context;
  const definition = model.definitions.quantities.get(lever.name);
  const leverCost = definition?.kind === 'lever' ? definition.cost : undefined;
  const total = model.variables.get(POLICY_COST);
  const counted = [...model.definitions.quantities.values()].some(
    (one) => one.kind === 'lever' && one.cost !== undefined,
  );
  for (const intervention of interventions) {
    const { cost, amounts } = intervention;
    if (cost === undefined) continue;
    const place = placeOf(cost);
    if (total === undefined || !counted) {
      diagnostics.error(
        'cost',
        place,
        `the model ${model.name} counts no costs: none of its levers has one`,
        { expected: 'an intervention without a cost' },
      );
      continue;
    }
    const delivered = deliveredName(intervention);
    if (!isConditional(intervention)) {
      extension.series(delivered, lever.unit, lever.dims, amounts, place);
    }
    const unit = multiplyUnits(total.unit, lever.unit, -1);
    const own = extension.constant(`policy__${intervention.name}__cost`, unit, cost.value, place);
    if (leverCost !== undefined) {
      const change = `(${own} - (${leverCost.text})) * ${delivered}`;
      extension.replace(costName(lever.name), (value) => `${value} + ${change}`, place);
    } else {
      const all = lever.dims.length === 0 ? delivered : `sum(${delivered})`;
      extension.replace(POLICY_COST, (value) => `${value} + ${own} * ${all}`, place);
    }
  }
}
