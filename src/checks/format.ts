import { printable } from '../diagnostics/printable.js';
import { inLanguage } from '../model/names.js';
import { digits } from './expected-text.js';
import type { CheckResult } from './run.js';

/**
 * The results as text: the title of each check (with its model, when there are several), below it a line an
 * expectation, aligned, and in the end a line that counts them. What failed says where and on what it rests.
 */
export function formatChecks(results: readonly CheckResult[], language = 'en'): string {
  const rows = results.map((one) => ({ result: one, cells: cellsOf(one) }));
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(0, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const lines: string[] = [];
  const several = new Set(results.map((one) => one.model)).size > 1;
  let heading: string | undefined;
  for (const { result, cells } of rows) {
    const name = printable(inLanguage(result.title, language));
    const title = several ? `${result.model}: ${name}` : name;
    if (title !== heading) lines.push(title);
    heading = title;
    const aligned = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    lines.push(`  ${aligned.join('  ')}`.trimEnd());
    if (result.passed) continue;
    if (result.reason !== undefined) lines.push(`          ${printable(result.reason)}`);
    if (result.basis !== undefined) lines.push(`          basis: ${printable(result.basis)}`);
  }
  return [...lines, countLine(results)].join('\n');
}

/** `19 of 20 checks passed, 1 failed`. */
export function countLine(results: readonly CheckResult[]): string {
  const passed = results.filter((one) => one.passed).length;
  const failed = results.length - passed;
  const all = `${passed} of ${results.length} ${results.length === 1 ? 'check' : 'checks'} passed`;
  return failed === 0 ? all : `${all}, ${failed} failed`;
}

function cellsOf(result: CheckResult): readonly string[] {
  const { passed, subject, expected, found, difference } = result;
  return [
    passed ? 'OK' : 'FAILED',
    printable(subject),
    `expected ${printable(expected)}`,
    `found ${digits(found)}`,
    difference === 0 || !Number.isFinite(difference) ? '' : `off by ${digits(difference, 3)}`,
  ];
}
