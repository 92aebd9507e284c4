import { POLICY_COST } from '../model/cost.js';
import type { Lever, Model } from '../model/model.js';
import { DIMENSIONLESS, multiplyUnits } from '../model/unit.js';
import type { Context } from './context.js';
import type { ExtensionBuilder } from './extension.js';
import type { Intervention } from './intervention.js';
import type { MergedIntervention } from './merge.js';
import type { Part } from './part.js';
import { placeOf } from './part.js';

/** Refuses a budget that buys nothing or has no dates: beside a level, a trigger or a rule, or without a cost. */
export function checkBudget(
  budget: Part<number>,
  { name, parts }: MergedIntervention,
  lever: Lever,
  { model, diagnostics }: Context,
): void {
  const at = placeOf(budget);
  if (parts.level !== undefined) {
    diagnostics.error('budget', at, `policy.${name} has a level and a budget`, {
      expected: 'one of them: a level says how much, a budget what may be spent on it',
    });
  }
  const { when, regions } = parts;
  const rule = typeof regions?.value === 'object' && 'where' in regions.value;
  if (when !== undefined || rule) {
    const other = when === undefined ? 'a rule for its regions' : 'a trigger';
    diagnostics.error('budget', at, `policy.${name} has a budget and ${other}`, {
      expected:
        'a level: what is spent is then what the run decides, not a sum that is known before',
    });
  }
  if (costText(lever, model) === undefined && parts.cost === undefined) {
    diagnostics.error(
      'budget',
      at,
      `the lever ${lever.name} has no cost, so a budget buys nothing`,
      {
        expected: 'a level, or a cost beside the budget',
      },
    );
  }
}

/**
 * What a budget buys, as an equation in the unit of the lever. The money is spread over the run as the calendar
 * spreads delivery: each interval gets its share, so that the whole run spends the budget, before discounting.
 * Within an interval every element that the intervention reaches gets the same level: the money of the interval divided
 * by what one unit costs in all of them together, in this world and at this time.
 * @returns the equation; its parts are added to the extension.
 */
export function boughtWith(
  base: string,
  intervention: Intervention,
  extension: ExtensionBuilder,
  { model, horizon }: Context,
): string {
  const { lever, budget, cost, shares, target, place, levelPlace } = intervention;
  const total = model.variables.get(POLICY_COST);
  if (budget === undefined || total === undefined) throw new Error('a budget has a cost');
  const all = shares.reduce((sum, share) => sum + share, 0) * horizon.report;
  const rates = Float64Array.from(shares, (share) => (budget.value * share) / all);
  const spending = extension.series(`${base}__spending`, total.unit, [], rates, levelPlace);
  const unit = multiplyUnits(total.unit, lever.unit, -1);
  const price =
    cost === undefined
      ? extension.auxiliary(
          `${base}__price`,
          unit,
          lever.dims,
          costText(lever, model) ?? '0',
          place,
        )
      : extension.constant(`${base}__price`, unit, cost.value, placeOf(cost));
  if (lever.dims.length === 0) return `${spending} / ${price}`;
  const mask = Float64Array.from({ length: horizon.reports * lever.size }, (_, at) =>
    target.mask[at % lever.size] === 1 ? 1 : 0,
  );
  const reached = extension.series(`${base}__reached`, DIMENSIONLESS, lever.dims, mask, place);
  return `${reached} * ${spending} / sum(${reached} * ${price})`;
}

/** What one unit of a lever costs for one unit of time, as its model writes it. */
function costText(lever: Lever, model: Model): string | undefined {
  const definition = model.definitions.quantities.get(lever.name);
  return definition?.kind === 'lever' ? definition.cost?.text : undefined;
}
