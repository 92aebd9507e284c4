import type { Diagnostics, Place } from './diagnostic.js';
import type { Files } from './files.js';
import { MAX_CSV_BYTES, readText } from './files.js';

/** A CSV file: a header, and rows that all have as many cells. */
export interface Csv {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

const MAX_PROBLEMS = 20;
const MAX_COLUMNS = 10_000;

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
  const lines = splitRows(file, text.replace(/^\ufeff/, ''), diagnostics);
  const head = lines[0];
  if (head === undefined || diagnostics.errorCount > before) {
    if (head === undefined)
      diagnostics.error('csv', { file, line: 1, column: 1 }, 'the file is empty', {
        expected: 'a header row',
      });
    return undefined;
  }
  const header = head.cells.map((cell) => cell.trim());
  header.forEach((name, column) => {
    if (header.indexOf(name) !== column) {
      diagnostics.error(
        'csv',
        placeOfCell(file, head, column),
        `the column ${JSON.stringify(name)} stands twice in the header`,
      );
    }
  });
  if (header.length > MAX_COLUMNS)
    diagnostics.error('csv', { file, line: 1, column: 1 }, `more than ${MAX_COLUMNS} columns`);
  const rows = lines.slice(1);
  let problems = 0;
  for (const row of rows) {
    if (row.cells.length === header.length || ++problems > MAX_PROBLEMS) continue;
    const count = `${row.cells.length} ${row.cells.length === 1 ? 'cell' : 'cells'}`;
    diagnostics.error('csv', { file, line: row.line, column: 1 }, `the row has ${count}`, {
      expected: `${header.length}, as in the header`,
    });
  }
  return diagnostics.errorCount > before ? undefined : { file, header, rows };
}

/** Where cell `column` (from 0) of a row begins. */
export function placeOfCell(file: string, row: CsvRow, column: number): Place {
  const before = row.cells.slice(0, column).reduce((sum, cell) => sum + quotedLength(cell) + 1, 1);
  return {
    file,
    line: row.line,
    column: before,
    length: Math.max(1, quotedLength(row.cells[column] ?? '')),
  };
}

function quotedLength(cell: string): number {
  return /[",\n\r]/.test(cell) ? cell.replace(/"/g, '""').length + 2 : cell.length;
}

/** The cell as a number, or undefined after a diagnostic. */
export function numberInCell(
  csv: Csv,
  row: CsvRow,
  column: number,
  diagnostics: Diagnostics,
): number | undefined {
  const text = (row.cells[column] ?? '').trim();
  const value = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)
    ? Number(text)
    : Number.NaN;
  if (Number.isFinite(value)) return value;
  const what = text === '' ? 'the cell is empty' : `${JSON.stringify(text)} is not a number`;
  diagnostics.error('csv', placeOfCell(csv.file, row, column), what, {
    expected: 'a number with a dot, such as 1234.5',
  });
  return undefined;
}

// Character by character, since a quoted cell may hold commas and line ends.
function splitRows(file: string, text: string, diagnostics: Diagnostics): CsvRow[] {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let rowLine = 1;
  let at = 0;
  const endRow = () => {
    if (cells.length > 1 || cells[0] !== '') rows.push({ cells, line: rowLine });
    cells = [];
    line += 1;
    rowLine = line;
  };
  while (at < text.length) {
    if (text[at] === '"') {
      const start = { file, line, column: 1 };
      let cell = '';
      at += 1;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0) {
          diagnostics.error('csv', start, 'a quoted cell is not closed', {
            expected: 'a closing quote',
          });
          return rows;
        }
        cell += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at += 1;
      }
      line += cell.split('\n').length - 1;
      cells.push(cell);
      if (text[at] === '\r') at += 1;
      if (at < text.length && text[at] !== ',' && text[at] !== '\n') {
        diagnostics.error('csv', { file, line, column: 1 }, 'text follows a closing quote', {
          expected: 'a comma or the end of the line',
        });
        return rows;
      }
    } else {
      let end = at;
      while (end < text.length && text[end] !== ',' && text[end] !== '\n') end += 1;
      cells.push(text.slice(at, end).replace(/\r$/, ''));
      at = end;
    }
    if (at >= text.length) break;
    if (text[at] === ',') {
      at += 1;
      if (at >= text.length || text[at] === '\n') cells.push('');
      if (text[at] !== '\n') continue;
    }
    at += 1;
    endRow();
  }
  if (cells.length > 0) endRow();
  return rows;
}
