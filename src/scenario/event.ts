import { nearest } from '../diagnostics/nearest.js';
import { KIND_WORDS } from '../model/kind-words.js';
import type { Variable } from '../model/model.js';
import { labelOfReport, momentWord } from '../model/moments.js';
import { timeOfReport } from '../model/time-grid.js';
import { readCalendar } from './calendar.js';
import type { Context } from './context.js';
import { reportMissing } from './context.js';
import type { Delivery } from './delivery.js';
import { sharesOf } from './delivery.js';
import type { ChangeDocument } from './document.js';
import type { MergedEvent } from './merge.js';
import type { Part } from './part.js';
import { placeOf, placeOfKey } from './part.js';
import type { EventNote } from './scenario.js';
import type { Target } from './target.js';
import { readTarget } from './target.js';

/** A dated event with its names looked up and its months counted. */
export interface Event {
  readonly name: string;
  readonly delivery: Delivery;
  /** How much of it is felt in each reporting interval, 0 to 1. */
  readonly shares: Float64Array;
  readonly changes: readonly EventChange[];
  readonly note: EventNote;
}

/** What an event does to one variable. */
export interface EventChange {
  readonly part: Part<ChangeDocument>;
  readonly variable: Variable;
  readonly kind: 'multiply' | 'add' | 'set';
  readonly value: number;
  readonly target: Target;
}

const CHANGES = ['multiply', 'add', 'set'] as const;

/** Reads one event; undefined after at least one diagnostic. */
export function readEvent(merged: MergedEvent, context: Context): Event | undefined {
  const { diagnostics, horizon } = context;
  const { parts } = merged;
  const before = diagnostics.errorCount;
  if (parts.at === undefined) {
    const expected = momentWord(context.model.time);
    reportMissing('events', merged, 'at', expected, diagnostics);
  }
  if (merged.changes.size === 0) {
    const expected = 'variables with what happens to them, such as {presence: {multiply: 0.8}}';
    reportMissing('events', merged, 'changes', expected, diagnostics);
  }
  const delivery = readCalendar(
    { start: parts.at, end: parts.until, ramp: parts.ramp, windDown: parts.wind_down },
    context,
  );
  const changes = [...merged.changes].flatMap(
    ([name, part]) => readChange(name, part, context) ?? [],
  );
  if (diagnostics.errorCount > before || delivery === undefined) return undefined;
  const shares = sharesOf(delivery, horizon.reports);
  warnOfNoEffect(merged, delivery, changes, context);
  return {
    name: merged.name,
    delivery,
    shares,
    changes,
    note: noteOf(merged, delivery, changes, context),
  };
}

/** The step of the run in which an event changes stocks, if it lies in the run. */
export function stepOf({ start }: Delivery, { horizon }: Context): number | undefined {
  return start >= 0 && start < horizon.reports ? start * horizon.stepsPerReport : undefined;
}

function readChange(
  name: string,
  part: Part<ChangeDocument>,
  context: Context,
): EventChange | undefined {
  const { model, diagnostics } = context;
  const variable = readVariable(name, part, context);
  const { value } = part;
  const kinds = CHANGES.filter((kind) => value[kind] !== undefined);
  const [kind] = kinds;
  const changed = part.path.join('.');
  if (CHANGES.some((one) => part.file.unread.has(`${changed}.${one}`))) return undefined;
  if (kinds.length !== 1 || kind === undefined) {
    const said = kinds.length === 0 ? 'does not say what happens' : `says ${kinds.join(' and ')}`;
    diagnostics.error('change', placeOfKey(part), `${changed} ${said}`, {
      expected: 'one of multiply, add, set',
    });
    return undefined;
  }
  if (variable === undefined) return undefined;
  const inside = <K extends 'regions' | 'elements'>(key: K) => {
    const found = value[key];
    return found === undefined
      ? undefined
      : { value: found, file: part.file, path: [...part.path, key] };
  };
  const target = readTarget(variable, inside('regions'), inside('elements'), model, diagnostics);
  if (target === undefined) return undefined;
  const change = { part, variable, kind, value: value[kind] ?? 0, target };
  checkFloor(change, context);
  return change;
}

function readVariable(
  name: string,
  part: Part<ChangeDocument>,
  { model, diagnostics }: Context,
): Variable | undefined {
  const found = model.variables.get(name);
  if (found !== undefined && found.kind !== 'lever' && !found.hidden) return found;
  if (found?.kind === 'lever') {
    diagnostics.error(
      'change',
      placeOfKey(part),
      `${name} is ${KIND_WORDS.lever}: a policy sets it`,
      {
        expected: 'an intervention under policy, or another variable',
      },
    );
    return undefined;
  }
  const names = [...model.variables.values()].filter((one) => !one.hidden && one.kind !== 'lever');
  diagnostics.error(
    'unknown-variable',
    placeOfKey(part),
    `the model ${model.name} has no variable ${JSON.stringify(name)}`,
    {
      expected: 'an input, parameter, auxiliary, flow or stock',
      nearest: () =>
        nearest(
          name,
          names.map((one) => one.name),
        ),
    },
  );
  return undefined;
}

function checkFloor(change: EventChange, { diagnostics }: Context): void {
  const { variable, kind, value, part } = change;
  if (variable.kind !== 'stock' || variable.floor === undefined) return;
  const below = kind === 'set' && value < variable.floor;
  const negative = kind === 'multiply' && value < 0;
  if (!below && !negative) return;
  diagnostics.error(
    'change',
    placeOf(part, [kind]),
    `${kind} ${value} takes ${variable.name} below its floor`,
    { expected: `a result of at least ${variable.floor}` },
  );
}

function warnOfNoEffect(
  merged: MergedEvent,
  delivery: Delivery,
  changes: readonly EventChange[],
  context: Context,
): void {
  const { horizon, model, diagnostics } = context;
  const show = (interval: number) => labelOfReport(interval, horizon, model.time);
  const run = `${show(0)} to ${show(horizon.reports - 1)}`;
  const stocks = changes.filter((one) => one.variable.kind === 'stock');
  const place = merged.parts.at === undefined ? merged.at : placeOf(merged.parts.at);
  const outside = stepOf(delivery, context) === undefined;
  const shares = sharesOf(delivery, horizon.reports);
  if (outside && (shares.every((share) => share === 0) || stocks.length === changes.length)) {
    diagnostics.warning(
      'outside-horizon',
      place,
      `events.${merged.name} lies outside the run (${run}): it changes nothing`,
    );
  } else if (outside && stocks.length > 0) {
    const names = stocks.map((one) => one.variable.name).join(' and ');
    diagnostics.warning(
      'outside-horizon',
      place,
      `events.${merged.name} begins outside the run (${run}): ${names} would change then, and does not`,
    );
  }
  const { until, ramp, wind_down } = merged.parts;
  const idle = until ?? ramp ?? wind_down;
  if (idle !== undefined && stocks.length === changes.length && !outside) {
    diagnostics.warning(
      'no-effect',
      placeOfKey(idle),
      `${idle.path.join('.')} has no effect: a stock changes once, at the start of month ${show(delivery.start)}`,
    );
  }
}

const SIGNS = { multiply: '*', add: '+', set: '=' } as const;

function noteOf(
  merged: MergedEvent,
  delivery: Delivery,
  changes: readonly EventChange[],
  { horizon }: Context,
): EventNote {
  const about = merged.parts.about?.value;
  const texts = changes.map(({ variable, kind, value, target }) => {
    const where = Array.isArray(target.where) ? ` (${target.where.join(', ')})` : '';
    return kind === 'add' && value < 0
      ? `${variable.name} - ${-value}${where}`
      : `${variable.name} ${SIGNS[kind]} ${value}${where}`;
  });
  return {
    name: merged.name,
    title: merged.parts.title?.value ?? merged.name,
    ...(about === undefined ? {} : { about }),
    at: timeOfReport(delivery.start, horizon),
    ...(delivery.end === undefined ? {} : { until: timeOfReport(delivery.end, horizon) }),
    text: texts.join('; '),
  };
}
