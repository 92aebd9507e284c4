import type { IntervalDocument } from '../model/interval.js';
import { intervalOf, lengthIn } from '../model/interval.js';
import type { Moment } from '../model/moments.js';
import { labelOfReport } from '../model/moments.js';
import type { Context } from './context.js';
import type { Delivery } from './delivery.js';
import type { RampDocument } from './document.js';
import { intervalAt } from './horizon.js';
import type { Part } from './part.js';
import { placeOf, placeOfKey } from './part.js';

/** The keys that say when, under the names they have in the file. */
export interface CalendarParts {
  readonly start: Part<Moment> | undefined;
  readonly end: Part<Moment> | undefined;
  readonly ramp: Part<RampDocument> | undefined;
  readonly windDown: Part<IntervalDocument> | undefined;
}

/**
 * Reads when an intervention or event is delivered, in reporting intervals from the start of the run.
 * @returns undefined after at least one diagnostic.
 */
export function readCalendar(parts: CalendarParts, context: Context): Delivery | undefined {
  const { model, horizon, diagnostics } = context;
  const before = diagnostics.errorCount;
  const interval = (part: Part<Moment> | undefined) =>
    part && intervalAt(part, model.time, horizon, diagnostics);
  const start = interval(parts.start) ?? 0;
  const end = interval(parts.end);
  if (parts.ramp !== undefined) checkRampKey(parts.ramp, context);
  if (diagnostics.errorCount > before) return undefined;
  if (parts.end !== undefined && end !== undefined && end < start) {
    const show = (at: number) => labelOfReport(at, horizon, model.time);
    const key = (part: Part<Moment> | undefined) => part?.path.at(-1) ?? 'the start of the run';
    diagnostics.error(
      'end-before-start',
      placeOf(parts.end),
      `${parts.end.path.join('.')} (${show(end)}) is before ${key(parts.start)} (${show(start)})`,
    );
    return undefined;
  }
  const ramp = parts.ramp?.value ?? 0;
  const length = typeof ramp === 'object' ? (ramp.months ?? ramp.length ?? 0) : ramp;
  return {
    start,
    ramp: lengthIn(horizon.report, intervalOf(length)),
    shape: typeof ramp === 'object' ? (ramp.shape ?? 'linear') : 'linear',
    ...(end === undefined ? {} : { end }),
    windDown: lengthIn(horizon.report, intervalOf(parts.windDown?.value ?? 0)),
  };
}

// A ramp of 12 in a model that counts years is 12 years: `months` there would be read wrongly.
function checkRampKey(ramp: Part<RampDocument>, { model, diagnostics }: Context): void {
  if (typeof ramp.value !== 'object') return;
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
