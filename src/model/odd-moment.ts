import { formatMonth, parseMonth } from './calendar.js';
import type { ModelTime } from './model.js';
import { knownUnit } from './time-units.js';

// Plain numbers that look like a date: 202201 for January 2022, 20220131 for its last day, 2022 in a model of months.

/** A number that looks like a date, and the month that it looks like. */
interface Look {
  readonly kind: 'year' | 'month' | 'day';
  readonly month: string;
}

const [FIRST_YEAR, LAST_YEAR] = [1900, 2100];

function lookOf(value: number): Look | undefined {
  if (value >= FIRST_YEAR && value <= LAST_YEAR)
    return { kind: 'year', month: formatMonth(Math.floor(value * 12)) };
  const [, year = '', month = '', day] = /^(\d{4})(\d\d)(\d\d)?$/.exec(String(value)) ?? [];
  const isYear = Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR;
  if (!isYear || parseMonth(`${year}-${month}`) === undefined) return undefined;
  if (day === undefined) return { kind: 'month', month: `${year}-${month}` };
  return Number(day) >= 1 && Number(day) <= 31
    ? { kind: 'day', month: `${year}-${month}` }
    : undefined;
}

/** The month that a text which is not one was probably meant to be: `2022-07` for 202207, 2022-7, 07/2022. */
export function meantBy(text: string): string | undefined {
  const look = /^\d+(?:\.\d+)?$/.test(text) ? lookOf(Number(text)) : undefined;
  if (look !== undefined) return look.month;
  const [, year, month] = /^(\d{4})[-/. ](\d{1,2})(?:[-/. ].*)?$/.exec(text) ?? [];
  const [, monthFirst, yearLast] = /^(\d{1,2})[-/. ](\d{4})$/.exec(text) ?? [];
  const meant = `${year ?? yearLast}-${(month ?? monthFirst ?? '').padStart(2, '0')}`;
  return parseMonth(meant) === undefined ? undefined : meant;
}

/** Something odd about a number of a file. */
export interface Doubt {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly expected: string;
}

/** What is odd about the start or the end that a model gives in plain numbers. */
export function doubtOfSpan(
  key: 'start' | 'end',
  { start, end, unit: word }: Pick<ModelTime, 'start' | 'end' | 'unit'>,
): Doubt | undefined {
  const unit = knownUnit(word);
  const value = key === 'start' ? start : end;
  const look = lookOf(value);
  if (unit === undefined || look === undefined) return undefined;
  if (look.kind === 'year' && (unit === 'year' || lookOf(start)?.kind !== 'year')) return undefined;
  // Hours and days are counted in such numbers; months are not.
  const isCount = look.kind !== 'day' && (unit === 'hour' || unit === 'day');
  const mayBeRight = isCount || (look.kind === 'year' && end > LAST_YEAR);
  return {
    severity: mayBeRight ? 'warning' : 'error',
    message: `${key} is ${value}, a plain number of ${unit}s, not ${dateIn(value, look)}`,
    expected: expectedSpan(look, { unit, word }, value),
  };
}

function expectedSpan(
  look: Look,
  { unit, word }: { readonly unit: string; readonly word: string },
  value: number,
): string {
  const month = word === 'month' ? look.month : `unit: month and ${look.month}`;
  if (unit === 'year')
    return `a year such as ${look.month.slice(0, 4)}, or unit: month and ${look.month}`;
  if (unit === 'month') return look.kind === 'year' ? `${month}, or unit: year` : month;
  const zero = `numbers from 0 on; only unit: month has a calendar, with months such as ${look.month}`;
  return look.kind === 'year' ? `${zero}, and unit: year with years such as ${value}` : zero;
}

function dateIn(value: number, { kind, month }: Look): string {
  if (kind === 'year') return `the year ${value}`;
  return kind === 'month' ? `the month ${month}` : `a day of ${month}`;
}

/**
 * What is odd about another moment (of a scenario, a check, a series) in a model that counts plain numbers:
 * it looks like a date, and is no time at which the model runs.
 */
export function doubtOfMoment(value: number, time: ModelTime, name: string): Doubt | undefined {
  const unit = knownUnit(time.unit);
  const look = lookOf(value);
  if (time.calendar !== undefined || unit === undefined || look === undefined) return undefined;
  if ((value >= time.start && value <= time.end) || (look.kind === 'year' && unit === 'year'))
    return undefined;
  const isCount = unit === 'hour' || unit === 'day';
  return {
    severity: look.kind === 'year' || (look.kind === 'month' && isCount) ? 'warning' : 'error',
    message: `${name} is ${value}, a plain number of ${unit}s, not ${dateIn(value, look)}: the model runs from ${time.start} to ${time.end}`,
    expected:
      unit === 'year'
        ? `a year such as ${look.month.slice(0, 4)}`
        : `a number such as ${time.start}, or ${look.month} in a model that starts with a month such as 2022-01`,
  };
}
