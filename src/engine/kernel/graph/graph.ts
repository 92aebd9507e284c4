import type { Draw, Reduction } from '../../../model/expr.js';
import type { Dimension } from '../../../model/model.js';
import { fold } from './fold.js';
import type { Arithmetic, Comparison, LeafKind, Node, Op, PickIndex } from './node.js';
import { BY_STATE, BY_TIME, BY_WORLD } from './node.js';
import { leastOf, rangeOf } from './range.js';

const MASKS: ReadonlySet<Op> = new Set([
  'lt',
  'le',
  'gt',
  'ge',
  'eq',
  'ne',
  'and',
  'or',
  'not',
] satisfies Op[]);

const LEAF_VARIES: Readonly<Record<LeafKind, number>> = {
  parameter: BY_WORLD,
  series: BY_TIME,
  state: BY_STATE,
  stage: BY_STATE,
  memory: BY_STATE,
  places: BY_STATE,
  kept: BY_STATE,
  total: BY_STATE,
  sum: BY_STATE,
  stageNumber: BY_STATE,
};

/** Makes nodes; the same operation on the same arguments is made once, and operations on numbers are done. */
export class Graph {
  readonly #dimensions: ReadonlyMap<string, Dimension>;
  readonly #order: ReadonlyMap<string, number>;
  readonly #known = new Map<string, Node>();
  #count = 0;

  constructor(dimensions: ReadonlyMap<string, Dimension>) {
    this.#dimensions = dimensions;
    this.#order = new Map([...dimensions.keys()].map((name, index) => [name, index]));
  }

  /** Number of elements of one dimension. */
  sizeOf(dim: string): number {
    return this.#dimensions.get(dim)?.elements.length ?? 1;
  }

  /** Number of elements over several. */
  count(dims: readonly string[]): number {
    return dims.reduce((product, dim) => product * this.sizeOf(dim), 1);
  }

  /** Dimensions in the order of the model, each once. */
  sorted(dims: Iterable<string>): readonly string[] {
    return [...new Set(dims)].sort((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0));
  }

  number(value: number): Node {
    return this.#make('const', [], {
      value,
      key: Object.is(value, -0) ? '-0' : `${value}`,
      atLeast: Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value,
      mayBeNaN: Number.isNaN(value),
      mayBeInfinite: Math.abs(value) === Number.POSITIVE_INFINITY,
    });
  }

  #mask(value: number): Node {
    return this.#make('const', [], { value, key: `mask ${value}`, isMask: true });
  }

  leaf(kind: LeafKind, name: string, dims: readonly string[]): Node {
    return this.#make('leaf', [], {
      leaf: kind,
      name,
      dims: this.sorted(dims),
      key: `${kind} ${name}`,
    });
  }

  arithmetic(op: Arithmetic, ...args: readonly Node[]): Node {
    const simpler = this.#simpler(op, args);
    if (simpler !== undefined) return simpler;
    const value = this.#folded(op, args);
    return value === undefined ? this.#make(op, args) : this.number(value);
  }

  // Only what changes no bit of any result.
  #simpler(op: Arithmetic, [a, b]: readonly Node[]): Node | undefined {
    const isOne = (node: Node | undefined) => node?.op === 'const' && node.value === 1;
    if (op === 'mul' && isOne(a)) return b;
    if ((op === 'mul' || op === 'div') && isOne(b)) return a;
    if (op === 'neg' && a?.op === 'neg') return a.args[0];
    return undefined;
  }

  compare(op: Comparison, a: Node, b: Node): Node {
    const value = this.#folded(op, [a, b]);
    return value === undefined ? this.#make(op, [a, b]) : this.#mask(value);
  }

  logic(op: 'and' | 'or' | 'not', ...masks: readonly Node[]): Node {
    const value = this.#folded(op, masks);
    return value === undefined ? this.#make(op, masks) : this.#mask(value);
  }

  /** A mask as 1 and 0. */
  truth(mask: Node): Node {
    return mask.op === 'const' ? this.number(mask.value) : this.#make('truth', [mask]);
  }

  /** A number as a mask: set unless it is 0. */
  isTrue(node: Node): Node {
    const [mask] = node.args;
    return node.op === 'truth' && mask !== undefined
      ? mask
      : this.compare('ne', node, this.number(0));
  }

  select(mask: Node, yes: Node, no: Node): Node {
    if (mask.op === 'const') return mask.value !== 0 ? yes : no;
    return yes === no ? yes : this.#make('select', [mask, yes, no]);
  }

  lookup(table: string, x: Node): Node {
    return this.#make('lookup', [x], { name: table, key: table });
  }

  /** @param hand the dimensions at hand where the draw stands: each of their elements draws by itself. */
  draw(fn: Draw, stream: string, args: readonly Node[], hand: readonly string[]): Node {
    return this.#make('draw', args, {
      draw: fn,
      name: stream,
      dims: hand,
      key: `${fn} ${stream} ${hand.join()}`,
      varies: BY_STATE,
    });
  }

  reduce(fn: Exclude<Reduction, 'mean'>, over: readonly string[], body: Node): Node {
    return this.#make('reduce', [body], {
      reduction: fn,
      over,
      dims: body.dims.filter((dim) => !over.includes(dim)),
      key: `${fn} ${over.join()}`,
    });
  }

  network(name: string, over: string, body: Node): Node {
    return this.#make('network', [body], {
      name,
      over: [over],
      dims: this.sorted([...body.dims, over]),
      key: `${name} ${over}`,
    });
  }

  /** Other elements of a value: `index` for each of its dimensions. */
  pick(source: Node, index: readonly PickIndex[]): Node {
    const same = index.every((one, d) => 'loop' in one && one.loop === source.dims[d]);
    if (same) return source;
    const key = index.map((one) => ('loop' in one ? one.loop : one.element)).join();
    const dims = this.sorted(index.flatMap((one) => ('loop' in one ? [one.loop] : [])));
    return this.#make('pick', [source], { index, dims, key });
  }

  /** A value over dimensions, from a single value for each element. */
  assemble(parts: readonly Node[], dims: readonly string[]): Node {
    return this.#make('assemble', parts, { dims, key: dims.join() });
  }

  /** What a memory gives, from the place of its ring. */
  ringRead(name: string, place: Node, dims: readonly string[]): Node {
    return this.#make('ringRead', [place], { name, dims, key: name, varies: BY_STATE });
  }

  #folded(op: Op, args: readonly Node[]): number | undefined {
    return args.every((one) => one.op === 'const')
      ? fold(
          op,
          args.map((one) => one.value),
        )
      : undefined;
  }

  #make(
    op: Op,
    args: readonly Node[],
    given: Partial<Omit<Node, 'id' | 'op' | 'args'>> & { readonly key?: string } = {},
  ): Node {
    const { key = '', ...rest } = given;
    const full = `${op} ${args.map((one) => one.id).join()} ${key}`;
    const known = this.#known.get(full);
    if (known !== undefined) return known;
    const varies = args.reduce((all, one) => all | one.varies, 0);
    const node: Node = {
      id: this.#count++,
      op,
      args,
      dims: this.sorted(args.flatMap((one) => one.dims)),
      varies: rest.leaf === undefined ? varies : LEAF_VARIES[rest.leaf],
      isMask: MASKS.has(op),
      value: Number.NaN,
      name: '',
      over: [],
      index: [],
      isFormula: false,
      atLeast: op === 'const' ? (rest.value ?? Number.NEGATIVE_INFINITY) : leastOf(op, args),
      ...rangeOf(op, args),
      ...rest,
    };
    this.#known.set(full, node);
    return node;
  }
}
