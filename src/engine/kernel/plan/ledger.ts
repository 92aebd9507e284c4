import type { Stock } from '../../../model/model.js';
import type { Part, Settlement } from '../../../model/settle/settling.js';
import { NOTHING_LEFT } from '../../reference/limits.js';
import type { Graph } from '../graph/graph.js';
import type { Node } from '../graph/node.js';
import type { ByFlow, FlowNodes } from './flows.js';
import type { FlowPart } from './regular.js';

/** A flow at what is settled. */
interface End<K> extends Omit<Part, 'pipe'> {
  readonly key: K;
  readonly rate: Node;
}

/** What is known of a stock, or of an element of one, while its flows are settled. */
interface Account {
  /** What can still be drained, per unit of time. */
  readonly left: Node;
  /** Whether all there was has been drained; undefined where nothing drains it. */
  readonly isDry: Node | undefined;
  /** Whether `left` is 0 wherever all there was has been drained. */
  readonly isSimple: boolean;
}

/** What floored stocks have left while flows are cut one after the other: as `Ledger` of the reference, in nodes. */
export class NodeLedger {
  readonly #flows: FlowNodes;
  readonly #graph: Graph;
  readonly #stateOf: (stock: Stock) => Node;
  /** By name of the stock, or number of the slot. */
  readonly #accounts = new Map<string | number, Account>();
  readonly #shares = new Map<string, Node>();
  readonly #pipeShares = new Map<number, Node>();
  #cuts: Node[] = [];

  /** @param stateOf what a stock holds at the start of the step. */
  constructor(flows: FlowNodes, stateOf: (stock: Stock) => Node) {
    this.#flows = flows;
    this.#graph = flows.graph;
    this.#stateOf = stateOf;
  }

  /** The share of each flow that has been let through; flows that no floor has cut so far are not in it. */
  get shares(): ByFlow {
    return this.#shares;
  }

  /**
   * Cuts the flows of a round.
   * @param rates as asked for.
   * @returns whether anything was cut; undefined where nothing can be.
   */
  settle(round: number, rates: ByFlow): Node | undefined {
    this.#cuts = [];
    const touched = new Set<string>();
    for (const unit of this.#flows.regular.rounds[round] ?? []) {
      if (unit.kind === 'alike') this.#settleAlike(unit.stock, unit.parts, rates);
      else for (const flow of this.#settleOne(unit.settlement, rates)) touched.add(flow);
    }
    const { settling, model } = this.#flows;
    for (const flow of touched) {
      const { dims = [], size = 1 } = model.variables.get(flow) ?? {};
      const list = Array.from({ length: size }, (): Node => this.#graph.number(1));
      settling.plumbing.pipes.forEach((pipe, number) => {
        const share = this.#pipeShares.get(number);
        if (pipe.flow === flow && share !== undefined) list[pipe.element] = share;
      });
      this.#shares.set(flow, this.#graph.assemble(list, dims));
    }
    const [first, ...others] = this.#cuts;
    return first && others.reduce((a, b) => this.#graph.logic('or', a, b), first);
  }

  #settleAlike(stock: Stock, parts: readonly FlowPart[], rates: ByFlow): void {
    const ends = parts.map(({ flow, ...part }) => ({
      ...part,
      key: flow,
      rate: rates.get(flow) ?? this.#graph.number(0),
    }));
    const state = this.#stateOf(stock);
    this.#settle(stock.name, { state, floor: stock.floor ?? 0, ends, shares: this.#shares });
  }

  /** @returns the flows of its ends. */
  #settleOne({ slot, parts }: Settlement, rates: ByFlow): readonly string[] {
    const { plumbing } = this.#flows.settling;
    const at = plumbing.slots[slot];
    if (at === undefined) return [];
    const ends = parts.map(({ pipe, ...part }) => ({
      ...part,
      key: pipe,
      rate: this.#flows.rateOf(rates, pipe),
    }));
    const { stock, element } = at;
    const state = this.#flows.at(this.#stateOf(stock), stock.dims, element);
    this.#settle(slot, { state, floor: stock.floor ?? 0, ends, shares: this.#pipeShares });
    return parts.map(({ pipe }) => plumbing.pipes[pipe]?.flow ?? '');
  }

  /** What `settle` of the reference does. */
  #settle<K>(
    key: string | number,
    {
      state,
      floor,
      ends,
      shares,
    }: {
      readonly state: Node;
      readonly floor: number;
      readonly ends: readonly End<K>[];
      readonly shares: Map<K, Node>;
    },
  ): void {
    const graph = this.#graph;
    const zero = graph.number(0);
    const one = graph.number(1);
    const before = this.#accounts.get(key);
    const above = graph.arithmetic('sub', state, graph.number(floor));
    let available = before?.left ?? graph.arithmetic('div', above, graph.number(this.#flows.dt));
    let drain: Node | undefined;
    for (const end of ends) {
      // Against its direction, a flow drains what it is said to fill.
      const forward = this.#forward(end.rate);
      const backward = this.#backward(end.rate);
      const drains = end.out ? forward : backward;
      if (end.drains) drain = drain === undefined ? drains : graph.arithmetic('add', drain, drains);
      if (!end.counts) continue;
      const fills = end.out
        ? backward
        : graph.arithmetic('mul', forward, shares.get(end.key) ?? one);
      available = graph.arithmetic('add', available, fills);
    }
    if (drain === undefined) {
      this.#accounts.set(key, { left: available, isDry: before?.isDry, isSimple: false });
      return;
    }
    const more = graph.compare('gt', drain, available);
    const cut = graph.logic('and', more, graph.compare('ne', drain, zero));
    this.#note(cut);
    this.#accounts.set(key, this.#accountOf(before, available, drain, cut));
    const share = graph.arithmetic('div', graph.arithmetic('max', available, zero), drain);
    for (const { key: flow, rate, out, drains } of ends) {
      if (!drains) continue;
      const here = graph.logic('and', cut, graph.compare(out ? 'gt' : 'lt', rate, zero));
      shares.set(flow, graph.select(here, share, shares.get(flow) ?? one));
    }
  }

  #forward(rate: Node): Node {
    return this.#graph.arithmetic('max', rate, this.#graph.number(0));
  }

  #backward(rate: Node): Node {
    return this.#forward(this.#graph.arithmetic('neg', rate));
  }

  #accountOf(before: Account | undefined, available: Node, drain: Node, cut: Node): Account {
    const graph = this.#graph;
    const zero = graph.number(0);
    const left = graph.arithmetic('sub', available, drain);
    const nothing = graph.arithmetic('mul', available, graph.number(NOTHING_LEFT));
    const takesAll = [
      graph.compare('gt', drain, zero),
      graph.compare('ge', available, zero),
      graph.compare('le', left, nothing),
    ].reduce((a, b) => graph.logic('and', a, b));
    return {
      left: graph.select(takesAll, zero, graph.select(cut, available, left)),
      isDry: before?.isDry === undefined ? takesAll : graph.logic('or', before.isDry, takesAll),
      isSimple: before === undefined,
    };
  }

  /** Notes where something was cut. */
  #note(mask: Node): void {
    const graph = this.#graph;
    const { dims } = mask;
    this.#cuts.push(
      dims.length === 0 ? mask : graph.isTrue(graph.reduce('max', dims, graph.truth(mask))),
    );
  }

  /** What a slot holds, given what its flows leave it: never less than its floor, and exactly that once it is dry. */
  held(stock: Stock, slot: number, held: HeldStock): Node {
    const { state, next, rates, time } = held;
    const graph = this.#graph;
    if (stock.floor === undefined || next === state) return next;
    // Only rounding can still reach below a floor.
    const floor = graph.number(stock.floor);
    const above = graph.arithmetic('max', next, floor);
    const usual = graph.select(graph.compare('ge', state, floor), above, next);
    const account = this.#accounts.get(
      this.#flows.regular.single.has(stock.name) ? slot : stock.name,
    );
    if (account?.isDry === undefined) return usual;
    const dt = graph.number(this.#flows.dt);
    const isWhole = time.op === 'const' ? undefined : graph.compare('eq', time, dt);
    const isDry =
      isWhole === undefined ? account.isDry : graph.logic('and', account.isDry, isWhole);
    return graph.select(isDry, this.#dry(slot, floor, account, rates), usual);
  }

  /** The floor, exactly, and what did not count. */
  #dry(slot: number, floor: Node, account: Account, rates: ByFlow): Node {
    const graph = this.#graph;
    const { settling, regular } = this.#flows;
    const at = settling.plumbing.slots[slot];
    let left: Node | undefined = account.isSimple ? undefined : account.left;
    for (const { pipe, out } of settling.uncounted.get(slot) ?? []) {
      const flow = settling.plumbing.pipes[pipe]?.flow ?? '';
      const rate = regular.single.has(at?.stock.name ?? '')
        ? this.#flows.rateOf(rates, pipe)
        : (rates.get(flow) ?? graph.number(0));
      const fills = out ? this.#backward(rate) : this.#forward(rate);
      left = left === undefined ? fills : graph.arithmetic('add', left, fills);
    }
    if (left === undefined) return floor;
    const more = graph.arithmetic('mul', graph.number(this.#flows.dt), left);
    return graph.arithmetic('add', floor, more);
  }
}

/** A stock, or an element of one, before a step and after it. */
export interface HeldStock {
  readonly state: Node;
  /** As its flows leave it, before floors are looked at. */
  readonly next: Node;
  readonly rates: ByFlow;
  readonly time: Node;
}
