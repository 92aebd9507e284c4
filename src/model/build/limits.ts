import type { Expr } from '../expr.js';
import { namesIn, walk } from '../expr.js';
import { TIME_FUNCTIONS } from '../functions.js';
import type { Building } from './building.js';

/** Largest model, in elements of all its variables together. */
const MAX_ELEMENTS = 200_000;

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
  const size = [...b.variables.values()].reduce((sum, one) => sum + one.size, 0);
  if (size <= MAX_ELEMENTS) return;
  b.diagnostics.error(
    'size',
    { file: b.source.file, line: 1, column: 1 },
    `the model has ${size} elements`,
    { expected: `at most ${MAX_ELEMENTS}` },
  );
}
