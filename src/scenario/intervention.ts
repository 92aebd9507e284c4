import type { Place } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { intervalOf } from '../model/interval.js';
import { KIND_WORDS } from '../model/kind-words.js';
import type { Lever } from '../model/model.js';
import { labelOfReport } from '../model/moments.js';
import { timeOfReport } from '../model/time-grid.js';
import { formatUnit, isUnitProblem, parseUnit, sameUnit } from '../model/unit.js';
import { checkBudget } from './budget.js';
import { readCalendar } from './calendar.js';
import type { Context } from './context.js';
import { reportMissing } from './context.js';
import type { Delivery } from './delivery.js';
import { sharesOf } from './delivery.js';
import type { MergedIntervention } from './merge.js';
import type { Part } from './part.js';
import { placeOf } from './part.js';
import type { InterventionNote } from './scenario.js';
import type { Target } from './target.js';
import { readTarget } from './target.js';
import type { Trigger } from './trigger.js';
import { readTrigger, triggerText } from './trigger.js';

/** An intervention with its names looked up and its months counted. */
export interface Intervention {
  readonly name: string;
  readonly place: Place;
  readonly lever: Lever;
  /** 1 with a budget: the shares of the calendar then say how the money is spread over time. */
  readonly level: number;
  /** Where the level or the budget stands. */
  readonly levelPlace: Place;
  /** The money for all of it, instead of a level. */
  readonly budget?: Part<number>;
  readonly target: Target;
  readonly delivery: Delivery;
  /** What its calendar delivers in each reporting interval, 0 to 1; a trigger decides in its stead. */
  readonly shares: Float64Array;
  readonly trigger?: Trigger;
  /** Cost of one unit for one unit of time, instead of the lever's. */
  readonly cost?: Part<number>;
  readonly note: InterventionNote;
}

/** Whether a run decides what is delivered, by its state or by what a unit costs in its world, not the month alone. */
export function isConditional({ trigger, target, budget }: Intervention): boolean {
  return trigger !== undefined || target.rule !== undefined || budget !== undefined;
}

/** Reads one intervention; undefined after at least one diagnostic. */
export function readIntervention(
  merged: MergedIntervention,
  context: Context,
): Intervention | undefined {
  const { model, diagnostics, horizon } = context;
  const { parts, name } = merged;
  const before = diagnostics.errorCount;
  const lever = readLever(merged, context);
  const { level, budget, cost } = parts;
  const amount = level ?? budget;
  if (amount === undefined && !merged.unread.has('budget')) {
    reportMissing(
      'policy',
      merged,
      'level',
      'a number, or budget: and a sum of money',
      diagnostics,
    );
  }
  const delivery = readCalendar(
    { start: parts.start, end: parts.end, ramp: parts.ramp, windDown: parts.wind_down },
    context,
  );
  if (lever === undefined) return undefined;
  if (parts.unit !== undefined) checkUnit(parts.unit, merged, lever, context);
  const target = readTarget(lever, parts.regions, parts.elements, model, diagnostics);
  const trigger = parts.when && readTrigger(parts.when, lever, context);
  if (budget !== undefined) checkBudget(budget, merged, lever, context);
  if (diagnostics.errorCount > before) return undefined;
  if (amount === undefined || delivery === undefined || target === undefined) return undefined;
  const shares = sharesOf(delivery, horizon.reports);
  if (shares.every((share) => share === 0)) warnNeverMeets(merged, delivery, context);
  const intervention = {
    name,
    place: merged.at,
    lever,
    level: level?.value ?? 1,
    levelPlace: placeOf(amount),
    ...(budget === undefined ? {} : { budget }),
    target,
    delivery,
    shares,
    ...(trigger === undefined ? {} : { trigger }),
    ...(cost === undefined ? {} : { cost }),
  };
  return { ...intervention, note: noteOf(merged, intervention, context) };
}

function readLever(merged: MergedIntervention, { model, diagnostics }: Context): Lever | undefined {
  const part = merged.parts.lever;
  const levers = [...model.variables.values()].filter((one) => one.kind === 'lever');
  const names = levers.map((one) => one.name);
  if (part === undefined) {
    const expected = names.length === 0 ? 'a lever' : `one of ${names.join(', ')}`;
    reportMissing('policy', merged, 'lever', expected, diagnostics);
    return undefined;
  }
  const found = levers.find((one) => one.name === part.value);
  if (found !== undefined) return found;
  const other = model.variables.get(part.value);
  const message =
    other === undefined || other.hidden
      ? `the model ${model.name} has no lever ${JSON.stringify(part.value)}`
      : `${part.value} is not a lever of the model ${model.name} but ${KIND_WORDS[other.kind]}`;
  diagnostics.error('unknown-lever', placeOf(part), message, {
    expected: names.length === 0 ? 'a model with levers' : `one of ${names.join(', ')}`,
    nearest: () => nearest(part.value, names),
  });
  return undefined;
}

function checkUnit(
  part: Part<string>,
  merged: MergedIntervention,
  lever: Lever,
  { model, diagnostics }: Context,
): void {
  if (!model.unitsChecked) return;
  const known = model.definitions.units;
  const unit = parseUnit(part.value, known);
  const wanted = formatUnit(lever.unit);
  if (isUnitProblem(unit)) {
    const place = part.file.placeInText(part.path, unit.offset, unit.length);
    const near = unit.unknown === undefined ? undefined : nearest(unit.unknown, known.keys());
    diagnostics.error('unit', place, unit.message, { expected: wanted, nearest: near });
  } else if (!sameUnit(unit, lever.unit)) {
    diagnostics.error(
      'unit',
      placeOf(part),
      `the level of ${merged.name} is in ${formatUnit(unit)}, the lever ${lever.name} in ${wanted}`,
      { expected: wanted },
    );
  }
}

function warnNeverMeets(merged: MergedIntervention, delivery: Delivery, context: Context): void {
  const { horizon, model, diagnostics } = context;
  const show = (interval: number) => labelOfReport(interval, horizon, model.time);
  const run = `${show(0)} to ${show(horizon.reports - 1)}`;
  const { start, end } = merged.parts;
  const late = delivery.start >= horizon.reports;
  const part = late ? start : (end ?? start);
  diagnostics.warning(
    'outside-horizon',
    part === undefined ? merged.at : placeOf(part),
    late
      ? `policy.${merged.name} starts after the run (${run}): it delivers nothing`
      : `policy.${merged.name} is over before the run (${run}): it delivers nothing`,
  );
}

function noteOf(
  merged: MergedIntervention,
  intervention: Omit<Intervention, 'note'>,
  { horizon }: Context,
): InterventionNote {
  const { delivery, trigger } = intervention;
  const time = (interval: number) => timeOfReport(interval, horizon);
  const about = merged.parts.about?.value;
  return {
    name: merged.name,
    title: merged.parts.title?.value ?? merged.name,
    ...(about === undefined ? {} : { about }),
    lever: intervention.lever.name,
    ...(intervention.budget === undefined
      ? { level: intervention.level }
      : { level: 0, budget: intervention.budget.value }),
    where: intervention.target.where,
    start: time(delivery.start),
    ramp: intervalOf(delivery.ramp * horizon.report),
    ...(delivery.end === undefined ? {} : { end: time(delivery.end) }),
    windDown: intervalOf(delivery.windDown * horizon.report),
    ...(trigger === undefined ? {} : { when: triggerText(trigger) }),
    ...(intervention.cost === undefined ? {} : { cost: intervention.cost.value }),
  };
}
