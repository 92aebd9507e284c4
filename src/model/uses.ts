import { namesIn } from './expr.js';
import type { Model, Variable } from './model.js';

/** What a variable follows from while a run goes on. */
function lastingCauses(variable: Variable): readonly string[] {
  switch (variable.kind) {
    case 'stock':
      return [...variable.inflows, ...variable.outflows].map((link) => link.flow);
    case 'flow':
    case 'auxiliary':
      return namesIn(variable.equation);
    case 'memory':
      return namesIn(variable.input);
    case 'lever':
    case 'parameter':
    case 'input':
      return [];
  }
}

/** What a variable follows from as a run starts, and never again. */
function firstCauses(variable: Variable): readonly string[] {
  switch (variable.kind) {
    case 'stock':
      return namesIn(variable.initial);
    case 'memory':
      return [
        ...namesIn(variable.initial),
        ...(variable.delay === undefined ? [] : namesIn(variable.delay)),
      ];
    default:
      return [];
  }
}

export interface UseOptions {
  /** Look at what is used after the start alone, not at what first values are made of. */
  readonly afterStart?: boolean;
  /** Variables that are not looked through. */
  readonly without?: (name: string) => boolean;
}

/** The variables that results follow from: what metrics and reported variables are made of, themselves included. */
export function usedIn(model: Model, options: UseOptions = {}): ReadonlySet<string> {
  const used = new Set<string>();
  const queue = [...model.metrics.map((one) => one.variable), ...model.report];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const variable = model.variables.get(name);
    if (variable === undefined || used.has(name) || options.without?.(name) === true) continue;
    used.add(name);
    queue.push(...lastingCauses(variable));
    if (options.afterStart !== true) queue.push(...firstCauses(variable));
  }
  return used;
}
