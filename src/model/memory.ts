import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { sizeOf } from './elements.js';
import type { Expr, PureFunction } from './expr.js';
import type { Dimension, Stock, Variable } from './model.js';
import type { Budget } from './size.js';
import { grouped } from './size.js';
import { DIMENSIONLESS } from './unit.js';

const MAX_ORDER = 50;

/** The unit of `of`, times the model's time unit to `timePower`. */
export interface UnitRule {
  readonly of: Expr;
  readonly timePower: -1 | 0 | 1;
}

/** A call of smooth or delay. */
interface Chain {
  /** What the names of its hidden variables begin with. */
  readonly base: string;
  readonly x: Expr;
  readonly time: Expr;
  readonly order: number;
  readonly start: Expr;
  readonly at: Place;
  readonly dims: readonly string[];
}

/**
 * Turns the functions with a memory into hidden variables. `smooth` and `delay` become chains of stocks, which
 * the method of integration then treats like any others; `delay_fixed` and `previous` become memories.
 */
export class MemoryMaker {
  readonly #host: string;
  readonly #title: string;
  readonly #dimensions: ReadonlyMap<string, Dimension>;
  readonly #diagnostics: Diagnostics;
  readonly #made: Variable[] = [];
  readonly #unitRules = new Map<string, UnitRule>();
  readonly #durations: { expr: Expr; what: string }[] = [];
  readonly #starts: { expr: Expr; of: Expr; what: string }[] = [];
  readonly #elements: Budget;
  #count = 0;

  /** @param elements what the model may still have of them. */
  constructor(
    host: string,
    dimensions: ReadonlyMap<string, Dimension>,
    elements: Budget,
    diagnostics: Diagnostics,
  ) {
    this.#host = host;
    this.#title = host;
    this.#dimensions = dimensions;
    this.#elements = elements;
    this.#diagnostics = diagnostics;
  }

  /** How the unit of each hidden variable follows from the expression it remembers. */
  get unitRules(): ReadonlyMap<string, UnitRule> {
    return this.#unitRules;
  }

  /** The times given to the functions, which must be in the model's time unit. */
  get durations(): readonly { readonly expr: Expr; readonly what: string }[] {
    return this.#durations;
  }

  /** The first values given to smooth and delay, each with the expression whose unit it must have. */
  get starts(): readonly { readonly expr: Expr; readonly of: Expr; readonly what: string }[] {
    return this.#starts;
  }

  /** The hidden variables made so far. */
  get made(): readonly Variable[] {
    return this.#made;
  }

  /** @returns the expression that stands for the call, or undefined after a diagnostic. */
  make(fn: string, args: readonly Expr[], at: Place, dims: readonly string[]): Expr | undefined {
    this.#count += 1;
    const base = `${this.#host}__${fn}${this.#count}`;
    const [x, second, third, fourth] = args;
    if (x === undefined) return undefined;
    if (fn === 'previous' && !this.#takes(fn, 1, at, dims)) return undefined;
    if (fn === 'previous') return this.#memory(base, x, undefined, second ?? x, at, dims);
    if (second === undefined) return undefined;
    this.#durations.push({ expr: second, what: `the time of ${fn}` });
    if (fn === 'delay_fixed' && !this.#takes(fn, 1, at, dims)) return undefined;
    if (fn === 'delay_fixed') return this.#memory(base, x, second, third ?? x, at, dims);
    const order = third === undefined ? 1 : this.#order(third, fn);
    if (order === undefined) return undefined;
    if (!this.#takes(fn, fn === 'smooth' ? 2 * order : 2 * order + 1, at, dims)) return undefined;
    const start = fourth ?? x;
    if (fourth !== undefined)
      this.#starts.push({ expr: fourth, of: x, what: `the initial value of ${fn}` });
    const chain = { base, x, time: second, order, start, at, dims };
    return fn === 'smooth' ? this.#smooth(chain) : this.#delay(chain);
  }

  /** Whether the model has room for some hidden variables; before they are made. */
  #takes(fn: string, variables: number, at: Place, dims: readonly string[]): boolean {
    const count = variables * sizeOf(dims, this.#dimensions);
    const answer = this.#elements.take(count);
    if (answer === 'first') {
      const what = `the model has more than ${grouped(this.#elements.most)} elements`;
      const expected = `fewer: this ${fn} needs ${grouped(count)} for what it remembers`;
      this.#diagnostics.error('size', at, what, { expected });
    }
    return answer === 'ok';
  }

  #order(expr: Expr, fn: string): number | undefined {
    if (
      expr.op === 'number' &&
      Number.isInteger(expr.value) &&
      expr.value >= 1 &&
      expr.value <= MAX_ORDER
    )
      return expr.value;
    this.#diagnostics.error(
      'arguments',
      expr.at,
      `the order of ${fn} must be written as a whole number`,
      { expected: `1 to ${MAX_ORDER}` },
    );
    return undefined;
  }

  #memory(
    name: string,
    input: Expr,
    delay: Expr | undefined,
    initial: Expr,
    at: Place,
    dims: readonly string[],
  ): Expr {
    this.#unitRules.set(name, { of: input, timePower: 0 });
    this.#made.push({
      ...this.#hidden(name, at, dims),
      kind: 'memory',
      input,
      initial,
      ...(delay === undefined ? {} : { delay }),
    });
    return this.#ref(name, at, dims);
  }

  // n exponential averages in a row, each over time / n (Sterman 2000, ch. 11). A stage never holds for less than a
  // step; so that a chain of many short stages does not last longer than it should, `x` enters it further on.
  #smooth({ base, x, time, order, start, at, dims }: Chain): Expr {
    const each = call('stage_time', [time, numberAt(order, at)], at, time.dims);
    const source = order === 1 ? x : this.#named(`${base}_input`, x, at, dims);
    let input = source;
    for (let stage = 1; stage <= order; stage++) {
      const stock = order === 1 ? base : `${base}_${stage}`;
      if (stage > 1) input = entering(input, source, stageEntry(time, order, stage, at), at, dims);
      const gap = call('subtract', [input, this.#ref(stock, at, dims)], at, dims);
      this.#unitRules.set(`${stock}_change`, { of: x, timePower: -1 });
      this.#unitRules.set(stock, { of: x, timePower: 0 });
      this.#flow(`${stock}_change`, call('divide', [gap, each], at, dims), at, dims);
      this.#stock(stock, start, [`${stock}_change`], [], at, dims);
      input = this.#ref(stock, at, dims);
    }
    return input;
  }

  // What enters leaves through n stocks in a row, each holding time / n of the rate (Sterman 2000, ch. 11), a step's
  // worth at least. What enters further on passes through the first stages within the step.
  #delay({ base, x, time, order, start, at, dims }: Chain): Expr {
    const each = call('stage_time', [time, numberAt(order, at)], at, time.dims);
    const held = call('multiply', [start, each], at, dims);
    const entry = this.#ref(`${base}_0`, at, dims);
    this.#unitRules.set(`${base}_0`, { of: x, timePower: 0 });
    this.#flow(`${base}_0`, x, at, dims);
    for (let stage = 1; stage <= order; stage++) {
      const stock = `${base}_stock${stage}`;
      this.#unitRules.set(stock, { of: x, timePower: 1 });
      this.#unitRules.set(`${base}_${stage}`, { of: x, timePower: 0 });
      const left = call('divide', [this.#ref(stock, at, dims), each], at, dims);
      const passing = stageEntry(time, order, stage + 1, at);
      const isLast = stage === order;
      const rate = isLast ? left : passed(left, entry, passing, at, dims);
      this.#flow(`${base}_${stage}`, rate, at, dims);
      const level = isLast ? held : call('multiply', [held, rest(passing, at)], at, dims);
      this.#stock(stock, level, [`${base}_${stage - 1}`], [`${base}_${stage}`], at, dims);
    }
    return this.#ref(`${base}_${order}`, at, dims);
  }

  /** A name for an expression that several equations use. */
  #named(name: string, expr: Expr, at: Place, dims: readonly string[]): Expr {
    if (expr.op === 'ref' || expr.op === 'number') return expr;
    this.#unitRules.set(name, { of: expr, timePower: 0 });
    const hidden = this.#hidden(name, at, dims);
    this.#made.push({ ...hidden, kind: 'auxiliary', equation: expr, text: '' });
    return this.#ref(name, at, dims);
  }

  #flow(name: string, equation: Expr, at: Place, dims: readonly string[]): void {
    this.#made.push({ ...this.#hidden(name, at, dims), kind: 'flow', equation, text: '' });
  }

  #stock(
    name: string,
    initial: Expr,
    inflows: readonly string[],
    outflows: readonly string[],
    at: Place,
    dims: readonly string[],
  ): void {
    const hidden = this.#hidden(name, at, dims);
    const link = (flow: string) => ({
      flow,
      at: Int32Array.from({ length: hidden.size }, (_, k) => k),
    });
    const stock: Stock = {
      ...hidden,
      kind: 'stock',
      initial,
      inflows: inflows.map(link),
      outflows: outflows.map(link),
    };
    this.#made.push(stock);
  }

  #hidden(name: string, place: Place, dims: readonly string[]) {
    return {
      name,
      title: this.#title,
      unit: DIMENSIONLESS,
      dims,
      size: sizeOf(dims, this.#dimensions),
      hidden: true,
      place,
      evidence: [],
    };
  }

  #ref(name: string, at: Place, dims: readonly string[]): Expr {
    return { op: 'ref', name, index: dims.map((loop) => ({ loop })), at, dims };
  }
}

/** The share of what enters a chain that passes by the stages before `stage`: 0 where stages last a step. */
function stageEntry(time: Expr, order: number, stage: number, at: Place): Expr {
  return call('stage_entry', [time, numberAt(order, at), numberAt(stage, at)], at, time.dims);
}

/** What a stage takes in: what the one before gives, and its share of what enters the chain. */
function entering(
  before: Expr,
  source: Expr,
  share: Expr,
  at: Place,
  dims: readonly string[],
): Expr {
  const gap = call('subtract', [source, before], at, dims);
  const moved = call('add', [before, call('multiply', [share, gap], at, dims)], at, dims);
  return call('if', [share, moved, before], at, dims);
}

/** What leaves a stage: what it held, and what passes by it in the step. */
function passed(left: Expr, entry: Expr, share: Expr, at: Place, dims: readonly string[]): Expr {
  const both = call('add', [left, call('multiply', [share, entry], at, dims)], at, dims);
  return call('if', [share, both, left], at, dims);
}

function rest(share: Expr, at: Place): Expr {
  return call('subtract', [numberAt(1, at), share], at, share.dims);
}

function call(fn: PureFunction, args: readonly Expr[], at: Place, dims: readonly string[]): Expr {
  return { op: 'call', fn, args, at, dims };
}

function numberAt(value: number, at: Place): Expr {
  return { op: 'number', value, at, dims: [] };
}
