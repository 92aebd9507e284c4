/** A month counted from year 0: `year * 12 + month - 1`. */
export type MonthNumber = number;

/** Ties the model's `time` (months since its start) to months of the calendar. */
export interface Calendar {
  readonly origin: MonthNumber;
}

/** `2022-01` as a month number, or undefined when it is not a month. */
export function parseMonth(text: string): MonthNumber | undefined {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  return match === null ? undefined : Number(match[1]) * 12 + Number(match[2]) - 1;
}

/** A month number as `2022-01`. */
export function formatMonth(month: MonthNumber): string {
  const year = Math.floor(month / 12);
  return `${String(year).padStart(4, '0')}-${String(month - year * 12 + 1).padStart(2, '0')}`;
}

/** How many days a month has. */
export function daysIn(month: MonthNumber): number {
  const year = Math.floor(month / 12);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - year * 12] ?? 31;
}
