import type { Moment } from '../model/document.js';
import type { Context } from './context.js';
import type { Delivery } from './delivery.js';
import type { RampDocument } from './document.js';
import { intervalOf, showTime, timeOfInterval } from './horizon.js';
import type { Part } from './part.js';
import { placeOf, placeOfKey } from './part.js';

/** The keys that say when, under the names they have in the file. */
export interface CalendarParts {
  readonly start: Part<Moment> | undefined;
  readonly end: Part<Moment> | undefined;
  readonly ramp: Part<RampDocument> | undefined;
  readonly windDown: Part<number> | undefined;
}

/**
 * Reads when an intervention or event is delivered, in reporting intervals from the start of the run.
 * @returns undefined after at least one diagnostic.
 */
export function readCalendar(parts: CalendarParts, context: Context): Delivery | undefined {
  const { model, horizon, diagnostics } = context;
  const before = diagnostics.errorCount;
  const interval = (part: Part<Moment> | undefined) =>
    part && intervalOf(part, model.time, horizon, diagnostics);
  const start = interval(parts.start) ?? 0;
  const end = interval(parts.end);
  if (parts.ramp !== undefined) checkRampKey(parts.ramp, context);
  if (diagnostics.errorCount > before) return undefined;
  if (parts.end !== undefined && end !== undefined && end < start) {
    const show = (at: number) => showTime(timeOfInterval(at, horizon), model.time);
    const key = (part: Part<Moment> | undefined) => part?.path.at(-1) ?? 'the start of the run';
    diagnostics.error(
      'end-before-start',
      placeOf(parts.end),
      `${parts.end.path.join('.')} (${show(end)}) is before ${key(parts.start)} (${show(start)})`,
    );
    return undefined;
  }
  const ramp = parts.ramp?.value ?? 0;
  const length = typeof ramp === 'number' ? ramp : (ramp.months ?? ramp.length ?? 0);
  return {
    start,
    ramp: length / horizon.report,
    shape: typeof ramp === 'number' ? 'linear' : (ramp.shape ?? 'linear'),
    ...(end === undefined ? {} : { end }),
    windDown: (parts.windDown?.value ?? 0) / horizon.report,
  };
}

// A ramp of 12 in a model that counts years is 12 years: `months` there would be read wrongly.
function checkRampKey(ramp: Part<RampDocument>, { model, diagnostics }: Context): void {
  if (typeof ramp.value === 'number') return;
  const calendar = model.time.calendar !== undefined;
  const [right, wrong] = calendar
    ? (['months', 'length'] as const)
    : (['length', 'months'] as const);
  const name = ramp.path.join('.');
  if (ramp.value[wrong] !== undefined) {
    const counts = calendar ? 'months' : `its time in ${model.time.unit}`;
    diagnostics.error(
      'ramp',
      placeOfKey(ramp, [wrong]),
      `${name} is given by ${wrong}, and the model counts ${counts}`,
      { expected: right },
    );
  } else if (ramp.value[right] === undefined && !ramp.file.unread.has(`${name}.${right}`)) {
    diagnostics.error('missing-key', placeOf(ramp), `${name} lacks the key "${right}"`, {
      expected: calendar ? 'a number of months' : `a number (of ${model.time.unit})`,
    });
  }
}
