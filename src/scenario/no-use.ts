import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { costName, POLICY_COST } from '../model/cost.js';
import type { Model } from '../model/model.js';
import { usedIn } from '../model/uses.js';
import type { Event, EventChange } from './event.js';
import type { Intervention } from './intervention.js';
import type { MergedAssumption } from './merge.js';
import { placeOf, placeOfKey } from './part.js';
import type { Assumption } from './scenario.js';
import type { LeverSetting } from './what-if.js';

/** What a scenario says, once it is read. */
interface Said {
  readonly base: Model;
  /** The model that runs, with what the scenario adds. */
  readonly model: Model;
  readonly assumptions: readonly { readonly merged: MergedAssumption; readonly read: Assumption }[];
  readonly interventions: readonly Intervention[];
  readonly settings: readonly LeverSetting[];
  readonly events: readonly Event[];
}

const NO_USE = 'no metric and no reported variable depends on it';

/** Warns of changes that cannot show in any result. Of those that lie outside the run this has been said. */
export function warnOfNoUse(said: Said, diagnostics: Diagnostics): void {
  const used = usedIn(said.model);
  for (const { merged } of said.assumptions) {
    if (used.has(merged.parameter)) continue;
    const message = `assumptions.${merged.parameter} changes nothing: ${NO_USE}`;
    diagnostics.warning('no-use', placeOfKey(merged.part), message);
  }
  warnOfLevers(said, used, diagnostics);
  const later = usedIn(said.model, { afterStart: true });
  for (const event of said.events) {
    for (const change of event.changes) {
      const message = eventText(event, change, used, later);
      if (message === undefined) continue;
      diagnostics.warning('no-use', placeOfKey(change.part), message);
    }
  }
  warnOfReplaced(said, diagnostics);
}

function warnOfLevers(
  { base, model, interventions, settings }: Said,
  used: ReadonlySet<string>,
  diagnostics: Diagnostics,
): void {
  const levers = [...base.variables.values()].filter((one) => one.kind === 'lever');
  const costs = new Set([POLICY_COST, ...levers.map((one) => costName(one.name))]);
  const acting = usedIn(model, { without: (name) => costs.has(name) });
  const textOf = (lever: string) => {
    if (acting.has(lever)) return undefined;
    return used.has(lever)
      ? `the lever ${lever}, and nothing but its cost depends on it`
      : `the lever ${lever}, and ${NO_USE}`;
  };
  for (const { name, lever, place, shares } of interventions) {
    if (shares.every((share) => share === 0)) continue;
    const text = textOf(lever.name);
    if (text !== undefined) diagnostics.warning('no-use', place, `policy.${name} uses ${text}`);
  }
  settings.forEach(({ lever, text: given }, index) => {
    const text = textOf(lever.name);
    const place = { file: '--set', line: index + 1, column: 1, length: given.length };
    if (text !== undefined) diagnostics.warning('no-use', place, `${given} sets ${text}`);
  });
}

function eventText(
  event: Event,
  change: EventChange,
  used: ReadonlySet<string>,
  later: ReadonlySet<string>,
): string | undefined {
  const { name, kind } = change.variable;
  const shares = sharesIn(event, change);
  if (shares.every((share) => share === 0)) return undefined;
  if (!used.has(name)) return `events.${event.name} changes ${name}, and ${NO_USE}`;
  const setsFirstValues = kind !== 'stock' && shares[0] !== 0;
  if (setsFirstValues || later.has(name)) return undefined;
  return `events.${event.name} changes ${name} after the start of the run, and ${name} is used for first values alone: it changes nothing`;
}

/** Warns of what a later event that sets the same variable replaces in every month in which it would be felt. */
function warnOfReplaced({ assumptions, events }: Said, diagnostics: Diagnostics): void {
  const inOrder = [...events].sort(
    (a, b) => a.delivery.start - b.delivery.start || (a.name < b.name ? -1 : 1),
  );
  inOrder.forEach((event, order) => {
    for (const change of event.changes) {
      const felt = sharesIn(event, change).map((share) => share !== 0);
      const by = replacedBy(
        change.variable.name,
        felt,
        change.target.mask,
        inOrder.slice(order + 1),
      );
      if (by === undefined || !felt.includes(true)) continue;
      const message = `events.${event.name} changes ${change.variable.name}, and events.${by} sets it in the same months: the first changes nothing`;
      diagnostics.warning('no-use', placeOfKey(change.part), message);
    }
  });
  for (const { merged, read } of assumptions) {
    const [first] = inOrder;
    if (first === undefined) continue;
    const mask = maskOf(read, inOrder);
    const felt = [...first.shares].map(() => true);
    const by = mask && replacedBy(read.parameter, felt, mask, inOrder);
    if (by === undefined) continue;
    const message = `assumptions.${read.parameter} changes nothing: events.${by} sets it during the whole run`;
    diagnostics.warning('no-use', placeOf(merged.part), message);
  }
}

function maskOf(
  { parameter, elements }: Assumption,
  events: readonly Event[],
): Uint8Array | undefined {
  const changes = events.flatMap((one) => one.changes);
  const size = changes.find((one) => one.variable.name === parameter)?.target.mask.length;
  if (size === undefined) return undefined;
  return Uint8Array.from({ length: size }, (_, element) =>
    elements === undefined || elements.includes(element) ? 1 : 0,
  );
}

/** How much of a change is felt in each month; a stock changes once, as the month of the event begins. */
function sharesIn({ shares, delivery }: Event, { variable }: EventChange): readonly number[] {
  return [...shares].map((share, month) => {
    if (variable.kind !== 'stock') return share;
    return month === delivery.start ? 1 : 0;
  });
}

/** The event that sets a variable last, if events set all of it in all of the months. */
function replacedBy(
  name: string,
  felt: readonly boolean[],
  mask: Uint8Array,
  later: readonly Event[],
): string | undefined {
  const sets = later.flatMap((event) =>
    event.changes.flatMap((change) =>
      change.variable.name === name && change.kind === 'set'
        ? [{ event: event.name, shares: sharesIn(event, change), mask: change.target.mask }]
        : [],
    ),
  );
  const isSet = (month: number, element: number) =>
    sets.some((one) => one.shares[month] === 1 && one.mask[element] === 1);
  const isReplaced = felt.every(
    (isFelt, month) =>
      !isFelt || mask.every((reached, element) => reached === 0 || isSet(month, element)),
  );
  return isReplaced ? sets.at(-1)?.event : undefined;
}
