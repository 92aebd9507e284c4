import type { Diagnostic, Diagnostics } from './diagnostic.js';
import { printable } from './printable.js';

/** One problem as text: `file:line:column: error: message`, a code frame, and what would be right. */
export function formatDiagnostic(one: Diagnostic, source: string | undefined): string {
  return formatWithLine(one, source?.split('\n', one.place.line)[one.place.line - 1]);
}

/** All problems as text, then a line that counts them. Empty when there are none. */
export function formatDiagnostics(diagnostics: Diagnostics): string {
  const list = diagnostics.list();
  if (list.length === 0) return '';
  const lines = new Map<string, readonly string[]>();
  const lineOf = ({ file, line }: Diagnostic['place']) => {
    const known = lines.get(file) ?? diagnostics.sourceOf(file)?.split('\n') ?? [];
    lines.set(file, known);
    return known[line - 1];
  };
  const texts = list.map((one) => formatWithLine(one, lineOf(one.place)));
  const errors = list.filter((one) => one.severity === 'error').length;
  const warnings = list.filter((one) => one.severity === 'warning').length;
  const counts = [
    errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : '',
    warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : '',
  ].filter((text) => text !== '');
  return [...texts, ...(counts.length > 0 ? [counts.join(', ')] : [])].join('\n');
}

function formatWithLine(one: Diagnostic, line: string | undefined): string {
  const { place, severity, message, expected, nearest } = one;
  return [
    `${printable(place.file)}:${place.line}:${place.column}: ${severity}: ${printable(message)}`,
    ...(line === undefined ? [] : codeFrame(one, line)),
    ...(expected === undefined ? [] : [`  expected: ${printable(expected)}`]),
    ...(nearest === undefined ? [] : [`  did you mean: ${printable(nearest)}`]),
  ].join('\n');
}

const FRAME_WIDTH = 100;
const CUT = '...';

// The line of the problem with a caret under it. A very long line is cut around the column.
function codeFrame({ place }: Diagnostic, line: string): string[] {
  const text = line.replace(/\r$/, '');
  if (text.trim() === '') return [];
  const column = wholeCharacter(text, Math.min(place.column - 1, text.length));
  const wanted = Math.max(0, Math.min(column - FRAME_WIDTH / 2, text.length - FRAME_WIDTH));
  const from = wholeCharacter(text, wanted);
  const to = wholeCharacter(text, from + FRAME_WIDTH);
  const head = from > 0 ? CUT : '';
  const tail = to < text.length ? CUT : '';
  const last = Math.max(column, Math.min(column + (place.length ?? 1), to) - 1);
  const end = last + (isFirstHalf(text, last) ? 2 : 1);
  const before = head + printable(text.slice(from, column));
  const marked = printable(text.slice(column, end));
  const rest = printable(text.slice(end, to));
  const gutter = `  ${place.line} | `;
  const carets = '^'.repeat(Math.max(1, cellsOf(marked)));
  return [
    `${gutter}${before}${marked}${rest}${tail}`,
    ' '.repeat(gutter.length + cellsOf(before)) + carets,
  ];
}

// A cut between the two halves of a character beyond the first 65,536 would leave neither.
function wholeCharacter(text: string, at: number): number {
  return at > 0 && isFirstHalf(text, at - 1) ? at - 1 : at;
}

function isFirstHalf(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const WITHOUT_WIDTH = /\p{Mn}|\p{Me}/u;

/** How many cells of a terminal a text takes, so that the caret stands under the right letter. */
function cellsOf(text: string): number {
  let cells = 0;
  for (const char of text) {
    if (!WITHOUT_WIDTH.test(char)) cells += WIDE.test(char) ? 2 : 1;
  }
  return cells;
}
