import type { Expr, Index, PureFunction } from '../../../model/expr.js';
import type { Model } from '../../../model/model.js';
import { SWITCH_SLACK } from '../../../model/time-grid.js';
import type { Graph } from './graph.js';
import { guarded } from './guard.js';
import { logic, whereKnown } from './known.js';
import type { Arithmetic, Comparison, Node } from './node.js';
import { power } from './power.js';

/** The node that a name stands for, where an expression is read. */
export type Environment = (name: string) => Node;

const ARITHMETIC: Readonly<Partial<Record<PureFunction, Arithmetic>>> = {
  add: 'add',
  subtract: 'sub',
  multiply: 'mul',
  divide: 'div',
  negate: 'neg',
  abs: 'abs',
  exp: 'exp',
  log: 'log',
  log10: 'log10',
  sqrt: 'sqrt',
  floor: 'floor',
  ceil: 'ceil',
  round: 'round',
  sign: 'sign',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  atan: 'atan',
  tanh: 'tanh',
};

const COMPARISONS: ReadonlySet<string> = new Set(['lt', 'le', 'gt', 'ge', 'eq', 'ne']);

/** Turns checked expressions into nodes of a graph. */
export class NodeBuilder {
  readonly #model: Model;
  readonly #graph: Graph;
  readonly #dt: number;

  constructor(model: Model, graph: Graph, dt: number) {
    this.#model = model;
    this.#graph = graph;
    this.#dt = dt;
  }

  /**
   * @param hand dimensions of the variable that the expression belongs to.
   */
  build(expr: Expr, hand: readonly string[], env: Environment): Node {
    const graph = this.#graph;
    const parts = (list: readonly Expr[]) => list.map((one) => this.build(one, hand, env));
    switch (expr.op) {
      case 'number':
        return graph.number(expr.value);
      case 'time':
        return graph.leaf('series', 'time', []);
      case 'dt':
        return graph.number(this.#dt);
      case 'ref':
        return this.#reference(expr.name, expr.index, env);
      case 'lookup':
        return graph.lookup(expr.table, this.build(expr.arg, hand, env));
      case 'draw':
        return graph.draw(expr.fn, expr.stream, parts(expr.args), graph.sorted(hand));
      case 'reduce': {
        const body = this.build(expr.body, [...hand, ...expr.over], env);
        if (expr.fn !== 'mean') return graph.reduce(expr.fn, expr.over, body);
        const count = graph.number(graph.count(expr.over));
        return graph.arithmetic('div', graph.reduce('sum', expr.over, body), count);
      }
      case 'network': {
        const body = this.build(expr.body, [...hand, expr.over], env);
        return graph.network(expr.network, expr.over, body);
      }
      case 'call':
        return this.#call(expr.fn, parts(expr.args));
    }
  }

  #reference(name: string, index: readonly Index[], env: Environment): Node {
    const node = env(name);
    const dims = this.#model.variables.get(name)?.dims ?? [];
    return this.#graph.pick(
      node,
      node.dims.map((dim) => index[dims.indexOf(dim)] ?? { loop: dim }),
    );
  }

  #call(fn: PureFunction, args: readonly Node[]): Node {
    const graph = this.#graph;
    const zero = graph.number(0);
    const [a = zero, b = zero, d = zero, e = zero] = args;
    const simple = ARITHMETIC[fn];
    if (simple !== undefined) return graph.arithmetic(simple, ...args);
    if (COMPARISONS.has(fn))
      return whereKnown(graph, args, graph.truth(graph.compare(fn as Comparison, a, b)));
    switch (fn) {
      case 'pow':
        return power(graph, a, b);
      case 'and':
      case 'or':
        return logic(graph, fn, a, b);
      case 'not':
        return whereKnown(graph, [a], graph.truth(graph.logic('not', graph.isTrue(a))));
      case 'if':
        return whereKnown(graph, [a], graph.select(graph.isTrue(a), b, d));
      case 'min':
      case 'max':
        return args.reduce((x, y) => graph.arithmetic(fn, x, y));
      case 'mod':
        return sub(graph, a, mul(graph, b, graph.arithmetic('floor', div(graph, a, b))));
      case 'step':
        return guarded(graph, fn, args, this.#step(a, b));
      case 'ramp':
        return guarded(graph, fn, args, this.#ramp(a, b, d));
      case 'pulse':
        return guarded(graph, fn, args, this.#pulse(a, b, d, args.length > 3 ? e : zero));
      case 'stage_time':
        return guarded(graph, 'smooth', [zero, a], this.#stageTime(a, b));
      case 'stage_entry':
        return this.#stageEntry(a, b, d);
      default:
        throw new Error(`the kernel does not know the function ${fn}`);
    }
  }

  #stageTime(time: Node, order: Node): Node {
    const graph = this.#graph;
    return graph.arithmetic('max', div(graph, time, order), graph.number(this.#dt));
  }

  // As `reference/numbers.ts` has it: `order + 2 - stage` is a number, and `time / order >= dt` often known.
  #stageEntry(time: Node, order: Node, stage: Node): Node {
    const graph = this.#graph;
    const dt = graph.number(this.#dt);
    const isLong = graph.compare('ge', div(graph, time, order), dt);
    const steps = graph.arithmetic('max', graph.number(1), div(graph, time, dt));
    const left = sub(graph, graph.arithmetic('add', order, graph.number(2)), stage);
    const above = graph.arithmetic('max', graph.number(0), sub(graph, left, steps));
    const share = graph.arithmetic('min', graph.number(1), above);
    return graph.select(isLong, graph.number(0), share);
  }

  // The switches follow `reference/numbers.ts` to the letter: `now` is the start of the step.
  #step(height: Node, start: Node): Node {
    const graph = this.#graph;
    const now = graph.leaf('series', 'now', []);
    const begun = graph.compare(
      'ge',
      sub(graph, now, start),
      graph.number(-SWITCH_SLACK * this.#dt),
    );
    return graph.select(begun, height, graph.number(0));
  }

  #ramp(slope: Node, start: Node, end: Node): Node {
    const graph = this.#graph;
    const time = graph.leaf('series', 'time', []);
    const max = (x: Node, y: Node) => graph.arithmetic('max', x, y);
    const until = graph.arithmetic('min', max(time, start), max(end, start));
    return mul(graph, slope, sub(graph, until, start));
  }

  #pulse(height: Node, start: Node, length: Node, every: Node): Node {
    const graph = this.#graph;
    const now = graph.leaf('series', 'now', []);
    const zero = graph.number(0);
    const since = graph.arithmetic(
      'add',
      sub(graph, now, start),
      graph.number(SWITCH_SLACK * this.#dt),
    );
    const cycles = graph.arithmetic('floor', div(graph, since, every));
    const within = graph.select(
      graph.compare('gt', every, zero),
      sub(graph, since, mul(graph, every, cycles)),
      since,
    );
    const longest = graph.arithmetic('max', length, graph.number(this.#dt));
    const on = graph.logic(
      'and',
      graph.compare('ge', since, zero),
      graph.compare('lt', within, longest),
    );
    return graph.select(on, height, zero);
  }
}

function sub(graph: Graph, a: Node, b: Node): Node {
  return graph.arithmetic('sub', a, b);
}

function mul(graph: Graph, a: Node, b: Node): Node {
  return graph.arithmetic('mul', a, b);
}

function div(graph: Graph, a: Node, b: Node): Node {
  return graph.arithmetic('div', a, b);
}
