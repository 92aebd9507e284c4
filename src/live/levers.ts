import { POLICY_COST } from '../model/cost.js';
import type { Lever, Model } from '../model/model.js';
import { TimeGrid } from '../model/time-grid.js';
import { formatUnit, multiplyUnits } from '../model/unit.js';
import type { Scenario } from '../scenario/scenario.js';
import type { LeverHead, ProgrammeHead } from './bench.js';

/** The levers of a model, those of a kind beside each other. */
export function leversOf(model: Model): LeverHead[] {
  const levers = [...model.variables.values()].filter((one): one is Lever => one.kind === 'lever');
  const groups = [...new Set(levers.map((one) => one.group))];
  return groups.flatMap((group) =>
    levers.filter((one) => one.group === group).map((lever) => headOf(model, lever)),
  );
}

function headOf(model: Model, lever: Lever): LeverHead {
  const dim = lever.dims.includes('region') || lever.dims.length !== 1 ? 'region' : lever.dims[0];
  const dimension = lever.dims.includes(dim ?? '') ? model.dimensions.get(dim ?? '') : undefined;
  const unit = formatUnit(lever.unit);
  return {
    name: lever.name,
    title: lever.title,
    unit: unit === '1' ? '' : unit,
    least: lever.min - lever.default,
    most: lever.max - lever.default,
    step: lever.step,
    group: lever.group,
    cost: costText(model, lever),
    regions: (dimension?.elements ?? []).map((name, i) => ({
      name,
      title: dimension?.elementTitles[i] ?? name,
    })),
  };
}

// The equation as its file gives it.
function costText(model: Model, lever: Lever): string {
  const definition = model.definitions.quantities.get(lever.name);
  return definition?.kind === 'lever' ? (definition.cost?.text ?? '') : '';
}

// Costs are counted for a unit of time, budgets for all of it.
function moneyUnit(model: Model): string {
  const cost = model.variables.get(POLICY_COST)?.unit;
  const time = new Map([[model.time.unit, 1]]);
  return cost === undefined ? '' : formatUnit(multiplyUnits(cost, time));
}

/** The interventions of a scenario; undefined where what `--set` holds is in no file. */
export function programmesOf({
  interventions,
  horizon,
  base,
}: Scenario): readonly ProgrammeHead[] | undefined {
  if (interventions.some((one) => one.name === 'set')) return undefined;
  return interventions.map((one) => ({
    name: one.name,
    title: one.title,
    lever: one.lever,
    level: one.level,
    ...(one.budget === undefined ? {} : { budget: { amount: one.budget, unit: moneyUnit(base) } }),
    where: one.where,
    start: new TimeGrid(horizon).nearestReport(one.start),
    ramp: Math.round(one.ramp / horizon.report),
    ...(one.when === undefined ? {} : { when: one.when }),
  }));
}
