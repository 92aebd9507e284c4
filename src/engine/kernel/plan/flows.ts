import type { Model, Stock } from '../../../model/model.js';
import type { Plumbing, Slot as StockElement } from '../../../model/plumbing.js';
import type { Settling } from '../../../model/settle/settling.js';
import type { Graph } from '../graph/graph.js';
import type { Node } from '../graph/node.js';
import type { NodeLedger } from './ledger.js';
import type { Regularity } from './regular.js';
import { regularity } from './regular.js';

/** Values by name of flow; over the dimensions of the flow. */
export type ByFlow = ReadonlyMap<string, Node>;

/** Builds what flows do to stocks: the same sums, in the same order, as the reference's `limits.ts`. */
export class FlowNodes {
  readonly model: Model;
  readonly graph: Graph;
  readonly dt: number;
  readonly settling: Settling;
  readonly regular: Regularity;

  constructor(model: Model, graph: Graph, dt: number, settling: Settling) {
    this.model = model;
    this.graph = graph;
    this.dt = dt;
    this.settling = settling;
    this.regular = regularity(model, settling);
  }

  get #plumbing(): Plumbing {
    return this.settling.plumbing;
  }

  /** Names of the flows that meet a stock. */
  get names(): readonly string[] {
    return [...new Set(this.#plumbing.pipes.map((pipe) => pipe.flow))];
  }

  /** A stock after `time` at the given rates, which the ledger has cut. */
  moved(stock: Stock, rates: ByFlow, time: Node, ledger: NodeLedger): Node {
    const { graph } = this;
    const state = graph.leaf('state', stock.name, stock.dims);
    const base = this.#plumbing.slots.findIndex((one) => one.stock.name === stock.name);
    if (this.regular.plain.has(stock.name) && !this.regular.single.has(stock.name)) {
      const rateOf = ({ flow }: { readonly flow: string }) => rates.get(flow) ?? graph.number(0);
      const next = this.#next(state, stock.inflows.map(rateOf), stock.outflows.map(rateOf), time);
      return ledger.held(stock, base, { state, next, rates, time });
    }
    const parts = Array.from({ length: stock.size }, (_, element) => {
      const slot: StockElement | undefined = this.#plumbing.slots[base + element];
      const own = this.at(state, stock.dims, element);
      const rateOf = (number: number) => this.rateOf(rates, number);
      const next = this.#next(
        own,
        (slot?.inflows ?? []).map(rateOf),
        (slot?.outflows ?? []).map(rateOf),
        time,
      );
      return ledger.held(stock, base + element, { state: own, next, rates, time });
    });
    return graph.assemble(parts, stock.dims);
  }

  #next(state: Node, inflows: readonly Node[], outflows: readonly Node[], time: Node): Node {
    const { graph } = this;
    const [first, ...others] = inflows;
    let change = first && others.reduce((sum, rate) => graph.arithmetic('add', sum, rate), first);
    for (const rate of outflows) {
      change =
        change === undefined
          ? graph.arithmetic('neg', rate)
          : graph.arithmetic('sub', change, rate);
    }
    if (change === undefined) return state;
    return graph.arithmetic('add', state, graph.arithmetic('mul', time, change));
  }

  /** The rate of one pipe. */
  rateOf(rates: ByFlow, number: number): Node {
    const { flow = '', element = 0 } = this.#plumbing.pipes[number] ?? {};
    const rate = rates.get(flow) ?? this.graph.number(0);
    return this.at(rate, this.model.variables.get(flow)?.dims ?? [], element);
  }

  /** One element of a value over `dims`, of which the value may vary over some only. */
  at(node: Node, dims: readonly string[], element: number): Node {
    const position = new Map<string, number>();
    let rest = element;
    for (const dim of [...dims].reverse()) {
      const size = this.graph.sizeOf(dim);
      position.set(dim, rest % size);
      rest = Math.floor(rest / size);
    }
    return this.graph.pick(
      node,
      node.dims.map((dim) => ({ element: position.get(dim) ?? 0 })),
    );
  }
}
