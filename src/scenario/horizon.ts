import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Horizon } from '../engine/engine.js';
import { horizonOf } from '../engine/horizon.js';
import type { Model, ModelTime } from '../model/model.js';
import type { Moment } from '../model/moments.js';
import type { Reading } from '../model/read-moment.js';
import { reportOf, timeOf } from '../model/read-moment.js';
import { judgeSpan } from '../model/span.js';
import { TimeGrid } from '../model/time-grid.js';
import type { MergedScenario } from './merge.js';
import type { Part } from './part.js';
import { placeOf } from './part.js';

/**
 * When the runs of a scenario start and end: its own `from` and `to`, or the model's.
 * @returns undefined after at least one diagnostic.
 */
export function readHorizon(
  merged: Pick<MergedScenario, 'from' | 'to' | 'at'>,
  model: Model,
  diagnostics: Diagnostics,
): Horizon | undefined {
  const { time } = model;
  const from = merged.from
    ? timeOf(merged.from.value, reading(merged.from, time, diagnostics))
    : time.start;
  const to = merged.to ? timeOf(merged.to.value, reading(merged.to, time, diagnostics)) : time.end;
  if (from === undefined || to === undefined) return undefined;
  const ending = merged.to ?? merged.from;
  const at = ending ? placeOf(ending) : merged.at;
  const start = new TimeGrid(time).onStep(from);
  const asked = { calendar: time.calendar, start, end: to, model: time };
  const span = judgeSpan(asked, (_, message, expected) =>
    diagnostics.error('horizon', at, message, { expected }),
  );
  return span && horizonOf(time, span.start, span.end);
}

/**
 * The number of the reporting interval that starts at a moment, counted from the first of the run (before it:
 * negative); undefined after one diagnostic.
 */
export function intervalAt(
  part: Part<Moment>,
  time: ModelTime,
  horizon: Horizon,
  diagnostics: Diagnostics,
): number | undefined {
  return reportOf(part.value, horizon, reading(part, time, diagnostics));
}

function reading(part: Part<Moment>, time: ModelTime, diagnostics: Diagnostics): Reading {
  return {
    time,
    name: part.path.join('.'),
    tell: ({ severity, code, message, expected, nearest }) =>
      diagnostics.add(severity, code, placeOf(part), message, { expected, nearest }),
  };
}
