import type { Calendar } from './calendar.js';
import { daysIn, formatMonth, parseMonth } from './calendar.js';
import type { ModelTime } from './model.js';
import type { Moment } from './moments.js';
import { labelOfReport, momentWord } from './moments.js';
import { doubtOfMoment, meantBy } from './odd-moment.js';
import type { Spacing } from './time-grid.js';
import { TimeGrid } from './time-grid.js';

/** A time of the model, or what is wrong with what was given. */
type MomentRead =
  | { readonly time: number }
  | { readonly message: string; readonly expected: string; readonly nearest?: string };

/** What is wrong with a moment, or odd about it. */
export interface MomentProblem {
  readonly severity: 'error' | 'warning';
  readonly code: 'time' | 'odd-time';
  readonly message: string;
  readonly expected: string;
  readonly nearest?: string;
}

/** How a moment is read. */
export interface Reading {
  readonly time: ModelTime;
  /** What the moment is called in messages, such as `policy.jobs.start`; when absent, by what is written. */
  readonly name?: string | undefined;
  /** Where problems go. */
  readonly tell: (problem: MomentProblem) => void;
}

/** Reads a moment as a time of the model; undefined after an error. */
export function timeOf(given: Moment, { time, name, tell }: Reading): number | undefined {
  const read = readMoment(given, time, name);
  if (!('time' in read)) {
    tell({ severity: 'error', code: 'time', ...read });
    return undefined;
  }
  const doubt = doubtOfMoment(read.time, time, name ?? 'the time');
  if (doubt === undefined) return read.time;
  tell({ code: 'odd-time', ...doubt });
  return doubt.severity === 'error' ? undefined : read.time;
}

/**
 * Reads a moment that must be one of a run's reports, as its number (below 0 before the run); undefined after an
 * error.
 */
export function reportOf(given: Moment, spacing: Spacing, reading: Reading): number | undefined {
  const time = timeOf(given, reading);
  if (time === undefined) return undefined;
  const grid = new TimeGrid(spacing);
  const report = grid.reportAt(time);
  if (report !== undefined) return report;
  const nearest = grid.nearestReport(time);
  const earlier = grid.atReport(nearest) <= time ? nearest : nearest - 1;
  const labels = [earlier, earlier + 1].map((one) => labelOfReport(one, spacing, reading.time));
  const { name } = reading;
  const what = name === undefined ? `${given} is` : `${name} is ${given},`;
  const message = `${what} between two reports of the run`;
  reading.tell({ severity: 'error', code: 'time', message, expected: labels.join(' or ') });
  return undefined;
}

/** A month (or a day of it) or a number, from YAML, a cell or the command line. */
function readMoment(given: Moment, scale: ModelTime, name?: string): MomentRead {
  return scale.calendar === undefined
    ? readNumber(given, scale, name)
    : readMonth(given, scale.calendar, name);
}

function readMonth(given: Moment, calendar: Calendar, name: string | undefined): MomentRead {
  const text = String(given).trim();
  const [, ofDay, day] = /^(\d{4}-\d{2})-(\d{2})$/.exec(text) ?? [];
  const month = parseMonth(ofDay ?? text);
  if (month === undefined) {
    const nearest = meantBy(text);
    const isNumber = name !== undefined && numberIn(text) !== undefined;
    return {
      message: isNumber ? `${name} is ${text}, and the model counts months` : notATime(given, name),
      expected: momentWord({ calendar }),
      ...(nearest === undefined ? {} : { nearest }),
    };
  }
  const last = daysIn(month);
  if (day === undefined || (Number(day) >= 1 && Number(day) <= last))
    return { time: month - calendar.origin };
  const label = formatMonth(month);
  const what = name === undefined ? JSON.stringify(text) : `${name} is ${text}, which`;
  return {
    message: `${what} is not a day of the calendar: ${label} has ${last} days`,
    expected: `a day from ${label}-01 to ${label}-${last}`,
  };
}

function readNumber(given: Moment, scale: ModelTime, name: string | undefined): MomentRead {
  const value = typeof given === 'number' ? given : numberIn(given.trim());
  if (value !== undefined) return { time: value };
  const isMonth = name !== undefined && parseMonth(String(given).trim().slice(0, 7)) !== undefined;
  return {
    message: isMonth
      ? `${name} is ${given}, and the model's time is a plain number`
      : notATime(given, name),
    expected: name === undefined ? momentWord(scale) : `a number (of ${scale.unit})`,
  };
}

function notATime(given: Moment, name: string | undefined): string {
  const text = typeof given === 'number' ? String(given) : JSON.stringify(given.trim());
  return `${name === undefined ? text : `${name} is ${text}, which`} is not a time of this model`;
}

// Written out, so that a word such as Infinity or 0x10 is none.
function numberIn(text: string): number | undefined {
  const value = /^[-+]?[\d.]+(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}
