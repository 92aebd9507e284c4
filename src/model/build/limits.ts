import type { Expr } from '../expr.js';
import { namesIn, walk } from '../expr.js';
import { TIME_FUNCTIONS } from '../functions.js';
import { grouped, MAX_ELEMENTS, MAX_REPORTED } from '../size.js';
import type { Building } from './building.js';

/** The time of delay_fixed must not change while a run goes on. */
export function checkDelays(b: Building): void {
  for (const variable of b.variables.values()) {
    if (variable.kind !== 'memory' || variable.delay === undefined) continue;
    const varying = varyingName(b, variable.delay, new Set());
    if (varying === undefined) continue;
    b.diagnostics.error(
      'expression',
      variable.delay.at,
      `the time of delay_fixed varies with ${varying}`,
      { expected: 'parameters and numbers alone' },
    );
  }
}

function varyingName(b: Building, expr: Expr, seen: Set<string>): string | undefined {
  let varying: string | undefined;
  walk(expr, (part) => {
    if (part.op === 'time') varying ??= 'time';
    if (part.op === 'draw') varying ??= `a draw of ${part.fn}`;
    if (part.op === 'call' && TIME_FUNCTIONS.has(part.fn)) varying ??= 'time';
  });
  if (varying !== undefined) return varying;
  for (const name of namesIn(expr)) {
    const variable = b.variables.get(name);
    if (variable === undefined || variable.kind === 'parameter' || seen.has(name)) continue;
    seen.add(name);
    if (variable.kind !== 'auxiliary' || varyingName(b, variable.equation, seen) !== undefined)
      return name;
  }
  return undefined;
}

export function checkSize(b: Building): void {
  const variables = [...b.variables.values()];
  const size = variables.reduce((sum, one) => sum + one.size, 0);
  const [largest] = [...variables].sort((one, other) => other.size - one.size);
  // What does not fit by far has been reported before it was made.
  if (size <= MAX_ELEMENTS || largest === undefined || b.elements.exceeded) return;
  b.diagnostics.error('size', largest.place, `the model has ${grouped(size)} elements`, {
    expected: `at most ${grouped(MAX_ELEMENTS)}`,
  });
}

/** What one world reports must fit in memory: reports times elements. */
export function checkReports(b: Building, report: readonly string[], metrics: number): void {
  const { start, end, report: interval } = b.source.time;
  const reports = Math.round((end - start) / interval) + 1;
  const elements = report.reduce((sum, name) => sum + (b.variables.get(name)?.size ?? 0), metrics);
  const message = tooManyReported(reports, elements);
  if (message === undefined) return;
  const [first] = b.source.report ?? [];
  const place = first?.place ?? { file: b.source.file, line: 1, column: 1 };
  b.diagnostics.error('size', place, message, {
    expected: `at most ${grouped(MAX_REPORTED)}: fewer variables under report, or a longer reporting interval`,
  });
}

/** What is wrong with so many reports of so many elements, if anything. */
export function tooManyReported(reports: number, elements: number): string | undefined {
  const numbers = reports * elements;
  if (numbers <= MAX_REPORTED) return undefined;
  return `a world reports ${grouped(numbers)} numbers: ${grouped(reports)} reports of ${grouped(elements)} elements`;
}
