import { walk } from '../../../model/expr.js';
import type { Metric, Model } from '../../../model/model.js';
import { yearsIn } from '../../../model/time-units.js';
import type { Environment } from '../graph/build.js';
import { NodeBuilder } from '../graph/build.js';
import { Graph } from '../graph/graph.js';
import type { Node } from '../graph/node.js';
import type { ByFlow } from './flows.js';
import { FlowNodes } from './flows.js';
import type { Ring } from './rings.js';
import { memoriesOf, placeOf, ringOf } from './rings.js';
import type { Sink } from './segment.js';
import type { Slot } from './slot.js';
import { newSlot } from './slot.js';

/** What decides how a model compiles; requests that agree in it share a module. */
export interface Shape {
  readonly dt: number;
  readonly stepsPerReport: number;
  readonly reports: number;
  readonly steps: number;
  readonly method: 'euler' | 'rk4';
  readonly metrics: readonly Metric[];
  readonly outputs: readonly string[];
}

/** What the pieces of a run leave behind, before it is decided where anything stands. */
export interface ModelPlan {
  readonly graph: Graph;
  /** Once a run. */
  readonly start: readonly Sink[];
  /** Each stage of a step of Runge-Kutta; empty for Euler. */
  readonly stage: readonly Sink[];
  /** Then, when floors cut flows that sums gather: the shares that flow, and each stage again with them. */
  readonly settle: readonly Sink[];
  readonly replay: readonly Sink[];
  /** Each step. */
  readonly step: readonly Sink[];
  readonly report: readonly Sink[];
  readonly rings: readonly Ring[];
  /** Arrays that the plan itself names, by `kind name` of the leaf that reads them. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Numbers of the metrics that are summed over steps. */
  readonly sums: readonly number[];
  /** Variables written out at reports: what is asked for, and what metrics look at. */
  readonly reported: readonly string[];
}

/** Plans the pieces of a run of a model. */
export function planModel(model: Model, shape: Shape): ModelPlan {
  return new Planner(model, shape).plan();
}

/** The name of a leaf's array. */
export function slotName(kind: string, name: string): string {
  return `${kind} ${name}`;
}

class Planner {
  readonly #model: Model;
  readonly #shape: Shape;
  readonly #graph: Graph;
  readonly #builder: NodeBuilder;
  readonly #flows: FlowNodes;
  readonly #slots = new Map<string, Slot>();
  readonly #start: Sink[] = [];
  readonly #stage: Sink[] = [];
  readonly #settle: Sink[] = [];
  readonly #replay: Sink[] = [];
  readonly #step: Sink[] = [];
  #rings: readonly Ring[] = [];

  constructor(model: Model, shape: Shape) {
    this.#model = model;
    this.#shape = shape;
    this.#graph = new Graph(model.dimensions);
    this.#builder = new NodeBuilder(model, this.#graph, shape.dt);
    this.#flows = new FlowNodes(model, this.#graph, shape.dt);
  }

  plan(): ModelPlan {
    const { metrics, outputs, method } = this.#shape;
    this.#planStart();
    const during = this.#during(method === 'euler' ? 'state' : 'stage');
    const { after, sums } =
      method === 'euler' ? this.#eulerStep(during) : this.#rungeKuttaStep(during);
    for (const ring of this.#rings) this.#remember(ring, after);
    this.#gather(sums);
    const looked = metrics.filter((metric) => !isSum(metric));
    const reported = [...new Set([...outputs, ...looked.map((one) => one.variable)])];
    const report = reported.flatMap((variable): Sink[] => {
      const dims = this.#model.variables.get(variable)?.dims;
      return dims === undefined ? [] : [{ kind: 'report', node: after(variable), dims, variable }];
    });
    return {
      graph: this.#graph,
      start: this.#start,
      stage: this.#stage,
      settle: this.#settle,
      replay: this.#replay,
      step: this.#step,
      report,
      rings: this.#rings,
      slots: this.#slots,
      sums: metrics.flatMap((metric, index) => (isSum(metric) ? [index] : [])),
      reported,
    };
  }

  // --- the start of a run

  #planStart(): void {
    const { variables, initialOrder } = this.#model;
    const values = new Map<string, Node>();
    const env = this.#environment((name) => values.get(name));
    for (const name of initialOrder) {
      const one = variables.get(name);
      if (one === undefined || one.kind === 'parameter' || one.kind === 'input') continue;
      if (one.kind === 'lever') continue;
      const expr = one.kind === 'stock' || one.kind === 'memory' ? one.initial : one.equation;
      const node = this.#formula(this.#builder.build(expr, one.dims, env));
      values.set(name, node);
      this.#start.push({ kind: 'check', node, dims: node.dims, onlyTaken: false });
    }
    for (const one of variables.values()) {
      if (one.kind !== 'stock') continue;
      const slot = this.#slot('state', one.name, one.dims, 'state');
      this.#start.push({ kind: 'store', node: env(one.name), dims: one.dims, slot });
    }
    this.#rings = memoriesOf(this.#model).map((memory) => {
      const ring = ringOf(memory, this.#builder, this.#graph, this.#shape.dt, env);
      const slot = this.#slot('first', memory.name, memory.dims, 'fixed');
      this.#start.push({ kind: 'store', node: env(memory.name), dims: memory.dims, slot });
      if (ring.places !== undefined && ring.verdict !== undefined) {
        const places = this.#slot('places', memory.name, ring.places.dims, 'fixed');
        this.#start.push({ kind: 'store', node: ring.places, dims: places.dims, slot: places });
        const { verdict } = ring;
        this.#start.push({ kind: 'check', node: verdict, dims: verdict.dims, onlyTaken: false });
      }
      return ring;
    });
  }

  #slot(kind: string, name: string, dims: readonly string[], base: Slot['base']): Slot {
    const key = slotName(kind, name);
    let slot = this.#slots.get(key);
    if (slot === undefined) {
      slot = newSlot(base, dims, this.#graph.count(dims));
      this.#slots.set(key, slot);
    }
    return slot;
  }

  /** Marks a node as the value of a variable: it is checked, so what follows may take it for finite. */
  #formula(node: Node): Node {
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

  // --- within a step

  /** What names stand for while equations are worked out. */
  #during(stocks: 'state' | 'stage'): Environment {
    const values = new Map<string, Node>();
    const env = this.#environment((name) => {
      const found = values.get(name);
      if (found !== undefined) return found;
      const one = this.#model.variables.get(name);
      if (one?.kind === 'stock') return this.#graph.leaf(stocks, name, one.dims);
      if (one?.kind === 'memory') return this.#past(name);
      return undefined;
    });
    for (const name of this.#model.order) {
      const one = this.#model.variables.get(name);
      if (one?.kind !== 'flow' && one?.kind !== 'auxiliary') continue;
      values.set(name, this.#formula(this.#builder.build(one.equation, one.dims, env)));
    }
    return env;
  }

  #past(name: string): Node {
    const graph = this.#graph;
    const ring = this.#rings.find((one) => one.memory.name === name);
    const dims = ring?.memory.dims ?? [];
    if (ring?.places === undefined) return graph.leaf('memory', name, dims);
    const places = graph.leaf('places', name, ring.places.dims);
    return graph.ringRead(name, placeOf(graph, places, 'now'), dims);
  }

  #remember(ring: Ring, after: Environment): void {
    const { memory } = ring;
    const graph = this.#graph;
    const node = this.#formula(this.#builder.build(memory.input, memory.dims, after));
    this.#step.push({ kind: 'check', node, dims: node.dims, onlyTaken: true });
    if (ring.places === undefined) {
      const slot = newSlot(`write ${memory.name}`, memory.dims, graph.count(memory.dims));
      slot.address = 0;
      this.#step.push({ kind: 'store', node, dims: memory.dims, slot });
      return;
    }
    const places = graph.leaf('places', memory.name, ring.places.dims);
    const place = placeOf(graph, places, 'delay');
    this.#step.push({ kind: 'remember', node, place, memory: memory.name, dims: memory.dims });
  }

  #rates(env: Environment): Map<string, Node> {
    return new Map(this.#flows.names.map((flow) => [flow, env(flow)]));
  }

  #eulerStep(during: Environment): { after: Environment; sums: readonly Node[] } {
    const rates = this.#rates(during);
    const { shares, cut } = this.#flows.limits(rates);
    const after = cut === undefined ? during : this.#after(during, shares);
    this.#advance(rates, shares);
    return { after, sums: this.#sumsOf(after) };
  }

  #sumsOf(env: Environment): readonly Node[] {
    return this.#shape.metrics.map((metric) => env(metric.variable));
  }

  #advance(rates: ByFlow, shares: ByFlow): void {
    const graph = this.#graph;
    const held = new Map<string, Node>();
    for (const [flow, rate] of rates) {
      const share = shares.get(flow);
      held.set(flow, share === undefined ? rate : graph.arithmetic('mul', rate, share));
    }
    const dt = graph.number(this.#shape.dt);
    for (const stock of this.#model.variables.values()) {
      if (stock.kind !== 'stock') continue;
      const slot = this.#slot('next', stock.name, stock.dims, 'next');
      const node = this.#flows.moved(stock, held, dt);
      this.#step.push({ kind: 'store', node, dims: stock.dims, slot });
    }
  }

  /** What names stand for once flows were cut: flows as they flowed, auxiliaries worked out anew from them. */
  #after(during: Environment, shares: ByFlow): Environment {
    const values = new Map<string, Node>();
    const env: Environment = (name) => values.get(name) ?? during(name);
    for (const [flow, share] of shares) {
      if (share.op === 'const') continue;
      values.set(flow, this.#formula(this.#graph.arithmetic('mul', during(flow), share)));
    }
    for (const name of this.#model.order) {
      const one = this.#model.variables.get(name);
      if (one?.kind !== 'auxiliary' || !usesAny(one.equation, values)) continue;
      values.set(name, this.#formula(this.#builder.build(one.equation, one.dims, env)));
    }
    return env;
  }

  #rungeKuttaStep(during: Environment): { after: Environment; sums: readonly Node[] } {
    const graph = this.#graph;
    const rates = this.#rates(during);
    const averaged = new Map<string, Node>();
    for (const [flow, rate] of rates)
      averaged.set(flow, this.#total(this.#stage, flow, rate, rate.dims));
    const sums = this.#sumsOf(during).map((node, index) =>
      this.#total(this.#stage, `metric ${index}`, node, []),
    );
    const ahead = graph.leaf('stageNumber', 'ahead', []);
    for (const stock of this.#model.variables.values()) {
      if (stock.kind !== 'stock') continue;
      const slot = this.#slot('stageNext', stock.name, stock.dims, 'stageNext');
      const node = this.#flows.moved(stock, rates, ahead);
      this.#stage.push({ kind: 'store', node, dims: stock.dims, slot });
    }
    const kept = this.#kept(during);
    const { shares, cut } = this.#flows.limits(averaged);
    this.#advance(averaged, shares);
    if (cut === undefined) return { after: kept, sums };
    return { after: this.#after(kept, shares), sums: this.#cutSums(during, shares, cut, sums) };
  }

  /** The weighted mean over the stages of Runge-Kutta; past the last step, of the one stage there is. */
  #total(stage: Sink[], name: string, node: Node, dims: readonly string[]): Node {
    const graph = this.#graph;
    const slot = this.#slot('total', name, dims, 'fixed');
    const leaf = graph.leaf('total', name, dims);
    const weight = graph.leaf('stageNumber', 'weight', []);
    const sum = graph.arithmetic('add', leaf, graph.arithmetic('mul', weight, node));
    stage.push({ kind: 'store', node: sum, dims, slot });
    return graph.arithmetic('div', leaf, graph.leaf('stageNumber', 'weights', []));
  }

  /** What sums gather where flows were cut: each stage is gone through again, with the shares that flow. */
  #cutSums(during: Environment, shares: ByFlow, cut: Node, sums: readonly Node[]): readonly Node[] {
    const graph = this.#graph;
    const known = new Map<string, Node>();
    for (const [flow, share] of shares) {
      if (share.op === 'const') continue;
      const slot = this.#slot('kept', `share ${flow}`, share.dims, 'fixed');
      this.#settle.push({ kind: 'store', node: share, dims: share.dims, slot });
      known.set(flow, graph.leaf('kept', `share ${flow}`, share.dims));
    }
    const slot = this.#slot('kept', 'cut', [], 'fixed');
    this.#settle.push({ kind: 'store', node: cut, dims: [], slot });
    const after = this.#after(during, known);
    return this.#sumsOf(after).map((node, index) => {
      const plain = sums[index] ?? graph.number(0);
      if (node === during(this.#shape.metrics[index]?.variable ?? '')) return plain;
      const again = this.#total(this.#replay, `cut metric ${index}`, node, []);
      return graph.select(cut, again, plain);
    });
  }

  /** Values as the first stage had them, for what looks at them at the end of the step. */
  #kept(during: Environment): Environment {
    const graph = this.#graph;
    const known = new Map<string, Node>();
    return (name) => {
      const one = this.#model.variables.get(name);
      if (one?.kind === 'stock') return graph.leaf('state', name, one.dims);
      const node = during(name);
      if (one?.kind !== 'flow' && one?.kind !== 'auxiliary') return node;
      // What does not change within a step needs no keeping.
      if (node.op === 'const' || node.varies < 4) return node;
      const found = known.get(name);
      if (found !== undefined) return found;
      const slot = this.#slot('kept', name, node.dims, 'kept');
      this.#stage.push({ kind: 'store', node, dims: node.dims, slot });
      const leaf = graph.leaf('kept', name, node.dims);
      known.set(name, leaf);
      return leaf;
    };
  }

  /** Sums of metrics over the steps of a run. */
  #gather(values: readonly Node[]): void {
    const graph = this.#graph;
    const { metrics, dt } = this.#shape;
    metrics.forEach((metric, index) => {
      const value = values[index];
      if (value === undefined || !isSum(metric)) return;
      this.#slot('sum', `${index}`, [], 'state');
      const slot = this.#slot('sumNext', `${index}`, [], 'next');
      const leaf = graph.leaf('sum', `${index}`, []);
      const part = graph.arithmetic('mul', value, graph.number(dt));
      const weighted =
        metric.discount === 0
          ? part
          : graph.arithmetic('mul', part, this.#discount(metric.discount, index));
      const node = graph.arithmetic('add', leaf, weighted);
      this.#step.push({ kind: 'store', node, dims: [], slot });
    });
  }

  #discount(rate: number, index: number): Node {
    const graph = this.#graph;
    const exponent = graph.leaf('series', discountName(index), []);
    return graph.arithmetic('pow', graph.number(1 + rate), exponent);
  }
}

/** Whether a metric gathers all steps, and not only the reports. */
export function isSum(metric: Metric): boolean {
  return metric.overTime === 'sum' || metric.overTime === 'mean';
}

/** The name of the series that discounts a metric: the power of 1 + rate that a step's part is worth. */
export function discountName(metric: number): string {
  return `discount ${metric}`;
}

/** Years in the model's unit of time; one of any unit that the language does not know counts as a year. */
export function yearsPerUnit(model: Model): number {
  return yearsIn(model.time.unit) ?? 1;
}

function usesAny(expr: Parameters<typeof walk>[0], names: ReadonlyMap<string, unknown>): boolean {
  let found = false;
  walk(expr, (part) => {
    if (part.op === 'ref' && names.has(part.name)) found = true;
  });
  return found;
}
