import type { Expr, Index } from '../expr.js';
import { walk } from '../expr.js';
import type { Dimension, Variable } from '../model.js';
import type { Plumbing } from '../plumbing.js';

/** Why one node waits for another. */
export type EdgeKind =
  /** An equation uses another; a settlement at the start of a run uses the first value of its stock. */
  | 'uses'
  /** A settlement needs the rate of a flow that drains the stock. */
  | 'drains'
  /** It needs the rate of a flow that fills the stock. */
  | 'fills'
  /** It needs what the stock upstream lets flow. */
  | 'counts'
  /** A flow is known when the stock that it drains has been settled, */
  | 'cut'
  /** and, should it run backwards, when the stock that it fills has been. */
  | 'cutBack'
  /** An equation reads a flow that can be cut. */
  | 'reads';

export interface Edge {
  readonly kind: EdgeKind;
  readonly from: number;
  readonly to: number;
  /** Number of the pipe, of `fills`, `counts` and `cutBack`. */
  readonly pipe: number;
  /** Name of the flow, of `cut` and `reads`. */
  readonly flow: string;
}

/** What must be worked out, and what waits for what. */
export interface SettleGraph {
  /** Nodes from 0 on: equations, by name. */
  readonly equations: readonly string[];
  /** Nodes after them: settlements, by number of the slot. */
  readonly slots: readonly number[];
  /** Nodes after those stand for flows as they are read, once all that cuts them is settled. */
  readonly nodes: number;
  readonly edges: readonly Edge[];
}

/** What the graph is made from. */
export interface SettleSource {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly plumbing: Plumbing;
  /** What is worked out, each name once. */
  readonly equations: readonly string[];
  /** Floored slots that are settled. */
  readonly slots: readonly number[];
  /** The expressions that a name is worked out from. */
  expressionsOf(name: string): readonly Expr[];
}

export function graphOf(source: SettleSource): SettleGraph {
  return new EdgeMaker(source).graph();
}

class EdgeMaker {
  readonly #source: SettleSource;
  readonly #edges: Edge[] = [];
  readonly #equationAt: ReadonlyMap<string, number>;
  readonly #slotAt: ReadonlyMap<number, number>;
  readonly #pipesOf = new Map<string, number[]>();
  /** Nodes of flows as they are read, by flow and elements. */
  readonly #readAt = new Map<string, number>();
  #nodes: number;

  constructor(source: SettleSource) {
    this.#source = source;
    const { equations, slots, plumbing } = source;
    this.#equationAt = new Map(equations.map((name, node) => [name, node]));
    this.#slotAt = new Map(slots.map((slot, k) => [slot, equations.length + k]));
    this.#nodes = equations.length + slots.length;
    plumbing.pipes.forEach(({ flow }, number) => {
      const list = this.#pipesOf.get(flow);
      if (list === undefined) this.#pipesOf.set(flow, [number]);
      else list.push(number);
    });
  }

  graph(): SettleGraph {
    const { equations, slots } = this.#source;
    equations.forEach((name, node) => {
      for (const expr of this.#source.expressionsOf(name))
        walk(expr, (part) => {
          if (part.op === 'ref') this.#reads(node, part.name, part.index);
        });
    });
    for (const slot of slots) this.#needs(slot);
    return { equations, slots, nodes: this.#nodes, edges: this.#edges };
  }

  #add(kind: EdgeKind, from: number | undefined, to: number, more: Partial<Edge> = {}): void {
    if (from !== undefined) this.#edges.push({ kind, from, to, pipe: -1, flow: '', ...more });
  }

  #reads(reader: number, name: string, index: readonly Index[]): void {
    this.#add('uses', this.#equationAt.get(name), reader);
    const pipes = this.#pipesRead(name, index);
    const cuttable = pipes.filter((pipe) => this.#ends(pipe).some((node) => node !== undefined));
    if (cuttable.length > 0)
      this.#add('reads', this.#readNode(name, cuttable), reader, { flow: name });
  }

  /** The nodes of the slots that may cut a pipe: the one that it drains, and the one that it fills. */
  #ends(pipe: number): readonly [number | undefined, number | undefined] {
    const { from = -1, to = -1 } = this.#source.plumbing.pipes[pipe] ?? {};
    return [this.#slotAt.get(from), this.#slotAt.get(to)];
  }

  #readNode(flow: string, pipes: readonly number[]): number {
    const key = `${flow} ${pipes.length === this.#pipesOf.get(flow)?.length ? '' : pipes.join()}`;
    const found = this.#readAt.get(key);
    if (found !== undefined) return found;
    const node = this.#nodes++;
    this.#readAt.set(key, node);
    for (const pipe of pipes) {
      const [from, to] = this.#ends(pipe);
      this.#add('cut', from, node, { flow });
      this.#add('cutBack', to, node, { pipe, flow });
    }
    return node;
  }

  /** The pipes of a flow that a reference looks at: all, but for dimensions of which it picks an element. */
  #pipesRead(name: string, index: readonly Index[]): readonly number[] {
    const pipes = this.#pipesOf.get(name) ?? [];
    if (pipes.length === 0 || index.every((one) => 'loop' in one)) return pipes;
    const { variables, dimensions, plumbing } = this.#source;
    const dims = variables.get(name)?.dims ?? [];
    return pipes.filter((number) => {
      let rest = plumbing.pipes[number]?.element ?? 0;
      return [...dims].reverse().every((dim, back) => {
        const size = dimensions.get(dim)?.elements.length ?? 1;
        const at = rest % size;
        rest = Math.floor(rest / size);
        const one = index[dims.length - 1 - back];
        return one === undefined || 'loop' in one || one.element === at;
      });
    });
  }

  /** What a settlement waits for. */
  #needs(number: number): void {
    const { plumbing } = this.#source;
    const slot = plumbing.slots[number];
    const node = this.#slotAt.get(number);
    if (slot === undefined || node === undefined) return;
    this.#add('uses', this.#equationAt.get(slot.stock.name), node);
    for (const pipe of slot.outflows)
      this.#add('drains', this.#equationAt.get(plumbing.pipes[pipe]?.flow ?? ''), node, { pipe });
    for (const pipe of slot.inflows) {
      const { flow = '', from = -1 } = plumbing.pipes[pipe] ?? {};
      this.#add('fills', this.#equationAt.get(flow), node, { pipe });
      this.#add('counts', this.#slotAt.get(from), node, { pipe });
    }
  }
}
