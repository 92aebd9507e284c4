import type { Diagnostic, Diagnostics } from './diagnostic.js';
import { printable } from './printable.js';

/** One problem as text: `file:line:column: error: message`, a code frame, and what would be right. */
export function formatDiagnostic(one: Diagnostic, source: string | undefined): string {
  const { file, line, column } = one.place;
  const lines = [
    `${printable(file)}:${line}:${column}: ${one.severity}: ${printable(one.message)}`,
  ];
  const frame = source === undefined ? [] : codeFrame(one, source);
  lines.push(...frame);
  if (one.expected !== undefined) lines.push(`  expected: ${printable(one.expected)}`);
  if (one.nearest !== undefined) lines.push(`  did you mean: ${printable(one.nearest)}`);
  return lines.join('\n');
}

/** All problems as text, then a line that counts them. Empty when there are none. */
export function formatDiagnostics(diagnostics: Diagnostics): string {
  const list = diagnostics.list();
  if (list.length === 0) return '';
  const texts = list.map((one) => formatDiagnostic(one, diagnostics.sourceOf(one.place.file)));
  const errors = list.filter((one) => one.severity === 'error').length;
  const warnings = list.filter((one) => one.severity === 'warning').length;
  const counts = [
    errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : '',
    warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : '',
  ].filter((text) => text !== '');
  return [...texts, ...(counts.length > 0 ? [counts.join(', ')] : [])].join('\n');
}

const FRAME_WIDTH = 100;

// The line of the problem with a caret under it. A very long line is cut around the column.
function codeFrame(one: Diagnostic, source: string): string[] {
  const { line, column } = one.place;
  const text = source.split('\n', line)[line - 1];
  if (text === undefined || text.trim() === '') return [];
  const start = Math.max(0, Math.min(column - 1 - FRAME_WIDTH / 2, text.length - FRAME_WIDTH));
  const shown = printable(text.slice(start, start + FRAME_WIDTH).replace(/\r$/, ''));
  const gutter = `${line} | `;
  const at = column - 1 - start;
  const width = Math.max(1, Math.min(one.place.length ?? 1, shown.length - at));
  return [`  ${gutter}${shown}`, `  ${' '.repeat(gutter.length + at)}${'^'.repeat(width)}`];
}
