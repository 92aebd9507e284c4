import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { checkArguments } from './check-arguments.js';
import type { Equation } from './definitions.js';
import type { Expr, PureFunction, Reduction } from './expr.js';
import {
  callOf,
  DRAWS,
  FUNCTION_NAMES,
  MEMORY_FUNCTIONS,
  OPERATOR_FUNCTIONS,
  OTHER_NAMES,
  PURE_FUNCTIONS,
  REDUCTIONS,
} from './functions.js';
import type { MemoryMaker } from './memory.js';
import type { AtHand, NameTable } from './reference.js';
import { resolveReference, unionOf } from './reference.js';
import type { Name, Syntax } from './syntax.js';

type CallSyntax = Extract<Syntax, { kind: 'call' }>;
type ElementSyntax = Extract<Syntax, { kind: 'element' }>;

/**
 * Resolves one equation: names become references with their elements, functions are checked for their
 * arguments, dimensions are worked out. Memory functions are handed to `memory`.
 */
export class Resolver {
  readonly #names: NameTable;
  readonly #memory: MemoryMaker | undefined;
  readonly #diagnostics: Diagnostics;
  readonly #stream: string;
  #draws = 0;

  constructor(
    names: NameTable,
    stream: string,
    memory: MemoryMaker | undefined,
    diagnostics: Diagnostics,
  ) {
    this.#names = names;
    this.#stream = stream;
    this.#memory = memory;
    this.#diagnostics = diagnostics;
  }

  /**
   * @param dims the dimensions of the variable that the equation defines.
   * @returns undefined after diagnostics.
   */
  resolve(equation: Equation, dims: readonly string[]): Expr | undefined {
    return this.#resolve(equation.syntax, dims);
  }

  #resolve(syntax: Syntax, hand: AtHand): Expr | undefined {
    switch (syntax.kind) {
      case 'number':
        return { op: 'number', value: syntax.value, at: syntax.at, dims: [] };
      case 'name':
        return this.#name(syntax, hand);
      case 'element':
        return this.#element(syntax, hand);
      case 'operator':
        return this.#operator(syntax, hand);
      case 'call':
        return this.#call(syntax, hand);
    }
  }

  #all(list: readonly Syntax[], hand: AtHand): Expr[] | undefined {
    // Every part is resolved even when one fails, so that all its problems show.
    const resolved = list.map((one) => this.#resolve(one, hand));
    const good = resolved.filter((one) => one !== undefined);
    return good.length === resolved.length ? good : undefined;
  }

  #pure(fn: PureFunction, args: readonly Expr[], at: Place): Expr {
    checkArguments(fn, args, at, this.#diagnostics);
    return {
      op: 'call',
      fn,
      args,
      at,
      dims: unionOf(
        this.#names,
        args.map((arg) => arg.dims),
      ),
    };
  }

  #operator(syntax: Extract<Syntax, { kind: 'operator' }>, hand: AtHand): Expr | undefined {
    const args = this.#all(syntax.args, hand);
    if (args === undefined) return undefined;
    if (syntax.op === '+x') return args[0];
    const [only] = args;
    // A negative literal is a number, so that units and tables see it as one.
    if (syntax.op === '-x' && only?.op === 'number')
      return { ...only, value: -only.value, at: syntax.at };
    const fn = OPERATOR_FUNCTIONS[syntax.op];
    return fn && this.#pure(fn, args, syntax.at);
  }

  #name(syntax: Name, hand: AtHand): Expr | undefined {
    const { name, at } = syntax;
    if (name === 'time' || name === 'dt') return { op: name, at, dims: [] };
    if (name === 'pi') return { op: 'number', value: Math.PI, at, dims: [] };
    return resolveReference(this.#names, this.#diagnostics, name, [], at, hand);
  }

  #element(syntax: ElementSyntax, hand: AtHand): Expr | undefined {
    return resolveReference(
      this.#names,
      this.#diagnostics,
      syntax.name,
      syntax.index,
      syntax.at,
      hand,
    );
  }

  #call(syntax: CallSyntax, hand: AtHand): Expr | undefined {
    const { fn, args, at } = syntax;
    const [first, second] = args;
    if (REDUCTIONS.has(fn)) {
      const over =
        second?.kind === 'name' && this.#names.dimensions.has(second.name) ? second : undefined;
      const plain = PURE_FUNCTIONS.has(fn) && args.length > 1 && over === undefined;
      if (!plain) return this.#reduce(fn as Reduction, syntax, first, over, hand);
    }
    if (fn === 'neighbours') return this.#neighbours(syntax, hand);
    if (fn === 'month') return this.#month(syntax);
    const memory = MEMORY_FUNCTIONS.get(fn);
    if (memory !== undefined) return this.#memoryCall(syntax, memory, hand);
    const draw = DRAWS.get(fn);
    if (draw !== undefined) {
      // Numbered as written, whatever else fails.
      const stream = `${this.#stream}/${this.#draws++}`;
      const resolved = this.#arguments(syntax, draw[1], draw[1], hand);
      if (resolved !== undefined) checkArguments(fn, resolved, at, this.#diagnostics);
      return (
        resolved && {
          op: 'draw',
          fn: draw[0],
          stream,
          args: resolved,
          at,
          // A draw is made for each element at hand, whatever its arguments vary over.
          dims: unionOf(this.#names, [
            ...resolved.map((one) => one.dims),
            hand === 'any' ? [] : hand,
          ]),
        }
      );
    }
    if (this.#names.tables.has(fn)) {
      const arg = this.#arguments(syntax, 1, 1, hand)?.[0];
      return arg && { op: 'lookup', table: fn, arg, at, dims: arg.dims };
    }
    const pure = PURE_FUNCTIONS.get(fn);
    if (pure === undefined) return this.#unknownFunction(syntax, hand);
    const resolved = this.#arguments(syntax, pure[1], pure[2], hand);
    return resolved && this.#pure(pure[0], resolved, at);
  }

  #arguments(syntax: CallSyntax, least: number, most: number, hand: AtHand): Expr[] | undefined {
    const count = syntax.args.length;
    const resolved = this.#all(syntax.args, hand);
    if (count >= least && count <= most) return resolved;
    this.#wrongCount(syntax, callOf(syntax.fn));
    return undefined;
  }

  #wrongCount({ fn, args, at }: CallSyntax, expected: string): void {
    const count = args.length === 0 ? 'no' : args.length;
    const what = `${fn} has ${count} ${args.length === 1 ? 'argument' : 'arguments'}`;
    this.#diagnostics.error('arguments', at, what, { expected });
  }

  #reduce(
    fn: Reduction,
    syntax: CallSyntax,
    first: Syntax | undefined,
    over: Name | undefined,
    hand: AtHand,
  ): Expr | undefined {
    const { at } = syntax;
    if (first === undefined || syntax.args.length > 2) {
      this.#wrongCount(syntax, `${fn}(x), or ${fn}(x, dimension)`);
      return undefined;
    }
    if (syntax.args.length === 2 && over === undefined) {
      const second = syntax.args[1];
      const name = second?.kind === 'name' ? second.name : '';
      this.#diagnostics.error(
        'dimension',
        second?.at ?? at,
        `the second argument of ${fn} is not a dimension`,
        {
          expected: `a dimension${this.#names.dimensions.size > 0 ? `: ${[...this.#names.dimensions.keys()].join(', ')}` : ', and the model has none'}`,
          nearest: () => nearest(name, this.#names.dimensions.keys()),
        },
      );
      return undefined;
    }
    const inner: AtHand = over === undefined || hand === 'any' ? 'any' : [...hand, over.name];
    const body = this.#resolve(first, inner);
    if (body === undefined) return undefined;
    const dims = over === undefined ? body.dims : [over.name];
    if (dims.length === 0 || !dims.every((dim) => body.dims.includes(dim))) {
      const what = over === undefined ? 'varies over nothing' : `does not vary over ${over.name}`;
      const several = PURE_FUNCTIONS.has(fn) ? `${callOf(fn)}, or ` : '';
      this.#diagnostics.error(
        'dimension',
        at,
        `the argument of ${fn} ${what}, so there is nothing to reduce`,
        { expected: `${several}a quantity over ${over?.name ?? 'a dimension'}` },
      );
      return undefined;
    }
    return {
      op: 'reduce',
      fn,
      over: dims,
      body,
      at,
      dims: body.dims.filter((dim) => !dims.includes(dim)),
    };
  }

  #neighbours(syntax: CallSyntax, hand: AtHand): Expr | undefined {
    const { at, args } = syntax;
    const [first, second] = args;
    if (
      first === undefined ||
      args.length > 2 ||
      (second !== undefined && second.kind !== 'name')
    ) {
      this.#diagnostics.error(
        'arguments',
        at,
        'neighbours takes an expression and the name of a network',
        { expected: 'neighbours(x) or neighbours(x, network)' },
      );
      return undefined;
    }
    const known = [...this.#names.dimensions.values()].flatMap((dimension) =>
      [...dimension.networks.keys()].map((network) => ({ dimension, network })),
    );
    const wanted =
      second?.kind === 'name' ? known.filter((one) => one.network === second.name) : known;
    const [found] = wanted;
    const mayBeUnread =
      second?.kind === 'name' ? this.#names.unread.has(second.name) : this.#names.unread.size > 0;
    if (found === undefined && mayBeUnread) return undefined;
    if (found === undefined || wanted.length > 1) {
      const names = known.map((one) => one.network);
      const message =
        found !== undefined
          ? 'there are several networks'
          : second?.kind === 'name'
            ? `there is no network ${JSON.stringify(second.name)}`
            : 'the model has no network';
      this.#diagnostics.error('unknown-name', second?.at ?? at, message, {
        expected:
          names.length === 0
            ? 'networks under a dimension'
            : second === undefined
              ? `neighbours(x, network) with one of ${names.join(', ')}`
              : `one of ${names.join(', ')}`,
        nearest: second?.kind === 'name' ? nearest(second.name, names) : undefined,
      });
      return undefined;
    }
    const over = found.dimension.name;
    if (hand !== 'any' && !hand.includes(over)) {
      this.#diagnostics.error(
        'dimension',
        at,
        `neighbours needs the ${over} at hand, and this equation does not vary over ${over}`,
      );
      return undefined;
    }
    const body = this.#resolve(first, hand);
    if (body === undefined) return undefined;
    if (!body.dims.includes(over)) {
      this.#diagnostics.error(
        'dimension',
        at,
        `the argument of neighbours does not vary over ${over}`,
      );
      return undefined;
    }
    return { op: 'network', network: found.network, over, body, at, dims: body.dims };
  }

  #month(syntax: CallSyntax): Expr | undefined {
    const [year, month] = syntax.args.map((arg) =>
      arg.kind === 'number' ? arg.value : Number.NaN,
    );
    const { calendar } = this.#names.time;
    if (calendar === undefined) {
      this.#diagnostics.error(
        'time',
        syntax.at,
        'this model counts time in plain numbers, not in months of a calendar',
      );
      return undefined;
    }
    const good =
      syntax.args.length === 2 &&
      Number.isInteger(year) &&
      Number.isInteger(month) &&
      (month ?? 0) >= 1 &&
      (month ?? 13) <= 12;
    if (!good) {
      this.#diagnostics.error('arguments', syntax.at, 'month takes a year and a month as numbers', {
        expected: 'month(2023, 6)',
      });
      return undefined;
    }
    return {
      op: 'number',
      value: (year ?? 0) * 12 + (month ?? 0) - 1 - calendar.origin,
      isTime: true,
      at: syntax.at,
      dims: [],
    };
  }

  #memoryCall(
    syntax: CallSyntax,
    [least, most]: readonly [number, number],
    hand: AtHand,
  ): Expr | undefined {
    const args = this.#arguments(syntax, least, most, hand);
    if (args === undefined) return undefined;
    checkArguments(syntax.fn, args, syntax.at, this.#diagnostics);
    if (this.#memory === undefined) {
      this.#diagnostics.error(
        'expression',
        syntax.at,
        `${syntax.fn} cannot stand in an initial value: there is no past yet`,
      );
      return undefined;
    }
    return this.#memory.make(
      syntax.fn,
      args,
      syntax.at,
      unionOf(
        this.#names,
        args.map((arg) => arg.dims),
      ),
    );
  }

  #unknownFunction(syntax: CallSyntax, hand: AtHand): undefined {
    this.#all(syntax.args, hand);
    const { fn, at } = syntax;
    if (this.#names.unread.has(fn)) return undefined;
    if (this.#names.quantities.has(fn)) {
      this.#diagnostics.error('unknown-name', at, `${fn} is a quantity, not a function`, {
        expected: 'an operator before the parenthesis, such as *',
      });
    } else {
      const known = [...FUNCTION_NAMES, ...this.#names.tables.keys()];
      this.#diagnostics.error('unknown-name', at, `there is no function ${JSON.stringify(fn)}`, {
        nearest: () => OTHER_NAMES.get(fn.toLowerCase()) ?? nearest(fn, known),
      });
    }
    return undefined;
  }
}
