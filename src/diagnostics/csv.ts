import type { Start } from './csv-dress.js';
import { expectedCells, startOfCsv } from './csv-dress.js';
import type { Diagnostics, Place } from './diagnostic.js';
import type { Files } from './files.js';
import { MAX_CSV_BYTES, readText } from './files.js';
import { numberOf } from './number-text.js';

/** A CSV file: a header, and rows that all have as many cells. */
export interface Csv {
  readonly file: string;
  readonly header: readonly string[];
  /** The header with the places of its cells. */
  readonly head: CsvRow;
  readonly rows: readonly CsvRow[];
}

export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
  /** Where cells begin and how long they are, in a row with quotes; without any their text tells. */
  readonly spans?: readonly CellSpan[];
}

interface CellSpan {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

const MAX_PROBLEMS = 20;
const MAX_COLUMNS = 10_000;
const MAX_ROWS = 1_000_000;

/**
 * Reads a CSV as RFC 4180 has it: UTF-8, comma, quotes doubled inside quotes, a header row; LF or CRLF.
 * @returns undefined when anything is wrong with it; each problem is reported at its line and column.
 */
export function readCsv(
  path: string,
  files: Files,
  namedAt: Place,
  diagnostics: Diagnostics,
): Csv | undefined {
  const text = readText(files, path, MAX_CSV_BYTES, namedAt, diagnostics);
  return text === undefined ? undefined : parseCsv(path, text, diagnostics);
}

export function parseCsv(file: string, text: string, diagnostics: Diagnostics): Csv | undefined {
  const before = diagnostics.errorCount;
  const bare = text.replace(/^\ufeff/, '');
  const start = startOfCsv(file, bare, diagnostics);
  if (start === undefined) return undefined;
  const lines = splitRows(file, bare, start, diagnostics);
  const head = lines[0];
  if (head === undefined || diagnostics.errorCount > before) {
    if (head === undefined)
      diagnostics.error('csv', { file, line: 1, column: 1 }, 'the file is empty', {
        expected: 'a header row',
      });
    return undefined;
  }
  if (head.cells.length > MAX_COLUMNS) {
    diagnostics.error('csv', { file, line: 1, column: 1 }, `more than ${MAX_COLUMNS} columns`);
    return undefined;
  }
  const header = head.cells.map((cell) => cell.trim());
  checkHeader(file, head, header, diagnostics);
  const rows = lines.slice(1);
  checkWidths(file, rows, header.length, diagnostics);
  return diagnostics.errorCount > before ? undefined : { file, header, head, rows };
}

function checkHeader(
  file: string,
  head: CsvRow,
  header: readonly string[],
  diagnostics: Diagnostics,
): void {
  const seen = new Set<string>();
  header.forEach((name, column) => {
    if (seen.has(name)) {
      diagnostics.error(
        'csv',
        placeOfCell(file, head, column),
        name === ''
          ? 'two columns have no name'
          : `the column ${JSON.stringify(name)} stands twice in the header`,
      );
    }
    seen.add(name);
  });
}

function checkWidths(
  file: string,
  rows: readonly CsvRow[],
  width: number,
  diagnostics: Diagnostics,
): void {
  let problems = 0;
  for (const { cells, line } of rows) {
    if (cells.length === width || ++problems > MAX_PROBLEMS) continue;
    const count = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`;
    diagnostics.error('csv', { file, line, column: 1 }, `the row has ${count}`, {
      expected: expectedCells(cells, width),
    });
  }
}

/** Where cell `column` (from 0) of a row begins. */
export function placeOfCell(file: string, row: CsvRow, column: number): Place {
  const span = row.spans?.[column];
  if (span !== undefined) return { file, ...span, length: Math.max(1, span.length) };
  const before = row.cells.slice(0, column).reduce((sum, cell) => sum + cell.length + 1, 1);
  const length = Math.max(1, row.cells[column]?.length ?? 0);
  return { file, line: row.line, column: before, length };
}

/** The cell as a number, or undefined after a diagnostic. */
export function numberInCell(
  csv: Csv,
  row: CsvRow,
  column: number,
  diagnostics: Diagnostics,
): number | undefined {
  const text = (row.cells[column] ?? '').trim();
  const value = numberOf(text);
  if (value !== undefined) return value;
  const what = text === '' ? 'the cell is empty' : `${JSON.stringify(text)} is not a number`;
  diagnostics.error('csv', placeOfCell(csv.file, row, column), what, {
    expected: 'a number with a dot, such as 1234.5',
  });
  return undefined;
}

// Line by line; only a line with a quote is read character by character, since its cells may hold commas and
// line ends.
function splitRows(file: string, text: string, start: Start, diagnostics: Diagnostics): CsvRow[] {
  const rows: CsvRow[] = [];
  let { at, line } = start;
  // In a file of one column an empty line could be an empty cell.
  let emptyLine: number | undefined;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const whole = text.slice(at, end < 0 ? undefined : end);
    if (!whole.includes('"')) {
      const plain = whole.replace(/\r$/, '');
      checkReturns({ file, line, column: 1 }, plain, diagnostics);
      if (plain !== '') rows.push({ cells: plain.split(','), line });
      else if (rows.length > 0) emptyLine ??= line;
      at += whole.length + 1;
      line += 1;
    } else {
      const found = quotedRow(file, text, at, line, diagnostics);
      if (found === undefined) return rows;
      rows.push(found.row);
      at = found.next;
      line = found.line;
    }
    if (rows.length > MAX_ROWS) {
      diagnostics.error(
        'csv',
        { file, line, column: 1 },
        `the file has more than ${MAX_ROWS} rows`,
      );
      return rows;
    }
  }
  // Spreadsheets write lines of commas for rows that were once used.
  while (rows.length > 1 && rows.at(-1)?.spans === undefined && isEmpty(rows.at(-1))) rows.pop();
  const last = rows.at(-1)?.line ?? 0;
  if (rows[0]?.cells.length === 1 && emptyLine !== undefined && emptyLine < last) {
    const place = { file, line: emptyLine, column: 1 };
    diagnostics.error('csv', place, 'the line is empty', { expected: 'a value, or no line' });
  }
  return rows;
}

function isEmpty(row: CsvRow | undefined): boolean {
  return row?.cells.every((cell) => cell.trim() === '') === true;
}

// A line of a file from an old Mac among others would be one row with those that follow.
function checkReturns(start: Place, text: string, diagnostics: Diagnostics): void {
  const at = text.indexOf('\r');
  if (at < 0) return;
  const what = 'a carriage return stands inside the row, as at the line ends of old Macs';
  diagnostics.error('csv', { ...start, column: start.column + at }, what, {
    expected: 'a file saved as CSV UTF-8',
  });
}

/** A row with quoted cells, and where the next one starts; undefined after a diagnostic. */
function quotedRow(
  file: string,
  text: string,
  from: number,
  firstLine: number,
  diagnostics: Diagnostics,
): { readonly row: CsvRow; readonly next: number; readonly line: number } | undefined {
  const cells: string[] = [];
  const spans: CellSpan[] = [];
  let at = from;
  let line = firstLine;
  let lineStart = from;
  for (;;) {
    const start = at;
    const span = { line, column: at - lineStart + 1 };
    if (text[at] === '"') {
      const end = closingQuote(text, at);
      if (end === undefined) {
        const expected = 'a closing quote';
        diagnostics.error('csv', { file, ...span }, 'a quoted cell is not closed', { expected });
        return undefined;
      }
      for (let next = text.indexOf('\n', at); next >= 0 && next < end; ) {
        line += 1;
        lineStart = next + 1;
        next = text.indexOf('\n', lineStart);
      }
      at = end + 1;
      cells.push(text.slice(start + 1, end).replace(/""/g, '"'));
      spans.push({ ...span, length: line === span.line ? at - start : 1 });
      if (text[at] === '\r') at += 1;
      if (at < text.length && text[at] !== ',' && text[at] !== '\n') {
        const place = { file, line, column: at - lineStart + 1 };
        const expected = 'a comma or the end of the line, and "" for a quote inside quotes';
        diagnostics.error('csv', place, 'text follows a closing quote', { expected });
        return undefined;
      }
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\n') at += 1;
      const cell = text.slice(start, at).replace(/\r$/, '');
      checkReturns({ file, ...span }, cell, diagnostics);
      cells.push(cell);
      spans.push({ ...span, length: cell.length });
    }
    if (text[at] !== ',')
      return { row: { cells, line: firstLine, spans }, next: at + 1, line: line + 1 };
    at += 1;
  }
}

/** Where the quoted cell that starts at `open` ends; two quotes in a row stand for one inside. */
function closingQuote(text: string, open: number): number | undefined {
  let quote = text.indexOf('"', open + 1);
  while (quote >= 0 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote < 0 ? undefined : quote;
}
