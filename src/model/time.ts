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

/** Units of time that the language knows, with their length in years (a year is 365.25 days). */
export const TIME_UNITS: Readonly<Record<string, number>> = {
  hour: 1 / 8766,
  day: 1 / 365.25,
  week: 7 / 365.25,
  month: 1 / 12,
  quarter: 1 / 4,
  year: 1,
};

/** Years in a unit of time: a unit that the language does not know counts as one. */
export function yearsPer(unit: string): number {
  return (Object.hasOwn(TIME_UNITS, unit) ? TIME_UNITS[unit] : undefined) ?? 1;
}
