import { namesIn } from './expr.js';
import type { Model, Variable } from './model.js';

/** What a variable's value follows from: for a stock, its flows and what it starts at. */
export function causesOf(variable: Variable): readonly string[] {
  const starts =
    variable.kind === 'stock' || variable.kind === 'memory' ? namesIn(variable.initial) : [];
  return [...new Set([...lastingCausesOf(variable), ...starts])];
}

// Causes that act throughout a run; what a value starts at closes no feedback loop.
function lastingCausesOf(variable: Variable): readonly string[] {
  switch (variable.kind) {
    case 'stock':
      return [...variable.inflows, ...variable.outflows].map((link) => link.flow);
    case 'flow':
    case 'auxiliary':
      return namesIn(variable.equation);
    case 'memory':
      return [
        ...namesIn(variable.input),
        ...(variable.delay === undefined ? [] : namesIn(variable.delay)),
      ];
    case 'lever':
    case 'parameter':
    case 'input':
      return [];
  }
}

/** Causes with the hidden variables looked through: what an author wrote. */
export function visibleCauses(
  model: Model,
  name: string,
  causes: (variable: Variable) => readonly string[] = causesOf,
): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const queue = [name];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const variable = model.variables.get(next);
    if (variable === undefined || seen.has(next)) continue;
    seen.add(next);
    for (const cause of causes(variable)) {
      if (model.variables.get(cause)?.hidden === true) queue.push(cause);
      else found.add(cause);
    }
  }
  return [...model.variables.keys()].filter((one) => found.has(one));
}

/** Visible variables and metrics that use a variable. */
export function visibleEffects(model: Model, name: string): readonly string[] {
  const isCause = (one: string) => visibleCauses(model, one).includes(name);
  const variables = [...model.variables.values()].filter((one) => !one.hidden && isCause(one.name));
  const metrics = model.metrics.filter((one) => isCause(one.variable));
  return [...variables.map((one) => one.name), ...metrics.map((one) => `metric ${one.name}`)];
}

/** A feedback loop: names in the direction of cause, the first not repeated. */
export type Loop = readonly string[];

const LONGEST_LOOP = 12;

/**
 * The shortest feedback loops through a variable, shortest first: simple cycles found breadth-first.
 * @param most how many to give; `more` says whether there may be others.
 */
export function loopsThrough(
  model: Model,
  name: string,
  most = 8,
): { readonly loops: readonly Loop[]; readonly more: boolean } {
  const effects = effectsGraph(model);
  const loops: Loop[] = [];
  const queue: string[][] = [[name]];
  let isCut = false;
  // Paths can be very many in a dense model; what is cut off is only the long ones.
  for (let steps = 0; steps < 20_000; steps++) {
    const path = queue.shift();
    if (path === undefined) return { loops, more: isCut };
    for (const next of effects.get(path[path.length - 1] ?? '') ?? []) {
      if (next === name) loops.push(path);
      else if (path.length >= LONGEST_LOOP) isCut ||= !path.includes(next);
      else if (!path.includes(next)) queue.push([...path, next]);
      if (loops.length > most) return { loops: loops.slice(0, most), more: true };
    }
  }
  return { loops, more: true };
}

function effectsGraph(model: Model): Map<string, string[]> {
  const effects = new Map<string, string[]>();
  for (const variable of model.variables.values()) {
    if (variable.hidden) continue;
    for (const cause of visibleCauses(model, variable.name, lastingCausesOf)) {
      effects.set(cause, [...(effects.get(cause) ?? []), variable.name]);
    }
  }
  return effects;
}
