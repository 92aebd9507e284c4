import { printable } from '../diagnostics/printable.js';
import { inLanguage } from '../model/names.js';
import { numberText } from './expected-text.js';
import type { CheckResult } from './run.js';

/**
 * The results as text: each check by its title, below it a line an expectation, aligned, and a line that counts
 * them. What failed says where or why.
 */
export function formatChecks(results: readonly CheckResult[], language = 'en'): string {
  const rows = results.map((one) => ({ result: one, cells: cellsOf(one) }));
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(0, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const lines: string[] = [];
  let heading: string | undefined;
  for (const { result, cells } of rows) {
    const title = printable(inLanguage(result.title, language));
    if (title !== heading) lines.push(title);
    heading = title;
    const aligned = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    const [status = '', subject = '', expected = '', found = '', difference = ''] = aligned;
    const numbers = `expected ${expected}  found ${found}  difference ${difference}`;
    lines.push(`  ${status}  ${subject}  ${numbers}`.trimEnd());
    if (result.reason !== undefined) lines.push(`          ${printable(result.reason)}`);
  }
  return [...lines, countLine(results)].join('\n');
}

/** `19 of 20 checks passed, 1 failed`, counting expectations. */
export function countLine(results: readonly CheckResult[]): string {
  const passed = results.filter((one) => one.passed).length;
  const failed = results.length - passed;
  const noun = results.length === 1 ? 'check' : 'checks';
  const all = `${passed} of ${results.length} ${noun} passed`;
  return failed === 0 ? all : `${all}, ${failed} failed`;
}

function cellsOf(result: CheckResult): readonly string[] {
  return [
    result.passed ? 'OK' : 'FAILED',
    printable(result.subject),
    printable(result.expected),
    numberText(result.found),
    Number.isFinite(result.difference) ? String(Number(result.difference.toPrecision(3))) : '',
  ];
}
