import type { Model, Stock } from '../../../model/model.js';
import { settlingOf, startOf } from '../../../model/settle/index.js';
import type { Environment, NodeBuilder } from '../graph/build.js';
import type { Graph } from '../graph/graph.js';
import type { Node } from '../graph/node.js';
import type { ByFlow } from './flows.js';
import { FlowNodes } from './flows.js';
import { NodeLedger } from './ledger.js';
import type { Ring } from './rings.js';
import { placeOf } from './rings.js';

/** What was worked out in a step, with its flows cut. */
export interface Worked {
  /** Equations as they stand before their own flows are cut. */
  readonly asked: ReadonlyMap<string, Node>;
  readonly env: Environment;
  readonly ledger: NodeLedger;
  /** Whether anything was cut; undefined where nothing can be. */
  readonly cut: Node | undefined;
}

/** Values by name of variable. */
export type ByName = (name: string) => Node;

/** What the names of a model stand for at the start of a run, and within a step. */
export class ModelValues {
  readonly #model: Model;
  readonly #graph: Graph;
  readonly #builder: NodeBuilder;
  readonly #dt: number;
  readonly flows: FlowNodes;
  /** Known once the first values are. */
  rings: readonly Ring[] = [];

  constructor(model: Model, graph: Graph, builder: NodeBuilder, dt: number) {
    this.#model = model;
    this.#graph = graph;
    this.#builder = builder;
    this.#dt = dt;
    this.flows = new FlowNodes(model, graph, dt, settlingOf(model));
  }

  /**
   * First values, and the flows that they see: as much as the floors let flow.
   * @param onValue told of each value, in order.
   */
  firstValues(onValue: (node: Node) => void): Environment {
    const start = startOf(this.#model);
    const asked = new Map<string, Node>();
    const values = new Map<string, Node>();
    const env = this.#environment((name) => values.get(name));
    const flows = new FlowNodes(this.#model, this.#graph, this.#dt, start);
    const ledger = new NodeLedger(flows, (stock) => env(stock.name));
    start.rounds.forEach(({ equations }, round) => {
      for (const name of equations) {
        const one = this.#model.variables.get(name);
        if (one === undefined || !('initial' in one || 'equation' in one)) continue;
        const expr = 'initial' in one ? one.initial : one.equation;
        const sees = start.asked.get(name);
        const own: Environment = (used) =>
          (sees?.has(used) ? asked.get(used) : undefined) ?? env(used);
        const node = this.formula(this.#builder.build(expr, one.dims, own));
        asked.set(name, node);
        values.set(name, node);
        onValue(node);
      }
      ledger.settle(round, asked);
      this.cut(values, asked, ledger.shares);
    });
    return env;
  }

  /** Marks a node as the value of a variable: it is checked, so what follows may take it for finite. */
  formula(node: Node): Node {
    // Some are finite whenever the variables that they use are.
    if (node.op === 'const' || !(node.mayBeInfinite || node.mayBeNaN)) return node;
    node.isFormula = true;
    node.mayBeInfinite = false;
    node.mayBeNaN = false;
    return node;
  }

  /** Names that stand for the same at all times of a run; the others are looked up. */
  #environment(own: (name: string) => Node | undefined): Environment {
    return (name) => {
      const found = own(name);
      if (found !== undefined) return found;
      const one = this.#model.variables.get(name);
      if (one?.kind === 'parameter') return this.#graph.leaf('parameter', name, one.dims);
      if (one?.kind === 'input' || one?.kind === 'lever')
        return this.#graph.leaf('series', name, one.dims);
      throw new Error(`${name} is used before it is worked out`);
    };
  }

  /** Works equations out, round by round, and cuts the flows of each round. */
  work(stocks: 'state' | 'stage'): Worked {
    const values = new Map<string, Node>();
    const asked = new Map<string, Node>();
    const env = this.#during(stocks, values);
    const ledger = this.newLedger();
    let isCut: Node | undefined;
    this.flows.settling.rounds.forEach(({ equations }, round) => {
      for (const name of equations) asked.set(name, this.#equation(name, env, values));
      isCut = this.either(isCut, ledger.settle(round, asked));
      this.cut(values, asked, ledger.shares);
    });
    return { asked, env, ledger, cut: isCut };
  }

  /** Whether one of two holds, of which either may be out of the question. */
  either(a: Node | undefined, b: Node | undefined): Node | undefined {
    return a === undefined || b === undefined ? (a ?? b) : this.#graph.logic('or', a, b);
  }

  newLedger(): NodeLedger {
    const stateOf = ({ name, dims }: Stock) => this.#graph.leaf('state', name, dims);
    return new NodeLedger(this.flows, stateOf);
  }

  #equation(name: string, env: Environment, values: Map<string, Node>): Node {
    const one = this.#model.variables.get(name);
    if (one?.kind !== 'flow' && one?.kind !== 'auxiliary') throw new Error(`no equation ${name}`);
    const node = this.formula(this.#builder.build(one.equation, one.dims, env));
    values.set(name, node);
    return node;
  }

  /** Lets names of flows stand for what flows of them. */
  cut(values: Map<string, Node>, asked: ReadonlyMap<string, Node>, shares: ByFlow): void {
    for (const [flow, share] of shares) {
      const rate = asked.get(flow);
      if (rate === undefined || (share.op === 'const' && share.value === 1)) continue;
      values.set(flow, this.formula(this.#graph.arithmetic('mul', rate, share)));
    }
  }

  /** What names stand for within a step. */
  #during(stocks: 'state' | 'stage', values: ReadonlyMap<string, Node>): Environment {
    return this.#environment((name) => {
      const found = values.get(name);
      if (found !== undefined) return found;
      const one = this.#model.variables.get(name);
      if (one?.kind === 'stock') return this.#graph.leaf(stocks, name, one.dims);
      return one?.kind === 'memory' ? this.#past(name) : undefined;
    });
  }

  /**
   * The first rounds once more, with flows cut by known shares. What could be worked out before anything was cut is
   * not worked out anew.
   * @param early what it is.
   */
  again(
    stocks: 'state' | 'stage',
    early: ByName,
    shares: ByFlow,
    rounds: number,
    wanted: ReadonlySet<string> = new Set(this.#model.order),
  ): Environment {
    const values = new Map<string, Node>();
    const asked = new Map<string, Node>();
    const env = this.#during(stocks, values);
    this.flows.settling.rounds.slice(0, rounds).forEach(({ equations }, round) => {
      for (const name of equations) {
        if (!wanted.has(name)) continue;
        const node = round === 0 ? early(name) : this.#equation(name, env, values);
        asked.set(name, node);
        values.set(name, node);
      }
      this.cut(values, asked, shares);
    });
    return env;
  }

  #past(name: string): Node {
    const graph = this.#graph;
    const ring = this.rings.find((one) => one.memory.name === name);
    const dims = ring?.memory.dims ?? [];
    if (ring?.places === undefined) return graph.leaf('memory', name, dims);
    const places = graph.leaf('places', name, ring.places.dims);
    return graph.ringRead(name, placeOf(graph, places, 'now'), dims);
  }

  /** The rates of all flows that meet a stock. */
  ratesIn(env: Environment): Map<string, Node> {
    return new Map(this.flows.names.map((flow) => [flow, env(flow)]));
  }
}
