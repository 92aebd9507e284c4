/**
 * CSV as RFC 4180 has it, with LF line ends: cells are quoted when they must be, quotes are doubled. A number is
 * the shortest text that reads back as the same number; one that is not there (NaN) is an empty cell.
 */

export type Cell = string | number;

/** One record, with its line end. */
export function csvRow(cells: readonly Cell[]): string {
  // A record of one empty cell would be an empty line, which readers skip.
  if (cells.length === 1 && cells[0] === '') return '""\n';
  return `${cells.map(csvCell).join(',')}\n`;
}

export function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return csvNumber(cell);
  const text = defuse(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// Infinities are spelt as the Frictionless Table Schema spells them; no result holds one.
function csvNumber(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return '';
  return value > 0 ? 'INF' : '-INF';
}

/**
 * Text that a spreadsheet takes for text. Programs that open a CSV run a cell that begins with = + - or @ (also
 * their full-width forms) as a formula, some after a tab or a line end too; an apostrophe before it makes it text
 * (OWASP, CSV Injection). Text that already begins with such apostrophes gets one more, so that {@link refuse}
 * always gives back what was there.
 */
export function defuse(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Takes back what {@link defuse} added. */
export function refuse(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}

const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
