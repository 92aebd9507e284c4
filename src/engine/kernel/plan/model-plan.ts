import type { Metric, Model } from '../../../model/model.js';
import { delayLimits } from '../../remembered.js';
import type { Environment } from '../graph/build.js';
import { NodeBuilder } from '../graph/build.js';
import { Graph } from '../graph/graph.js';
import type { Node } from '../graph/node.js';
import type { ByFlow } from './flows.js';
import type { NodeLedger } from './ledger.js';
import { ModelValues } from './model-values.js';
import type { Ring } from './rings.js';
import { memoriesOf, placeOf, ringOf } from './rings.js';
import type { Replay } from './runge-kutta.js';
import { RungeKutta } from './runge-kutta.js';
import type { Sink } from './segment.js';
import type { Slot } from './slot.js';
import { NamedSlots, newSlot } from './slot.js';

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

/** What the computations of a run produce, before memory addresses are assigned. */
export interface ModelPlan {
  readonly graph: Graph;
  /** Once a run. */
  readonly start: readonly Sink[];
  /** Each stage of a step of Runge-Kutta; empty for Euler. */
  readonly stage: readonly Sink[];
  readonly replays: readonly Replay[];
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

class Planner {
  readonly #model: Model;
  readonly #shape: Shape;
  readonly #graph: Graph;
  readonly #builder: NodeBuilder;
  readonly #values: ModelValues;
  readonly #slots: NamedSlots;
  readonly #start: Sink[] = [];
  readonly #step: Sink[] = [];

  constructor(model: Model, shape: Shape) {
    this.#model = model;
    this.#shape = shape;
    this.#graph = new Graph(model.dimensions);
    this.#builder = new NodeBuilder(model, this.#graph, shape.dt);
    this.#slots = new NamedSlots(this.#graph);
    this.#values = new ModelValues(model, this.#graph, this.#builder, shape.dt);
  }

  plan(): ModelPlan {
    const { metrics, outputs, method } = this.#shape;
    this.#planStart();
    const step = { model: this.#model, shape: this.#shape, graph: this.#graph };
    const rungeKutta = new RungeKutta({ ...step, values: this.#values, slots: this.#slots });
    const planned = method === 'euler' ? this.#euler() : rungeKutta.plan();
    const { after, sums } = planned;
    this.#advance(planned.rates, planned.ledger);
    for (const ring of this.#values.rings) this.#remember(ring, after);
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
      stage: rungeKutta.stage,
      replays: rungeKutta.replays,
      step: this.#step,
      report,
      rings: this.#values.rings,
      slots: this.#slots.all,
      sums: metrics.flatMap((metric, index) => (isSum(metric) ? [index] : [])),
      reported,
    };
  }

  // --- the start of a run

  #planStart(): void {
    const { variables } = this.#model;
    const env = this.#values.firstValues((node) => {
      this.#start.push({ kind: 'check', node, dims: node.dims, onlyTaken: false });
    });
    for (const one of variables.values()) {
      if (one.kind !== 'stock') continue;
      const slot = this.#slots.of('state', one.name, one.dims, 'state');
      this.#start.push({ kind: 'store', node: env(one.name), dims: one.dims, slot });
    }
    const setting = {
      builder: this.#builder,
      graph: this.#graph,
      dt: this.#shape.dt,
      limits: delayLimits(this.#model, this.#shape),
      env,
    };
    this.#values.rings = memoriesOf(this.#model).map((memory) => {
      const ring = ringOf(memory, setting);
      const slot = this.#slots.of('first', memory.name, memory.dims, 'fixed');
      this.#start.push({ kind: 'store', node: env(memory.name), dims: memory.dims, slot });
      if (ring.places !== undefined && ring.verdict !== undefined) {
        const places = this.#slots.of('places', memory.name, ring.places.dims, 'fixed');
        this.#start.push({ kind: 'store', node: ring.places, dims: places.dims, slot: places });
        const { verdict } = ring;
        this.#start.push({ kind: 'check', node: verdict, dims: verdict.dims, onlyTaken: false });
      }
      return ring;
    });
  }

  // --- within a step

  #remember(ring: Ring, after: Environment): void {
    const { memory } = ring;
    const graph = this.#graph;
    const node = this.#values.formula(this.#builder.build(memory.input, memory.dims, after));
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

  #euler(): ReturnType<RungeKutta['plan']> {
    const { env, ledger } = this.#values.work('state');
    const sums = this.#shape.metrics.map((metric) => env(metric.variable));
    return { rates: this.#values.ratesIn(env), ledger, after: env, sums };
  }

  #advance(rates: ByFlow, ledger: NodeLedger): void {
    const dt = this.#graph.number(this.#shape.dt);
    for (const stock of this.#model.variables.values()) {
      if (stock.kind !== 'stock') continue;
      const slot = this.#slots.of('next', stock.name, stock.dims, 'next');
      const node = this.#values.flows.moved(stock, rates, dt, ledger);
      this.#step.push({ kind: 'store', node, dims: stock.dims, slot });
    }
  }

  /** Sums of metrics over the steps of a run. */
  #gather(values: readonly Node[]): void {
    const graph = this.#graph;
    const { metrics, dt } = this.#shape;
    metrics.forEach((metric, index) => {
      const value = values[index];
      if (value === undefined || !isSum(metric)) return;
      this.#slots.of('sum', `${index}`, [], 'state');
      const slot = this.#slots.of('sumNext', `${index}`, [], 'next');
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
