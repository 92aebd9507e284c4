import { namesIn } from '../../../model/expr.js';
import type { Model } from '../../../model/model.js';
import type { Environment } from '../graph/build.js';
import type { Graph } from '../graph/graph.js';
import type { Node } from '../graph/node.js';
import type { ByFlow } from './flows.js';
import type { NodeLedger } from './ledger.js';
import type { Shape } from './model-plan.js';
import type { ByName, ModelValues, Worked } from './model-values.js';
import { memoriesOf } from './rings.js';
import type { Sink } from './segment.js';
import type { NamedSlots, Slot } from './slot.js';

/** The stages of Runge-Kutta once more, with flows cut, for what follows from them. */
export interface Replay {
  /** The shares that flow, and whether that is less than all. */
  readonly settle: readonly Sink[];
  /** Where it is: each stage again. */
  readonly stage: readonly Sink[];
  readonly cut: Slot;
}

/** Mean rates of a step of Runge-Kutta, and what the floors leave of them. */
interface Settled {
  readonly ledger: NodeLedger;
  /** As asked for. */
  readonly means: ReadonlyMap<string, Node>;
  /** Whether anything was cut; undefined where nothing can be. */
  readonly cut: Node | undefined;
}

const TRIED_CUT = 'tried and cut';

/** What the planning of a step works with. */
export interface StepContext {
  readonly model: Model;
  readonly shape: Shape;
  readonly graph: Graph;
  readonly values: ModelValues;
  readonly slots: NamedSlots;
}

/** Plans a step of Runge-Kutta: the same sums, in the same order, as the reference's `#average`. */
export class RungeKutta {
  readonly #model: Model;
  readonly #shape: Shape;
  readonly #graph: Graph;
  readonly #values: ModelValues;
  readonly #slots: NamedSlots;
  /** What each stage leaves behind. */
  readonly stage: Sink[] = [];
  readonly replays: Replay[] = [];
  /** Shares as they have been put by. */
  readonly #putBy = new Map<string, Node>();

  constructor({ model, shape, graph, values, slots }: StepContext) {
    this.#model = model;
    this.#shape = shape;
    this.#graph = graph;
    this.#values = values;
    this.#slots = slots;
  }

  /** @returns the rates of the step, what the floors leave of them, and what reports and sums look at. */
  plan(): { rates: ByFlow; ledger: NodeLedger; after: Environment; sums: readonly Node[] } {
    const tried = this.#values.work('stage');
    const early = byName(tried.asked);
    const sums = this.#sumsOf(tried.env).map((node, index) =>
      this.#total(this.stage, `metric ${index}`, node, []),
    );
    this.#moveStages(tried);
    const kept = this.#kept(early);
    const settled = this.#settleMeans(tried, early);
    const { ledger, means, cut } = settled;
    const held = new Map(means);
    this.#values.cut(held, means, ledger.shares);
    const rounds = this.#values.flows.settling.rounds.length;
    const after = this.#values.again('state', kept, ledger.shares, rounds, this.#wantedAtEnd());
    const cutSums = cut === undefined ? sums : this.#cutSums(settled, cut, tried, sums);
    return { rates: held, ledger, after, sums: cutSums };
  }

  /** What reports and memories look at, with what of it must be worked out anew when flows were cut. */
  #wantedAtEnd(): ReadonlySet<string> {
    const { metrics, outputs } = this.#shape;
    const wanted = new Set([...outputs, ...metrics.map((one) => one.variable)]);
    for (const { input } of memoriesOf(this.#model))
      for (const name of namesIn(input)) wanted.add(name);
    const [first] = this.#values.flows.settling.rounds;
    const isEarly = new Set(first?.equations);
    for (const name of [...this.#model.order].reverse()) {
      const one = this.#model.variables.get(name);
      if (!wanted.has(name) || isEarly.has(name) || one === undefined) continue;
      if ('equation' in one) for (const used of namesIn(one.equation)) wanted.add(used);
    }
    return wanted;
  }

  /** Stocks at the next stage. */
  #moveStages({ env, ledger }: Worked): void {
    const rates = this.#values.ratesIn(env);
    const ahead = this.#graph.leaf('stageNumber', 'ahead', []);
    for (const stock of this.#model.variables.values()) {
      if (stock.kind !== 'stock') continue;
      const slot = this.#slots.of('stageNext', stock.name, stock.dims, 'stageNext');
      const node = this.#values.flows.moved(stock, rates, ahead, ledger);
      this.stage.push({ kind: 'store', node, dims: stock.dims, slot });
    }
  }

  /** Mean rates of the stages, cut round by round: what reads cut flows follows from them in every stage. */
  #settleMeans(tried: Worked, early: ByName): Settled {
    const graph = this.#graph;
    const means = new Map<string, Node>();
    const ledger = this.#values.newLedger();
    const atStocks = new Set(this.#values.flows.names);
    let cut = tried.cut && this.#triedCut(tried.cut);
    this.#values.flows.settling.rounds.forEach(({ equations }, round) => {
      const own = equations.filter((name) => atStocks.has(name));
      for (const flow of own) {
        const rate = early(flow);
        const name = round === 0 ? flow : `tried ${flow}`;
        means.set(flow, this.#total(this.stage, name, rate, rate.dims));
      }
      if (round > 0 && cut !== undefined && own.length > 0) {
        const replay = this.#replay(ledger.shares, cut);
        cut = replay.cut;
        const env = this.#values.again('stage', early, this.#known(ledger.shares), round + 1);
        for (const flow of own) {
          const node = env(flow);
          const anew = this.#total(replay.stage, `again ${flow}`, node, node.dims);
          means.set(flow, graph.select(cut, anew, means.get(flow) ?? anew));
        }
      }
      cut = this.#values.either(cut, ledger.settle(round, means));
    });
    return { ledger, means, cut };
  }

  /** Whether a stage was tried with flows cut. */
  #triedCut(cut: Node): Node {
    const graph = this.#graph;
    const leaf = graph.leaf('total', TRIED_CUT, []);
    const slot = this.#slots.of('total', TRIED_CUT, [], 'fixed');
    const node = graph.arithmetic('add', leaf, graph.truth(cut));
    this.stage.push({ kind: 'store', node, dims: [], slot });
    return graph.compare('gt', leaf, graph.number(0));
  }

  /**
   * Begins to go through the stages again, where something was cut.
   * @returns what each stage then leaves behind, and whether something was cut, put by.
   */
  #replay(shares: ByFlow, cut: Node): { readonly stage: Sink[]; readonly cut: Node } {
    const graph = this.#graph;
    const settle: Sink[] = [];
    for (const [flow, share] of shares) {
      if (share.op === 'const' || this.#putBy.get(flow) === share) continue;
      this.#putBy.set(flow, share);
      const slot = this.#slots.of('kept', `share ${flow}`, share.dims, 'fixed');
      settle.push({ kind: 'store', node: share, dims: share.dims, slot });
    }
    const name = `cut before ${this.replays.length}`;
    const slot = this.#slots.of('kept', name, [], 'fixed');
    settle.push({ kind: 'store', node: graph.truth(cut), dims: [], slot });
    const stage: Sink[] = [];
    this.replays.push({ settle, stage, cut: slot });
    return { stage, cut: graph.isTrue(graph.leaf('kept', name, [])) };
  }

  /** Shares as a replay finds them. */
  #known(shares: ByFlow): ByFlow {
    return new Map(
      [...shares].map(([flow, share]) => [
        flow,
        share.op === 'const' ? share : this.#graph.leaf('kept', `share ${flow}`, share.dims),
      ]),
    );
  }

  /** The weighted mean over the stages of Runge-Kutta; past the last step, of the one stage there is. */
  #total(stage: Sink[], name: string, node: Node, dims: readonly string[]): Node {
    const graph = this.#graph;
    const slot = this.#slots.of('total', name, dims, 'fixed');
    const leaf = graph.leaf('total', name, dims);
    const weight = graph.leaf('stageNumber', 'weight', []);
    const sum = graph.arithmetic('add', leaf, graph.arithmetic('mul', weight, node));
    stage.push({ kind: 'store', node: sum, dims, slot });
    return graph.arithmetic('div', leaf, graph.leaf('stageNumber', 'weights', []));
  }

  /** What sums gather where flows were cut: each stage is gone through again, with the shares that flow. */
  #cutSums({ ledger }: Settled, cut: Node, tried: Worked, sums: readonly Node[]): readonly Node[] {
    const early = byName(tried.asked);
    const rounds = this.#values.flows.settling.rounds.length;
    const env = this.#values.again('stage', early, this.#known(ledger.shares), rounds);
    const isTouched = (name: string) => env(name) !== tried.env(name);
    if (!this.#shape.metrics.some(({ variable }) => isTouched(variable))) return sums;
    const replay = this.#replay(ledger.shares, cut);
    return this.#shape.metrics.map(({ variable }, index) => {
      const plain = sums[index] ?? this.#graph.number(0);
      if (!isTouched(variable)) return plain;
      const anew = this.#total(replay.stage, `cut metric ${index}`, env(variable), []);
      return this.#graph.select(replay.cut, anew, plain);
    });
  }

  /** Values as the first stage had them, for what looks at them at the end of the step. */
  #kept(early: ByName): ByName {
    const graph = this.#graph;
    const known = new Map<string, Node>();
    return (name) => {
      const node = early(name);
      // What does not change within a step needs no keeping.
      if (node.op === 'const' || node.varies < 4) return node;
      const found = known.get(name);
      if (found !== undefined) return found;
      const slot = this.#slots.of('kept', name, node.dims, 'kept');
      this.stage.push({ kind: 'store', node, dims: node.dims, slot });
      const leaf = graph.leaf('kept', name, node.dims);
      known.set(name, leaf);
      return leaf;
    };
  }

  #sumsOf(env: Environment): readonly Node[] {
    return this.#shape.metrics.map((metric) => env(metric.variable));
  }
}

function byName(values: ReadonlyMap<string, Node>): ByName {
  return (name) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`${name} has not been worked out`);
    return value;
  };
}
