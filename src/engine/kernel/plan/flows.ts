import type { Model, Stock } from '../../../model/model.js';
import type { Pipe, Plumbing } from '../../reference/limits.js';
import { plumbingOf } from '../../reference/limits.js';
import type { Graph } from '../graph/graph.js';
import type { Node } from '../graph/node.js';
import type { Regularity, SettledStock } from './regular.js';
import { regularity } from './regular.js';

/** Values by name of flow; over the dimensions of the flow. */
export type ByFlow = ReadonlyMap<string, Node>;

/** The share of each flow that floors let through, and whether anything was cut (undefined: nothing can be). */
export interface Limits {
  readonly shares: ByFlow;
  readonly cut: Node | undefined;
}

/** A flow at a stock. */
interface End<K> {
  readonly key: K;
  readonly rate: Node;
  readonly out: boolean;
  /** Whether what it brings can be drained at once. */
  readonly counts: boolean;
}

/** Builds what flows do to stocks: the same sums, in the same order, as the reference's `run.ts` and `limits.ts`. */
export class FlowNodes {
  readonly #model: Model;
  readonly #graph: Graph;
  readonly #dt: number;
  readonly #plumbing: Plumbing;
  readonly #regular: Regularity;

  constructor(model: Model, graph: Graph, dt: number) {
    this.#model = model;
    this.#graph = graph;
    this.#dt = dt;
    this.#plumbing = plumbingOf(model);
    this.#regular = regularity(model, this.#plumbing);
  }

  /** Names of the flows that meet a stock. */
  get names(): readonly string[] {
    return [...new Set(this.#plumbing.pipes.map((pipe) => pipe.flow))];
  }

  /** A stock after `time` at the given rates. */
  moved(stock: Stock, rates: ByFlow, time: Node): Node {
    const graph = this.#graph;
    const state = graph.leaf('state', stock.name, stock.dims);
    if (this.#regular.plain.has(stock.name)) {
      const rateOf = ({ flow }: { readonly flow: string }) => rates.get(flow) ?? graph.number(0);
      return this.#next(stock, state, stock.inflows.map(rateOf), stock.outflows.map(rateOf), time);
    }
    const base = this.#plumbing.slots.findIndex((one) => one.stock.name === stock.name);
    const parts = Array.from({ length: stock.size }, (_, element) => {
      const slot = this.#plumbing.slots[base + element];
      const rateOf = (number: number) => this.#rateOf(rates, number);
      return this.#next(
        stock,
        this.#at(state, stock.dims, element),
        (slot?.inflows ?? []).map(rateOf),
        (slot?.outflows ?? []).map(rateOf),
        time,
      );
    });
    return graph.assemble(parts, stock.dims);
  }

  #next(
    stock: Stock,
    state: Node,
    inflows: readonly Node[],
    outflows: readonly Node[],
    time: Node,
  ): Node {
    const graph = this.#graph;
    const [first, ...others] = inflows;
    let change = first && others.reduce((sum, rate) => graph.arithmetic('add', sum, rate), first);
    for (const rate of outflows) {
      change =
        change === undefined
          ? graph.arithmetic('neg', rate)
          : graph.arithmetic('sub', change, rate);
    }
    if (change === undefined) return state;
    const next = graph.arithmetic('add', state, graph.arithmetic('mul', time, change));
    if (stock.floor === undefined) return next;
    // Only rounding, and the stages of Runge-Kutta, can still reach below a floor.
    const floor = graph.number(stock.floor);
    const held = graph.arithmetic('max', next, floor);
    return graph.select(graph.compare('ge', state, floor), held, next);
  }

  /** How far rates must be cut so that no floored stock falls below its floor in a step. */
  limits(rates: ByFlow): Limits {
    const shares = new Map<string, Node>();
    const cuts: Node[] = [];
    for (const group of this.#regular.groups)
      for (const settled of group) this.#limitAlike(settled, rates, shares, cuts);
    if (this.#regular.single.length > 0) this.#limitSingly(rates, shares, cuts);
    const [first, ...rest] = cuts.map((one) => this.#anywhere(one));
    if (first === undefined) return { shares, cut: undefined };
    return { shares, cut: rest.reduce((a, b) => this.#graph.logic('or', a, b), first) };
  }

  #anywhere(mask: Node): Node {
    const graph = this.#graph;
    if (mask.dims.length === 0) return mask;
    return graph.isTrue(graph.reduce('max', mask.dims, graph.truth(mask)));
  }

  #limitAlike(settled: SettledStock, rates: ByFlow, shares: Map<string, Node>, cuts: Node[]): void {
    const graph = this.#graph;
    const { stock, counted, countedBackwards } = settled;
    const end =
      (out: boolean, counts: ReadonlySet<string>) => (link: { readonly flow: string }) => ({
        key: link.flow,
        rate: rates.get(link.flow) ?? graph.number(0),
        out,
        counts: counts.has(link.flow),
      });
    const ends = [
      ...stock.inflows.map(end(false, counted)),
      ...stock.outflows.map(end(true, countedBackwards)),
    ];
    const state = graph.leaf('state', stock.name, stock.dims);
    this.#settle(state, stock.floor ?? 0, ends, shares, cuts);
  }

  #limitSingly(rates: ByFlow, shares: Map<string, Node>, cuts: Node[]): void {
    const { pipes, slots } = this.#plumbing;
    const parts = new Map<number, Node>();
    for (const one of this.#regular.single) {
      const at = slots[one.slot];
      if (at === undefined) continue;
      const end = (out: boolean, counts: ReadonlySet<number>) => (number: number) => ({
        key: number,
        rate: this.#rateOf(rates, number),
        out,
        counts: counts.has(number),
      });
      const ends = [
        ...one.inflows.map(end(false, one.counted)),
        ...one.outflows.map(end(true, one.countedBackwards)),
      ];
      const { stock, element } = at;
      const state = this.#at(
        this.#graph.leaf('state', stock.name, stock.dims),
        stock.dims,
        element,
      );
      this.#settle(state, one.floor, ends, parts, cuts);
    }
    const touched = new Set([...parts.keys()].map((number) => pipes[number]?.flow ?? ''));
    for (const flow of touched) {
      const { dims = [], size = 1 } = this.#model.variables.get(flow) ?? {};
      const list = Array.from({ length: size }, (_, element) => {
        const number = pipes.findIndex((one) => one.flow === flow && one.element === element);
        return parts.get(number) ?? this.#graph.number(1);
      });
      shares.set(flow, this.#graph.assemble(list, dims));
    }
  }

  /** What `limitFlows` does at one stock. */
  #settle<K>(
    state: Node,
    floor: number,
    ends: readonly End<K>[],
    shares: Map<K, Node>,
    cuts: Node[],
  ): void {
    const graph = this.#graph;
    const zero = graph.number(0);
    if (ends.length === 0) return;
    const above = graph.arithmetic('sub', state, graph.number(floor));
    let available = graph.arithmetic('div', above, graph.number(this.#dt));
    let drain: Node = zero;
    for (const { key, rate, out, counts } of ends) {
      // Against its direction, a flow drains what it is said to fill.
      const forward = graph.arithmetic('max', rate, zero);
      const backward = graph.arithmetic('max', graph.arithmetic('neg', rate), zero);
      const drains = out ? forward : backward;
      drain = drain === zero ? drains : graph.arithmetic('add', drain, drains);
      if (!counts) continue;
      const fills = out
        ? backward
        : graph.arithmetic('mul', forward, shares.get(key) ?? graph.number(1));
      available = graph.arithmetic('add', available, fills);
    }
    const short = graph.logic('not', graph.compare('le', drain, available));
    const cut = graph.logic('and', short, graph.compare('ne', drain, zero));
    cuts.push(cut);
    const share = graph.arithmetic('div', graph.arithmetic('max', available, zero), drain);
    for (const { key, rate, out } of ends) {
      const drains = graph.compare(out ? 'gt' : 'lt', rate, zero);
      const here = graph.logic('and', cut, drains);
      shares.set(key, graph.select(here, share, shares.get(key) ?? graph.number(1)));
    }
  }

  #rateOf(rates: ByFlow, number: number): Node {
    const { flow, element } = this.#plumbing.pipes[number] as Pipe;
    const rate = rates.get(flow) ?? this.#graph.number(0);
    return this.#at(rate, this.#model.variables.get(flow)?.dims ?? [], element);
  }

  /** One element of a value over `dims`, of which the value may vary over some only. */
  #at(node: Node, dims: readonly string[], element: number): Node {
    const position = new Map<string, number>();
    let rest = element;
    for (const dim of [...dims].reverse()) {
      const size = this.#graph.sizeOf(dim);
      position.set(dim, rest % size);
      rest = Math.floor(rest / size);
    }
    return this.#graph.pick(
      node,
      node.dims.map((dim) => ({ element: position.get(dim) ?? 0 })),
    );
  }
}
