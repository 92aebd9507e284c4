import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { YamlFile } from '../diagnostics/yaml.js';
import type { Horizon } from '../engine/engine.js';
import { horizonOf } from '../engine/horizon.js';
import type { Moment } from '../model/document.js';
import type { ModelTime } from '../model/model.js';
import { MAX_STEPS } from '../model/model-time.js';
import { parseMonth } from '../model/time.js';
import type { ChecksDocument } from './document.js';

// How far a number may be from the reporting grid: numbers such as 0.1 are not exact.
const ON_GRID = 1e-6;

/** The horizon of check number `index`: the model's time, with what the check changes. */
export function readHorizon(
  yaml: YamlFile<ChecksDocument>,
  index: number,
  time: ModelTime,
  diagnostics: Diagnostics,
): Horizon | undefined {
  const before = diagnostics.errorCount;
  const asked = yaml.value.checks[index]?.time ?? {};
  const at = (key: string) => yaml.placeOf(['checks', index, 'time', key]);
  const calendar = time.calendar !== undefined;
  const moment = (key: 'start' | 'end') => {
    const value = asked[key];
    if (value === undefined) return time[key];
    return readMoment(value, time, (message, expected) =>
      diagnostics.error('time', at(key), message, { expected }),
    );
  };
  const [start, end] = [moment('start'), moment('end')];
  if (start === undefined || end === undefined) return undefined;
  if (calendar && asked.report !== undefined && asked.report !== 1) {
    diagnostics.error('time', at('report'), 'a calendar reports every month', { expected: '1' });
    return undefined;
  }
  const report = asked.report ?? time.report;
  const step = asked.step ?? Math.min(time.report / time.stepsPerReport, report);
  const stepsPerReport = Math.round(report / step);
  if (stepsPerReport < 1 || Math.abs(report / step - stepsPerReport) > ON_GRID) {
    const message = `the step (${step}) does not divide the reporting interval (${report})`;
    diagnostics.error('time', at('step'), message, { expected: 'a whole fraction of it' });
  }
  const intervals = Math.round((end - start) / report);
  if (end < start || (!calendar && end === start)) {
    diagnostics.error('time', at('end'), 'the end is not after the start');
  } else if (Math.abs((end - start) / report - intervals) > ON_GRID) {
    const message = `the reporting interval (${report}) does not divide the time from ${start} to ${end}`;
    diagnostics.error('time', at('end'), message);
  }
  const method = asked.method ?? time.method;
  const horizon = horizonOf({ ...time, report, stepsPerReport, method }, start, end);
  if (horizon.steps > MAX_STEPS) {
    const expected = `at most ${MAX_STEPS}`;
    diagnostics.error('time', at('end'), `the run takes ${horizon.steps} steps`, { expected });
  }
  return diagnostics.errorCount > before ? undefined : horizon;
}

/** A month or a number in the model's time, or undefined after `complain`. */
export function readMoment(
  value: Moment,
  time: ModelTime,
  complain: (message: string, expected: string) => void,
): number | undefined {
  if (time.calendar === undefined) {
    if (typeof value === 'number') return value;
    complain(
      `${value} is a month, and the model counts time in numbers`,
      `a number of ${time.unit}`,
    );
    return undefined;
  }
  const month = typeof value === 'string' ? parseMonth(value) : undefined;
  if (month !== undefined) return month - time.calendar.origin;
  complain(`${value} is a number, and the model counts months`, 'a month such as 2022-01');
  return undefined;
}

/** The report at a time, counted from 0, or undefined when the time falls between reports or outside. */
export function reportAt(at: number, horizon: Horizon): number | undefined {
  const exact = (at - horizon.start) / horizon.report;
  const index = Math.round(exact);
  const good = Math.abs(exact - index) <= ON_GRID && index >= 0 && index < horizon.reports;
  return good ? index : undefined;
}
