/** Units of time that the language knows, with their length in years (a year is 365.25 days). */
const YEARS = new Map<string, number>([
  ['hour', 1 / 8766],
  ['day', 1 / 365.25],
  ['week', 7 / 365.25],
  ['month', 1 / 12],
  ['quarter', 1 / 4],
  ['year', 1],
]);

export const TIME_UNITS: readonly string[] = [...YEARS.keys()];

/** Length of a unit of time in years; undefined when the language does not know it. */
export function yearsIn(unit: string): number | undefined {
  return YEARS.get(unit);
}

/** Years in a unit of time: a unit that the language does not know counts as one. */
export function yearsPer(unit: string): number {
  return yearsIn(unit) ?? 1;
}

/** The unit of time that a word means, `months` and `Month` too; undefined when the language does not know it. */
export function knownUnit(word: string): string | undefined {
  const singular = word.trim().toLowerCase().replace(/s$/, '');
  return TIME_UNITS.find((unit) => unit === singular);
}
