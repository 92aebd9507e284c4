import type { Jump } from '../engine/engine.js';
import { DIMENSIONLESS } from '../model/unit.js';
import type { Context } from './context.js';
import type { Event, EventChange } from './event.js';
import { stepOf } from './event.js';
import type { ExtensionBuilder } from './extension.js';
import { placeOf } from './part.js';

/**
 * Turns events into jumps of stocks, and into equations for all else that they change. Changes of no effect
 * (times 1, plus 0) leave no trace. Events on one variable act in the order of their months, then names.
 */
export function layOutEvents(
  events: readonly Event[],
  extension: ExtensionBuilder,
  context: Context,
): readonly Jump[] {
  const inOrder = [...events].sort(
    (a, b) => a.delivery.start - b.delivery.start || (a.name < b.name ? -1 : 1),
  );
  const jumps: Jump[] = [];
  for (const event of inOrder) {
    for (const change of event.changes) {
      if (isIdle(change)) continue;
      if (change.variable.kind === 'stock') jumps.push(...jumpsOf(event, change, context));
      else if (event.shares.some((share) => share !== 0))
        addChange(event, change, extension, context);
    }
  }
  return jumps;
}

function isIdle({ kind, value, target }: EventChange): boolean {
  const none = (kind === 'multiply' && value === 1) || (kind === 'add' && value === 0);
  return none || !target.mask.includes(1);
}

function jumpsOf(event: Event, change: EventChange, context: Context): Jump[] {
  const step = stepOf(event.delivery, context);
  if (step === undefined) return [];
  const { kind, value, variable, target } = change;
  const multiply = kind === 'multiply' ? value : kind === 'add' ? 1 : 0;
  const add = kind === 'multiply' ? 0 : value;
  return [...target.mask].flatMap((reached, element) =>
    reached === 1 ? [{ step, stock: variable.name, element, multiply, add }] : [],
  );
}

/** The variable becomes what it was, changed as far as the event is felt: in no month outside it, by nothing. */
function addChange(
  event: Event,
  change: EventChange,
  extension: ExtensionBuilder,
  context: Context,
): void {
  const { kind, value, variable, target, part } = change;
  const { reports } = context.horizon;
  const everywhere = !target.mask.includes(0);
  const dims = everywhere ? [] : variable.dims;
  const size = everywhere ? 1 : variable.size;
  const base = `event__${event.name}__${variable.name}`;
  const place = placeOf(part);
  const series = (what: string, unit: typeof DIMENSIONLESS, at: (share: number) => number) => {
    const values = new Float64Array(reports * size);
    for (let index = 0; index < values.length; index++) {
      const share = event.shares[Math.floor(index / size)] ?? 0;
      values[index] = at(everywhere || target.mask[index % size] === 1 ? share : 0);
    }
    return extension.series(`${base}__${what}`, unit, dims, values, place);
  };
  switch (kind) {
    case 'multiply': {
      const factor = series('factor', DIMENSIONLESS, (share) => 1 + share * (value - 1));
      extension.replace(variable.name, (old) => `${old} * ${factor}`, place);
      return;
    }
    case 'add': {
      const amount = series('amount', variable.unit, (share) => share * value);
      extension.replace(variable.name, (old) => `${old} + ${amount}`, place);
      return;
    }
    case 'set': {
      const share = series('share', DIMENSIONLESS, (one) => one);
      const wanted = extension.constant(`${base}__value`, variable.unit, value, place);
      // Exact at both ends: a share of 0 leaves the old value as it is, a share of 1 gives the new one.
      const mixed = (old: string) => `(1 - ${share}) * ${old} + ${share} * ${wanted}`;
      extension.replace(variable.name, mixed, place);
    }
  }
}
