import { fractionOf } from './fraction.js';
import type { IntervalDocument } from './interval.js';
import { intervalOf, intervalText, probablyMeant, timesIn } from './interval.js';
import type { ModelTime } from './model.js';
import { momentLabel } from './moments.js';
import { ON_GRID, TimeGrid } from './time-grid.js';

/** Longest run that a file may ask for, in steps. */
export const MAX_STEPS = 1_000_000;

/** What a file says of when a run starts and ends, how it steps and how it reports. */
export interface AskedSpan {
  readonly calendar: ModelTime['calendar'] | undefined;
  /** In the time of the model; both are months, and both are covered, when there is a calendar. */
  readonly start: number;
  readonly end: number;
  readonly step?: IntervalDocument | undefined;
  readonly report?: IntervalDocument | undefined;
  /** The intervals of the model, where the file may leave them out. */
  readonly model?: Pick<ModelTime, 'report' | 'stepsPerReport'>;
}

export type Span = Pick<ModelTime, 'start' | 'end' | 'report' | 'stepsPerReport'>;

type Key = 'end' | 'step' | 'report';

/** Says what is wrong with a key of the file. */
export type Complain = (key: Key, message: string, expected?: string) => void;

/** Judges when a run starts, ends, steps and reports; undefined after at least one complaint. */
export function judgeSpan(asked: AskedSpan, complain: Complain): Span | undefined {
  let good = true;
  const fail: Complain = (...args) => {
    good = false;
    complain(...args);
  };
  const { report, stepsPerReport } = judgeIntervals(asked, fail);
  const { calendar, start, end } = asked;
  const text = (time: number) => momentLabel(time, asked, report);
  if (end < start || (calendar === undefined && end === start)) {
    const order = end < start ? 'before' : 'the same as';
    fail('end', `the end of the run (${text(end)}) is ${order} its start (${text(start)})`);
    return undefined;
  }
  const intervals = countIntervals(asked, report, fail);
  if (intervals === undefined || stepsPerReport === undefined) return undefined;
  const steps = (calendar === undefined ? intervals : intervals + 1) * stepsPerReport;
  if (steps > MAX_STEPS) fail('end', `the run takes ${steps} steps`, `at most ${MAX_STEPS}`);
  if (!good) return undefined;
  const grid = new TimeGrid({ start, report, stepsPerReport });
  return { start, end: grid.atReport(intervals), report, stepsPerReport };
}

function judgeIntervals(
  asked: AskedSpan,
  fail: Complain,
): { readonly report: number; readonly stepsPerReport: number | undefined } {
  const { calendar, model } = asked;
  const given = asked.report === undefined ? undefined : intervalOf(asked.report);
  const wanted = asked.step === undefined ? undefined : intervalOf(asked.step);
  if (calendar !== undefined && given !== undefined && given !== 1)
    fail('report', 'a calendar reports every month', '1');
  const report = calendar === undefined ? (given ?? model?.report ?? defaultReport(wanted)) : 1;
  const inherited = model && intervalOf(model.report / model.stepsPerReport);
  const step = wanted ?? Math.min(inherited ?? report, report);
  const stepsPerReport = timesIn(step, report);
  if (stepsPerReport === undefined) {
    const parts = Math.max(1, Math.round(report / step));
    fail(
      'step',
      `the step (${intervalText(step)}) does not divide the reporting interval (${intervalText(report)})`,
      `a whole fraction of it, such as ${intervalText(intervalOf(report / parts))}`,
    );
  }
  return { report, stepsPerReport };
}

// Whole units are what people read; a step that does not fit into one is its own interval.
function defaultReport(step: number | undefined): number {
  return step === undefined || timesIn(step, 1) !== undefined ? 1 : step;
}

/** How many reporting intervals there are from start to end; undefined after a complaint. */
function countIntervals(asked: AskedSpan, report: number, fail: Complain): number | undefined {
  const { start, end, calendar } = asked;
  const intervals = Math.round((end - start) / report);
  const off = Math.abs((end - start) / report - intervals);
  // The end may be written with few digits, the interval not: its error grows with every report.
  const slack = fractionOf(report).under <= 100_000n ? ON_GRID : 0;
  if (calendar !== undefined || off <= Math.max(slack, 1e-9 * intervals)) return intervals;
  const text = (time: number) => momentLabel(time, asked, report);
  const range = `the time from ${text(start)} to ${text(end)}`;
  const meant = probablyMeant(report, end - start);
  const length = intervalText(intervalOf(end - start));
  const expected = meant === undefined ? `a length that divides ${length}` : intervalText(meant);
  if (asked.report === undefined && asked.step !== undefined && asked.model === undefined)
    fail('step', `the step (${intervalText(report)}) does not divide ${range}`, expected);
  else if (asked.report !== undefined && meant !== undefined)
    fail(
      'report',
      `the reporting interval (${intervalText(report)}) does not divide ${range}`,
      expected,
    );
  else {
    const grid = new TimeGrid({ start, report, stepsPerReport: 1 });
    const ends = [Math.floor((end - start) / report), Math.ceil((end - start) / report)]
      .filter((one) => one > 0)
      .map((one) => text(grid.atReport(one)));
    const message = `the reporting interval (${intervalText(report)}) does not divide ${range}`;
    fail('end', message, `an end such as ${ends.join(' or ')}`);
  }
  return undefined;
}
