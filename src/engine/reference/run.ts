import type { Input } from '../../model/model.js';
import { SWITCH_SLACK } from '../../model/time-grid.js';
import type { Failure, Jump } from '../engine.js';
import { draw } from '../random/draws.js';
import type { Words2 } from '../random/philox.js';
import { keyOfStream, philox, uniforms } from '../random/philox.js';
import { MetricGatherer } from './gather.js';
import { limitFlows } from './limits.js';
import { NotFinite } from './not-finite.js';
import { interpolate } from './numbers.js';
import { operandOf } from './operand.js';
import type { Elements, Formula, ScalarProgram } from './program.js';
import { Scope } from './scope.js';
import type { Stage, StageShare } from './stages.js';
import { STAGES } from './stages.js';

/** Longest delay_fixed, in steps. */
const MAX_RING = 1_000_000;

/** Where a run writes what it is asked to keep. */
export interface Recorder {
  metric(index: number, value: number): void;
  /** A value at report `k`. */
  output(name: string, k: number, element: number, value: number): void;
}

/** What an evaluated stage left in the scope. */
interface Kept extends Stage {
  readonly stocks: Float64Array;
  readonly values: readonly number[];
}

/** One run: a world under the inputs of the program's request. */
export class Run {
  readonly #program: ScalarProgram;
  readonly #scope = new Scope();
  readonly #world: number;
  readonly #streamKeys: readonly Words2[];
  /** By slot. */
  readonly #state: Float64Array;
  /** By pipe: the mean rate of the step, and the share of it that flows. */
  readonly #rates: Float64Array;
  readonly #shares: Float64Array;
  /** What each memory remembers of its last steps; its value is the oldest. */
  #rings: readonly Float64Array[] = [];
  readonly #jumps: ReadonlyMap<number, readonly Jump[]>;
  #step = 0;
  #now = 0;

  constructor(program: ScalarProgram, world: number, key: Words2) {
    this.#program = program;
    this.#world = world;
    this.#streamKeys = program.draws.map((site) => keyOfStream(key, site.stream));
    this.#state = new Float64Array(program.plumbing.slots.length);
    this.#rates = new Float64Array(program.plumbing.pipes.length);
    this.#shares = new Float64Array(program.plumbing.pipes.length);
    const jumps = new Map<number, Jump[]>();
    for (const jump of program.request.inputs.jumps)
      jumps.set(jump.step, [...(jumps.get(jump.step) ?? []), jump]);
    this.#jumps = jumps;
  }

  /** @returns the failure that ended it, if one did. */
  go(columns: readonly string[], values: ArrayLike<number>, record: Recorder): Failure | undefined {
    try {
      this.#start(columns, values);
      this.#steps(record);
      return undefined;
    } catch (error) {
      if (!(error instanceof NotFinite)) throw error;
      return { world: this.#world, step: this.#step, time: this.#now, ...error.failure };
    }
  }

  #start(columns: readonly string[], values: ArrayLike<number>): void {
    const { parameters, tables, dt } = this.#program;
    for (const { variable, names } of parameters)
      names.forEach((name, element) => this.#scope.set(name, variable.values[element] ?? 0));
    columns.forEach((column, c) => {
      for (const name of this.#program.columns.get(column) ?? [])
        this.#scope.set(name, values[c] ?? Number.NaN);
    });
    this.#scope.set('dt', dt);
    this.#scope.set('draw', (number, ...args) => this.#draw(number, args));
    this.#scope.set('lookup', (number, x) => {
      const table = tables[number ?? 0];
      if (table === undefined) return Number.NaN;
      const linear = table.interpolation === 'linear';
      return interpolate(table.xs, table.ys, 1, 0, x ?? Number.NaN, linear);
    });
    this.#hold(0);
    this.#at(0);
    for (const formula of this.#program.initial) this.#put(formula);
    this.#program.slotNames.forEach((name, slot) => {
      this.#state[slot] = this.#scope.number(name);
    });
    this.#rings = this.#program.remembered.map((formula) => {
      const { target, variable, element } = formula;
      const delay = this.#program.delays.get(target)?.evaluate(this.#scope);
      const length = delay === undefined ? 1 : Math.max(1, Math.round(delay / dt));
      if (!(length <= MAX_RING))
        this.#fail(variable, element, delay ?? Number.NaN, 'the time of delay_fixed');
      return new Float64Array(length).fill(this.#scope.number(target));
    });
  }

  #steps(record: Recorder): void {
    const { horizon } = this.#program.request;
    const gather = new MetricGatherer(this.#program);
    const lastReport = (horizon.reports - 1) * horizon.stepsPerReport;
    for (let step = 0; step <= Math.max(horizon.steps, lastReport); step++) {
      const takes = step < horizon.steps;
      this.#step = step;
      this.#jump(step);
      this.#hold(step);
      this.#at(0);
      this.#evaluate();
      const k = step / horizon.stepsPerReport;
      // After the last step nothing moves any more; the rates of that moment tell what would have flowed.
      const sums = this.#derive(gather, takes ? STAGES[horizon.method] : STAGES.euler);
      if (Number.isInteger(k) && k < horizon.reports) {
        this.#report(k, record);
        gather.report(this.#scope);
      }
      if (!takes) break;
      gather.add(step, sums);
      this.#remember(step);
      this.#advance();
    }
    gather.results().forEach((value, index) => {
      const name = this.#program.metrics[index]?.metric.name ?? '';
      if (!Number.isFinite(value)) this.#fail(name, 0, value, `${name} over time`);
      record.metric(index, value);
    });
  }

  /**
   * Works out the mean rates of the coming step, cut where a floor asks for it, and what the sums gather from it.
   * The first stage has been evaluated, and is what stands in the scope afterwards.
   */
  #derive(gather: MetricGatherer, stages: readonly Stage[]): readonly number[] {
    const { plumbing, dt } = this.#program;
    const kept: Kept[] = [];
    const rates = new Float64Array(this.#rates.length);
    const sums = new Mean(this.#program.metrics.length);
    const mean = new Mean(rates.length);
    for (const stage of stages) {
      if (kept.length > 0) {
        this.#setStocks(this.#moved(rates, stage.share * dt));
        this.#at(stage.share);
        this.#evaluate();
      }
      const again = kept.length === 0 || plumbing.floored.length > 0;
      kept.push(this.#keep(stage, stages.length > 1 && again));
      this.#readRates(rates);
      mean.add(rates, stage.weight);
      sums.add(gather.values(this.#scope), stage.weight);
    }
    this.#rates.set(mean.values());
    const cut = limitFlows(plumbing, this.#state, this.#rates, dt, this.#shares);
    if (cut) return this.#cut(gather, kept);
    if (kept.length > 1) this.#restore(kept[0]);
    return sums.values();
  }

  // What is reported and summed is what flowed: in each stage, last to first, flows are cut in the scope too,
  // and the auxiliaries that use them follow.
  #cut(gather: MetricGatherer, kept: readonly Kept[]): readonly number[] {
    const { pipeNames, afterFlows, metrics } = this.#program;
    const sums = new Mean(metrics.length);
    for (const stage of [...kept].reverse()) {
      if (kept.length > 1) this.#restore(stage);
      pipeNames.forEach((name, number) => {
        this.#scope.set(name, this.#scope.number(name) * (this.#shares[number] ?? 1));
      });
      for (const formula of afterFlows) this.#put(formula);
      sums.add(gather.values(this.#scope), stage.weight);
    }
    this.#shares.forEach((share, number) => {
      this.#rates[number] = (this.#rates[number] ?? 0) * share;
    });
    return sums.values();
  }

  #keep(stage: Stage, values: boolean): Kept {
    if (!values) return { ...stage, stocks: this.#state, values: [] };
    const { slotNames, order } = this.#program;
    return {
      ...stage,
      stocks: Float64Array.from(slotNames, (name) => this.#scope.number(name)),
      values: order.map(({ target }) => this.#scope.number(target)),
    };
  }

  #restore(kept: Kept | undefined): void {
    if (kept === undefined) return;
    this.#setStocks(kept.stocks);
    this.#at(kept.share);
    this.#program.order.forEach(({ target }, index) => {
      this.#scope.set(target, kept.values[index] ?? Number.NaN);
    });
  }

  /** The state after `time` at the given rates, floors held. */
  #moved(rates: Float64Array, time: number): Float64Array {
    const { slots, floored } = this.#program.plumbing;
    const next = Float64Array.from(this.#state);
    slots.forEach(({ inflows, outflows }, slot) => {
      let change = 0;
      for (const number of inflows) change += rates[number] ?? 0;
      for (const number of outflows) change -= rates[number] ?? 0;
      next[slot] = (next[slot] ?? 0) + time * change;
    });
    // Only rounding, and the stages of Runge-Kutta, can still reach below a floor.
    for (const { slot, floor } of floored) {
      if ((this.#state[slot] ?? 0) >= floor) next[slot] = Math.max(next[slot] ?? 0, floor);
    }
    return next;
  }

  #advance(): void {
    const next = this.#moved(this.#rates, this.#program.dt);
    this.#program.plumbing.slots.forEach(({ stock, element }, slot) => {
      const value = next[slot] ?? Number.NaN;
      if (!Number.isFinite(value))
        this.#fail(stock.name, element, value, `${stock.name} after its flows`);
    });
    this.#state.set(next);
  }

  #jump(step: number): void {
    for (const jump of this.#jumps.get(step) ?? []) {
      const slots = this.#program.plumbing.slots;
      const slot = slots.findIndex(
        (one) => one.stock.name === jump.stock && one.element === jump.element,
      );
      const value = (this.#state[slot] ?? Number.NaN) * jump.multiply + jump.add;
      if (!Number.isFinite(value))
        this.#fail(jump.stock, jump.element, value, `${jump.stock} after its jump`);
      this.#state[slot] = Math.max(value, slots[slot]?.stock.floor ?? value);
    }
    this.#setStocks(this.#state);
  }

  /** Sets what stays the same within a step: levers, step-wise inputs, memories. */
  #hold(step: number): void {
    const { request, levers, inputs, remembered, dt } = this.#program;
    const { stepsPerReport } = request.horizon;
    this.#step = step;
    this.#now = this.#program.grid.atStep(step);
    this.#scope.set('now', this.#now);
    for (const { variable, names } of levers) {
      const series = request.inputs.levers.get(variable.source);
      const last = (series?.length ?? 0) / names.length - 1;
      const k = Math.min(Math.floor(step / stepsPerReport), last);
      names.forEach((name, element) => {
        this.#scope.set(name, series?.[k * names.length + element] ?? variable.default);
      });
    }
    for (const input of inputs)
      if (input.variable.interpolation === 'step')
        this.#setInput(input, this.#now + SWITCH_SLACK * dt);
    remembered.forEach(({ target }, index) => {
      const ring = this.#rings[index];
      if (ring !== undefined) this.#scope.set(target, ring[step % ring.length] ?? Number.NaN);
    });
  }

  /** Sets the time within the step, as a share of it, and the inputs that move with it. */
  #at(share: StageShare): void {
    const now = this.#program.grid.atStep(this.#step, share);
    this.#scope.set('time', now);
    for (const input of this.#program.inputs)
      if (input.variable.interpolation === 'linear') this.#setInput(input, now);
  }

  #setInput({ variable, names }: Elements<Input>, time: number): void {
    const { times, values, interpolation } = variable;
    names.forEach((name, element) => {
      const linear = interpolation === 'linear';
      this.#scope.set(name, interpolate(times, values, names.length, element, time, linear));
    });
  }

  #setStocks(state: Float64Array): void {
    this.#program.slotNames.forEach((name, slot) => {
      this.#scope.set(name, state[slot] ?? Number.NaN);
    });
  }

  #evaluate(): void {
    for (const formula of this.#program.order) this.#put(formula);
  }

  #put(formula: Formula): void {
    this.#scope.set(formula.target, this.#valueOf(formula));
  }

  #valueOf(formula: Formula): number {
    const value = formula.evaluate(this.#scope);
    if (Number.isFinite(value)) return value;
    return this.#fail(formula.variable, formula.element, value, this.#operand(formula));
  }

  #operand(formula: Formula): string {
    return operandOf(formula, this.#scope, this.#program);
  }

  #readRates(rates: Float64Array): void {
    this.#program.pipeNames.forEach((name, number) => {
      rates[number] = this.#scope.number(name);
    });
  }

  #remember(step: number): void {
    // All are read before any is written: a memory may remember another.
    const values = this.#program.remembered.map((formula) => this.#valueOf(formula));
    this.#rings.forEach((ring, index) => {
      ring[step % ring.length] = values[index] ?? Number.NaN;
    });
  }

  #report(k: number, record: Recorder): void {
    for (const { variable, names } of this.#program.outputs) {
      names.forEach((name, element) => {
        record.output(variable.name, k, element, this.#scope.number(name));
      });
    }
  }

  #draw(number: number | undefined, args: readonly number[]): number {
    const site = this.#program.draws[number ?? 0];
    const key = this.#streamKeys[number ?? 0];
    if (site === undefined || key === undefined) return Number.NaN;
    return draw(site.fn, args, (n) =>
      uniforms(philox([this.#world, this.#step, site.element, n], key)),
    );
  }

  #fail(variable: string, element: number, value: number, operand: string): never {
    throw new NotFinite({ variable, element, value, operand });
  }
}

/** A weighted mean of rows of numbers. */
class Mean {
  readonly #sums: Float64Array;
  #weight = 0;

  constructor(length: number) {
    this.#sums = new Float64Array(length);
  }

  add(row: ArrayLike<number>, weight: number): void {
    this.#weight += weight;
    for (let i = 0; i < this.#sums.length; i++)
      this.#sums[i] = (this.#sums[i] ?? 0) + weight * (row[i] ?? Number.NaN);
  }

  values(): readonly number[] {
    return Array.from(this.#sums, (sum) => sum / this.#weight);
  }
}
