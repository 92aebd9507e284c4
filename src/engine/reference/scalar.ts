import { elementLabels } from '../../model/elements.js';
import type { Expr, Index } from '../../model/expr.js';
import type { Model } from '../../model/model.js';
import { elementWords } from '../random/element-words.js';
import type { Words2 } from '../random/philox.js';
import type { MathNode } from './mathjs.js';
import { callNode, math } from './mathjs.js';

/** A draw as met in the program: the node calls `draw(number, arguments...)`. */
export interface DrawSite {
  readonly fn: Extract<Expr, { op: 'draw' }>['fn'];
  readonly stream: string;
  /** Made from the names of the elements at hand. */
  readonly element: Words2;
}

/** The element at hand of each dimension. */
type Hand = ReadonlyMap<string, number>;

/**
 * Spells a model out element by element: `sum(x)` becomes `sum(x#0, x#1, ...)`. The result is as slow and as
 * obvious as can be, which is what makes it the measure of the compiled kernel.
 */
export class ScalarExpressions {
  readonly #model: Model;
  readonly draws: DrawSite[] = [];
  readonly tables: string[];
  // The same expression for the same element is one draw, wherever it is spelled out.
  readonly #drawNumbers = new Map<string, number>();
  /** Flows that the expression at hand sees as asked for. */
  #asked: ReadonlySet<string> = new Set();

  constructor(model: Model) {
    this.#model = model;
    this.tables = [...model.tables.keys()];
  }

  /**
   * The expression for element `element` of a variable over `dims`.
   * @param asked flows that it sees as asked for, whatever a floor leaves of them.
   */
  spell(
    expr: Expr,
    dims: readonly string[],
    element: number,
    asked: ReadonlySet<string> = new Set(),
  ): MathNode {
    this.#asked = asked;
    return this.#spell(expr, this.#handOf(dims, element), element);
  }

  #handOf(dims: readonly string[], element: number): Hand {
    const hand = new Map<string, number>();
    let rest = element;
    for (const dim of [...dims].reverse()) {
      const n = this.#count(dim);
      hand.set(dim, rest % n);
      rest = Math.floor(rest / n);
    }
    return hand;
  }

  #count(dim: string): number {
    return this.#model.dimensions.get(dim)?.elements.length ?? 1;
  }

  #spell(expr: Expr, hand: Hand, element: number): MathNode {
    switch (expr.op) {
      case 'number':
        return new math.ConstantNode(expr.value);
      case 'time':
        return new math.SymbolNode('time');
      case 'dt':
        return new math.SymbolNode('dt');
      case 'ref': {
        const name = this.#asked.has(expr.name) ? askedName(expr.name) : expr.name;
        return new math.SymbolNode(scalarName(name, this.#elementOf(expr.name, expr.index, hand)));
      }
      case 'lookup': {
        const number = new math.ConstantNode(this.tables.indexOf(expr.table));
        return callNode('lookup', [number, this.#spell(expr.arg, hand, element)]);
      }
      case 'draw':
        return this.#draw(expr, hand, element);
      case 'reduce':
        return this.#reduce(expr, hand, element);
      case 'network':
        return this.#network(expr, hand, element);
      case 'call': {
        const args = expr.args.map((arg) => this.#spell(arg, hand, element));
        // Switches look at the start of the step, so that Runge-Kutta does not average across them.
        if (expr.fn === 'step') args.push(new math.SymbolNode('now'), new math.SymbolNode('dt'));
        if (expr.fn === 'stage_time' || expr.fn === 'stage_entry')
          args.push(new math.SymbolNode('dt'));
        if (expr.fn === 'ramp') args.push(new math.SymbolNode('time'));
        if (expr.fn === 'pulse') {
          if (args.length === 3) args.push(new math.ConstantNode(0));
          args.push(new math.SymbolNode('now'), new math.SymbolNode('dt'));
        }
        return callNode(expr.fn, args);
      }
    }
  }

  #elementOf(name: string, index: readonly Index[], hand: Hand): number {
    const dims = this.#model.variables.get(name)?.dims ?? [];
    return index.reduce((element, one, d) => {
      const at = 'element' in one ? one.element : (hand.get(one.loop) ?? 0);
      return element * this.#count(dims[d] ?? '') + at;
    }, 0);
  }

  #draw(expr: Extract<Expr, { op: 'draw' }>, hand: Hand, element: number): MathNode {
    // Inside a reduction a draw is made for each element of the reduction too.
    const names = [...hand].map(([dim, index]) => {
      const element = this.#model.dimensions.get(dim)?.elements[index] ?? '';
      return [dim, element] as const;
    });
    const key = `${expr.stream}#${names.map((pair) => pair.join('=')).sort()}`;
    let number = this.#drawNumbers.get(key);
    if (number === undefined) {
      number = this.draws.length;
      this.#drawNumbers.set(key, number);
      this.draws.push({ fn: expr.fn, stream: expr.stream, element: elementWords(names) });
    }
    const args = expr.args.map((arg) => this.#spell(arg, hand, element));
    return callNode('draw', [new math.ConstantNode(number), ...args]);
  }

  #reduce(expr: Extract<Expr, { op: 'reduce' }>, hand: Hand, element: number): MathNode {
    const parts = elementLabels(expr.over, this.#model.dimensions).map((_, k) => {
      const inner = new Map([...hand, ...this.#handOf(expr.over, k)]);
      return this.#spell(expr.body, inner, element);
    });
    const whole = foldNode(expr.fn === 'mean' ? 'sum' : expr.fn, parts);
    return expr.fn === 'mean'
      ? callNode('divide', [whole, new math.ConstantNode(parts.length)])
      : whole;
  }

  #network(expr: Extract<Expr, { op: 'network' }>, hand: Hand, element: number): MathNode {
    const weights = this.#model.dimensions.get(expr.over)?.networks.get(expr.network)?.weights;
    const n = this.#count(expr.over);
    const row = (hand.get(expr.over) ?? 0) * n;
    const terms: MathNode[] = [];
    for (let s = 0; s < n; s++) {
      const weight = weights?.[row + s] ?? 0;
      if (weight === 0) continue;
      const part = this.#spell(expr.body, new Map([...hand, [expr.over, s]]), element);
      terms.push(callNode('multiply', [new math.ConstantNode(weight), part]));
    }
    return foldNode('sum', terms);
  }
}

const FOLDED_AT_ONCE = 250;

// From left to right, some hundreds at a time: a call in a call for each of thousands would exhaust the stack.
function foldNode(fn: 'sum' | 'product' | 'min' | 'max', parts: readonly MathNode[]): MathNode {
  let [whole = new math.ConstantNode(0)] = parts;
  for (let next = 1; next < parts.length; next += FOLDED_AT_ONCE)
    whole = callNode(fn, [whole, ...parts.slice(next, next + FOLDED_AT_ONCE)]);
  return whole;
}

/** The name of one element of a variable in the scope of the expressions. */
export function scalarName(name: string, element: number): string {
  return `${name}#${element}`;
}

const ASKED = '?asked';

/** The name under which the rate asked for is kept, where something sees it. */
export function askedName(flow: string): string {
  return `${flow}${ASKED}`;
}

/** The name of the variable that a scalar name belongs to. */
export function variableOf(name: string): string {
  return name.replace(/#.*$/, '').replace(ASKED, '');
}
