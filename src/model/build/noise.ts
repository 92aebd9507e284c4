import type { Expr } from '../expr.js';
import { namesIn, walk } from '../expr.js';
import type { Metric, Variable } from '../model.js';
import { stepForm } from '../step-forms.js';
import type { Building } from './building.js';

type DrawExpr = Extract<Expr, { op: 'draw' }>;

/**
 * Warns of draws that are added up over steps of a length that their equations do not know: they are made anew in
 * each step, so the spread of what they add up to falls with the number of steps. Where the step is the unit of time
 * and the reporting interval, a rate and what happens in a step are the same number.
 */
export function warnOfNoise(b: Building, metrics: readonly Metric[]): void {
  const { report, stepsPerReport, unit } = b.source.time;
  const step = report / stepsPerReport;
  if (step === 1 && stepsPerReport === 1) return;
  const known = new Map<string, readonly DrawExpr[]>();
  const told = new Set<string>();
  for (const [name, what] of addedUp(b, metrics)) {
    for (const draw of drawsBehind(b, name, known)) {
      const place = `${draw.at.file} ${draw.at.line} ${draw.at.column}`;
      if (told.has(place)) continue;
      told.add(place);
      const message = `${draw.fn} is drawn in each step of ${step} ${unit} and ${what} adds the draws up: their spread depends on the step`;
      b.diagnostics.warning('noise', draw.at, message, {
        expected: `an equation with dt, such as ${stepForm(draw.fn)}`,
      });
    }
  }
}

/** What is added up over the steps of a run: flows at stocks, and sums and means of metrics. */
function addedUp(b: Building, metrics: readonly Metric[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const stock of b.variables.values()) {
    if (stock.kind !== 'stock') continue;
    const what = stock.hidden ? 'a smooth or delay' : `the stock ${stock.name}`;
    for (const { flow } of [...stock.inflows, ...stock.outflows])
      if (!found.has(flow)) found.set(flow, what);
  }
  for (const { name, variable, overTime } of metrics) {
    if (overTime === 'sum' || overTime === 'mean') found.set(variable, `the metric ${name}`);
  }
  return found;
}

/** Draws that a variable follows from, past no stock and no equation that looks at the length of the step. */
function drawsBehind(
  b: Building,
  name: string,
  known: Map<string, readonly DrawExpr[]>,
): readonly DrawExpr[] {
  const found = known.get(name);
  if (found !== undefined) return found;
  // Met again on the way, it adds nothing.
  known.set(name, []);
  const expr = equationOf(b.variables.get(name));
  const own = expr === undefined || usesStep(expr) ? [] : drawsIn(expr);
  const others = expr === undefined || usesStep(expr) ? [] : namesIn(expr);
  const all = [...own, ...others.flatMap((other) => drawsBehind(b, other, known))];
  known.set(name, all);
  return all;
}

function equationOf(variable: Variable | undefined): Expr | undefined {
  if (variable?.kind === 'memory') return variable.input;
  return variable?.kind === 'flow' || variable?.kind === 'auxiliary'
    ? variable.equation
    : undefined;
}

function usesStep(expr: Expr): boolean {
  let uses = false;
  walk(expr, (part) => {
    if (part.op === 'dt') uses = true;
  });
  return uses;
}

function drawsIn(expr: Expr): readonly DrawExpr[] {
  const draws: DrawExpr[] = [];
  walk(expr, (part) => {
    if (part.op === 'draw') draws.push(part);
  });
  return draws;
}
