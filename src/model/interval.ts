import { fractionOf, numberOf, simpleFraction } from './fraction.js';

/** A length of time as files give it: a number, or a fraction of two whole numbers such as `1/12`. */
export type IntervalDocument = number | string;

/** What a fraction looks like in a file. */
export const FRACTION = /^ *([1-9]\d{0,5}) *\/ *([1-9]\d{0,5}) *$/;

/** How far a division of intervals may be from a whole number, as a share of it. */
const EXACT = 1e-9;

// A number such as 0.0833333333 means the fraction it was rounded from, up to this denominator.
const MOST_UNDER = 1000;

/** Length of an interval: exact for fractions, and for numbers that are a fraction but for their last digits. */
export function intervalOf(given: IntervalDocument): number {
  const [, over, under] = typeof given === 'string' ? (FRACTION.exec(given) ?? []) : [];
  const value = over === undefined ? Number(given) : Number(over) / Number(under);
  const meant = simpleFraction(value, EXACT, MOST_UNDER);
  return meant === undefined ? value : numberOf(meant);
}

/** An interval as people write it: `0.25`, or `1/12` where no number of few digits is exact. */
export function intervalText(value: number): string {
  const { over, under } = fractionOf(value);
  const text = String(value);
  return text.length > 14 && under <= 1_000_000n ? `${over}/${under}` : text;
}

/** How many times an interval goes into a length, or undefined when it does not divide it. */
export function timesIn(interval: number, length: number): number | undefined {
  const times = length / interval;
  const whole = Math.round(times);
  return whole >= 1 && Math.abs(times - whole) <= EXACT * whole ? whole : undefined;
}

/** How many times an interval goes into a length: a whole number where it divides it, for 0.3 / 0.1 is not quite 3. */
export function lengthIn(interval: number, length: number): number {
  return timesIn(interval, length) ?? length / interval;
}

// How far off a number may be and still be taken for a slip.
const SLIP = 0.01;

/** The interval that somebody probably meant who wrote one that does not divide `length`; undefined if unclear. */
export function probablyMeant(interval: number, length: number): number | undefined {
  const times = Math.round(1 / interval);
  const byUnit = times >= 1 ? 1 / times : Math.round(interval);
  if (Math.abs(byUnit / interval - 1) <= SLIP && timesIn(byUnit, length) !== undefined)
    return byUnit;
  const parts = Math.round(length / interval);
  const byLength = parts >= 1 ? intervalOf(length / parts) : undefined;
  const isShort = byLength !== undefined && /^[\d.]{1,6}$/.test(intervalText(byLength));
  return isShort && Math.abs(byLength / interval - 1) <= SLIP ? byLength : undefined;
}
