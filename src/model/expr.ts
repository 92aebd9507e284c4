import type { Place } from '../diagnostics/diagnostic.js';

/** How a reference picks elements of one dimension of a variable. */
export type Index =
  /** The element at hand of this dimension, in the equation or reduction that encloses the reference. */
  | { readonly loop: string }
  /** Always this element, counted from 0. */
  | { readonly element: number };

interface Common {
  /** Where it stands in the file: the operator, the name or the number. */
  readonly at: Place;
  /** The dimensions that its value still varies over, in the order of the model's `dimensions`. */
  readonly dims: readonly string[];
}

/**
 * A checked expression. It holds whitelisted operations only, names are resolved, functions with a memory
 * (`smooth`, `delay`, `previous`) have become references to hidden variables.
 */
export type Expr =
  /** `isTime`: it is in the model's unit of time, though written as no more than a number. */
  | (Common & { readonly op: 'number'; readonly value: number; readonly isTime?: true })
  | (Common & { readonly op: 'time' })
  | (Common & { readonly op: 'dt' })
  | (Common & { readonly op: 'ref'; readonly name: string; readonly index: readonly Index[] })
  | (Common & { readonly op: 'call'; readonly fn: PureFunction; readonly args: readonly Expr[] })
  | (Common & { readonly op: 'lookup'; readonly table: string; readonly arg: Expr })
  | (Common & {
      readonly op: 'reduce';
      readonly fn: Reduction;
      readonly over: readonly string[];
      readonly body: Expr;
    })
  /** Sum over the elements s of `over` of weight[r][s] times the body at s, for the element r at hand. */
  | (Common & {
      readonly op: 'network';
      readonly network: string;
      readonly over: string;
      readonly body: Expr;
    })
  /** A random draw; `stream` names its random numbers, so no other draw disturbs it. */
  | (Common & {
      readonly op: 'draw';
      readonly fn: Draw;
      readonly stream: string;
      readonly args: readonly Expr[];
    });

export type Reduction = 'sum' | 'mean' | 'min' | 'max' | 'product';

export type Draw =
  | 'uniform'
  | 'normal'
  | 'lognormal'
  | 'exponential'
  | 'gamma'
  | 'bernoulli'
  | 'binomial'
  | 'poisson'
  | 'negative_binomial';

/** Functions of numbers alone. Comparisons and logic give 0 or 1; everything but 0 is true. */
export type PureFunction =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'pow'
  | 'negate'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'eq'
  | 'ne'
  | 'and'
  | 'or'
  | 'not'
  | 'if'
  | 'min'
  | 'max'
  | 'abs'
  | 'exp'
  | 'log'
  | 'log10'
  | 'sqrt'
  | 'floor'
  | 'ceil'
  | 'round'
  | 'sign'
  | 'mod'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'atan'
  | 'tanh'
  | 'step'
  | 'ramp'
  | 'pulse'
  | ChainFunction;

/** What chains of stocks are made with; authors write `smooth` and `delay`. */
export type ChainFunction =
  /** `stage_time(time, order)`: how long a stage of a chain holds what it holds, a step at least. */
  | 'stage_time'
  /** `stage_entry(time, order, stage)`: the share of what enters a chain that passes by the stages before `stage`. */
  | 'stage_entry';

/** Calls `visit` on an expression and all its parts, outer first. */
export function walk(expr: Expr, visit: (part: Expr) => void): void {
  visit(expr);
  for (const part of partsOf(expr)) walk(part, visit);
}

/** The direct parts of an expression, in source order. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.op) {
    case 'call':
    case 'draw':
      return expr.args;
    case 'lookup':
      return [expr.arg];
    case 'reduce':
    case 'network':
      return [expr.body];
    default:
      return [];
  }
}

/** The names that an expression refers to, each once, in order of appearance. */
export function namesIn(expr: Expr): readonly string[] {
  const names = new Set<string>();
  walk(expr, (part) => {
    if (part.op === 'ref') names.add(part.name);
  });
  return [...names];
}
