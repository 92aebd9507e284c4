import type { Csv, CsvRow } from '../diagnostics/csv.js';
import { placeOfCell } from '../diagnostics/csv.js';
import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { numberOf } from '../diagnostics/number-text.js';
import { listed } from '../model/elements.js';

/** The name of the column that numbers worlds. */
export const WORLD_COLUMN = 'world';

/**
 * Rows of worlds in the order of their numbers, which may stand in the file in any order: each from 0 to one less
 * than the number of rows, once.
 * @param rows some rows of the file; all when absent.
 * @returns undefined after diagnostics.
 */
export function rowsByWorld(
  csv: Csv,
  column: number,
  diagnostics: Diagnostics,
  rows: readonly CsvRow[] = csv.rows,
): readonly CsvRow[] | undefined {
  const texts = rows.map((row) => (row.cells[column] ?? '').trim());
  const numbers = texts.map(numberOf);
  const problems: { readonly row: CsvRow; readonly what: string }[] = [];
  const ordered = new Array<CsvRow | undefined>(rows.length).fill(undefined);
  rows.forEach((row, index) => {
    const what = problemOf(texts[index] ?? '', numbers[index], ordered);
    if (what !== undefined) problems.push({ row, what });
    else ordered[numbers[index] ?? 0] = row;
  });
  if (problems.length === 0) return ordered as CsvRow[];
  const expected = `each whole number from 0 to ${rows.length - 1} once`;
  const report = (row: CsvRow, what: string) =>
    diagnostics.error('worlds', placeOfCell(csv.file, row, column), what, { expected });
  const missing = [...ordered.keys()].filter((world) => ordered[world] === undefined);
  const [only] = problems;
  // Every number is one too high: that is one slip.
  if (missing.join() === '0' && only !== undefined && numbers.includes(rows.length)) {
    report(only.row, 'the worlds are numbered from 1, and the first is 0');
    return undefined;
  }
  for (const { row, what } of problems) report(row, what);
  report(csv.head, `no row has the number ${listed(missing.map(String))}`);
  return undefined;
}

function problemOf(
  text: string,
  world: number | undefined,
  ordered: readonly (CsvRow | undefined)[],
): string | undefined {
  const { length } = ordered;
  if (text === '') return 'the world has no number';
  if (world === undefined || !Number.isInteger(world) || world < 0)
    return `${JSON.stringify(text)} is not the number of a world`;
  if (world >= length) return `there is no world ${world} among ${length}`;
  const other = ordered[world];
  return other && `a second row for the world ${world}, which stands in line ${other.line}`;
}
