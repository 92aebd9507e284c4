import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Horizon } from '../engine/engine.js';
import { horizonOf } from '../engine/horizon.js';
import type { Moment } from '../model/document.js';
import type { Model, ModelTime } from '../model/model.js';
import { MAX_STEPS } from '../model/model-time.js';
import { formatMonth, parseMonth } from '../model/time.js';
import type { MergedScenario } from './merge.js';
import type { Part } from './part.js';
import { placeOf } from './part.js';

// How far a number may be from the reporting grid: numbers such as 0.1 are not exact.
const ON_GRID = 1e-6;

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
  const from = merged.from ? timeOf(merged.from, time, diagnostics) : time.start;
  const to = merged.to ? timeOf(merged.to, time, diagnostics) : time.end;
  if (from === undefined || to === undefined) return undefined;
  const calendar = time.calendar !== undefined;
  const ending = merged.to ?? merged.from;
  const at = ending ? placeOf(ending) : merged.at;
  if (to < from || (!calendar && to === from)) {
    const message = to < from ? 'is before' : 'is the same as';
    diagnostics.error(
      'horizon',
      at,
      `the end of the run (${showTime(to, time)}) ${message} its start (${showTime(from, time)})`,
    );
    return undefined;
  }
  const intervals = Math.round((to - from) / time.report);
  if (Math.abs((to - from) / time.report - intervals) > ON_GRID) {
    diagnostics.error(
      'horizon',
      at,
      `the reporting interval (${time.report}) does not divide the time from ${from} to ${to}`,
    );
    return undefined;
  }
  const horizon = horizonOf(time, from, to);
  if (horizon.steps <= MAX_STEPS) return horizon;
  diagnostics.error('horizon', at, `the run takes ${horizon.steps} steps`, {
    expected: `at most ${MAX_STEPS}`,
  });
  return undefined;
}

/** A month or number of a file in the model's time; undefined after one diagnostic. */
export function timeOf(
  part: Part<Moment>,
  time: ModelTime,
  diagnostics: Diagnostics,
): number | undefined {
  const { value } = part;
  const month = typeof value === 'string' ? parseMonth(value) : undefined;
  const name = part.path.join('.');
  if (time.calendar !== undefined && month === undefined) {
    diagnostics.error('time', placeOf(part), `${name} is ${value}, and the model counts months`, {
      expected: 'a month such as 2022-01',
    });
    return undefined;
  }
  if (time.calendar === undefined && typeof value === 'string') {
    diagnostics.error(
      'time',
      placeOf(part),
      `${name} is ${value}, and the model's time is a plain number`,
      { expected: `a number (of ${time.unit})` },
    );
    return undefined;
  }
  return time.calendar === undefined ? Number(value) : (month ?? 0) - time.calendar.origin;
}

/**
 * The number of the reporting interval that starts at the moment, counted from the first of the run (before
 * it: negative); undefined after one diagnostic.
 */
export function intervalOf(
  part: Part<Moment>,
  time: ModelTime,
  horizon: Horizon,
  diagnostics: Diagnostics,
): number | undefined {
  const at = timeOf(part, time, diagnostics);
  if (at === undefined) return undefined;
  const exact = (at - horizon.start) / horizon.report;
  const interval = Math.round(exact);
  if (Math.abs(exact - interval) <= ON_GRID) return interval;
  diagnostics.error(
    'time',
    placeOf(part),
    `${part.path.join('.')} is ${at}, between two reports of the run`,
    {
      expected: `${horizon.start} plus a multiple of ${horizon.report}`,
    },
  );
  return undefined;
}

/** The time at which a reporting interval starts. */
export function timeOfInterval(interval: number, horizon: Horizon): number {
  return horizon.start + interval * horizon.report;
}

/** A time as people write it: `2022-01`, or a number. */
export function showTime(at: number, time: ModelTime): string {
  return time.calendar === undefined ? String(at) : formatMonth(time.calendar.origin + at);
}
