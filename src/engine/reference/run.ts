import type { Failure, Jump } from '../engine.js';
import { draw } from '../random/draws.js';
import type { Words2 } from '../random/philox.js';
import { keyOfStream, philox, uniforms } from '../random/philox.js';
import { limitFlows } from './limits.js';
import { interpolate } from './numbers.js';
import { operandOf } from './operand.js';
import type { Formula, ScalarProgram, Scope } from './program.js';
import { scalarName } from './scalar.js';

/** Ends a run at the first value that is not a finite number. */
class NotFinite extends Error {
  readonly failure: Omit<Failure, 'world' | 'step' | 'time'>;
  constructor(failure: Omit<Failure, 'world' | 'step' | 'time'>) {
    super('not finite');
    this.failure = failure;
  }
}

/** Where a run writes what it is asked to keep. */
export interface Recorder {
  metric(index: number, value: number): void;
  /** A value at report `k`. */
  output(name: string, k: number, element: number, value: number): void;
}

/** One run: a world under the inputs of the program's request. */
export class Run {
  readonly #program: ScalarProgram;
  readonly #scope: Scope = new Map();
  readonly #world: number;
  readonly #streamKeys: readonly Words2[];
  readonly #state: Float64Array;
  readonly #rates: Float64Array;
  readonly #rings = new Map<string, Float64Array>();
  readonly #jumps: ReadonlyMap<number, readonly Jump[]>;
  #step = 0;
  #time = 0;

  constructor(program: ScalarProgram, world: number, key: Words2) {
    this.#program = program;
    this.#world = world;
    this.#streamKeys = program.draws.map((site) => keyOfStream(key, site.stream));
    this.#state = new Float64Array(program.plumbing.slots.length);
    this.#rates = new Float64Array(program.plumbing.pipes.length);
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
      return { world: this.#world, step: this.#step, time: this.#time, ...error.failure };
    }
  }

  #start(columns: readonly string[], values: ArrayLike<number>): void {
    const { parameters, tables, model } = this.#program;
    for (const one of parameters)
      one.values.forEach((value, element) => this.#scope.set(scalarName(one.name, element), value));
    columns.forEach((column, c) => {
      for (const name of this.#program.columns.get(column) ?? [])
        this.#scope.set(name, values[c] ?? Number.NaN);
    });
    this.#scope.set('dt', this.#program.dt);
    this.#scope.set('draw', (number, ...args) => this.#draw(number, args));
    this.#scope.set('lookup', (number, x) => {
      const table = model.tables.get(tables[number ?? 0] ?? '');
      if (table === undefined) return Number.NaN;
      return interpolate(
        table.xs,
        table.ys,
        1,
        0,
        x ?? Number.NaN,
        table.interpolation === 'linear',
      );
    });
    this.#hold(0);
    this.#at(0);
    for (const formula of this.#program.initial) this.#put(formula);
    const { slots } = this.#program.plumbing;
    slots.forEach(({ stock, element }, slot) => {
      this.#state[slot] = this.#get(scalarName(stock.name, element));
    });
    for (const memory of this.#program.memories) {
      for (let element = 0; element < memory.size; element++) {
        const name = scalarName(memory.name, element);
        const delay = this.#program.delays.get(name)?.evaluate(this.#scope);
        const length = delay === undefined ? 1 : Math.max(1, Math.round(delay / this.#program.dt));
        if (!Number.isFinite(length) || length > 1e6)
          this.#fail(memory.name, element, delay ?? Number.NaN, 'the time of delay_fixed');
        this.#rings.set(name, new Float64Array(length).fill(this.#get(name)));
      }
    }
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
      const sums = takes ? this.#derive(gather) : undefined;
      if (Number.isInteger(k) && k < horizon.reports) {
        this.#report(k, record);
        gather.report(this.#scope);
      }
      if (sums === undefined) break;
      gather.add(step, sums);
      this.#remember(step);
      this.#advance();
    }
    gather.results().forEach((value, index) => record.metric(index, value));
  }

  /** Works out the rates of the coming step, cut where a floor asks for it, and what the sums gather from it. */
  #derive(gather: MetricGatherer): readonly number[] {
    const { plumbing, dt, request } = this.#program;
    this.#readRates(this.#rates);
    let sums = gather.values(this.#scope);
    const asked = Float64Array.from(this.#rates);
    if (request.horizon.method === 'rk4') sums = this.#rungeKutta(gather, sums);
    const averaged = Float64Array.from(this.#rates);
    if (!limitFlows(plumbing, this.#state, this.#rates, dt)) return sums;
    // What is reported is what flowed: flows are cut in the scope too, and what they reach follows.
    plumbing.pipes.forEach((pipe, number) => {
      const share =
        averaged[number] === this.#rates[number]
          ? 1
          : (this.#rates[number] ?? 0) / (averaged[number] ?? 1);
      this.#scope.set(scalarName(pipe.flow, pipe.element), (asked[number] ?? 0) * share);
    });
    for (const formula of this.#program.afterFlows) this.#put(formula);
    return gather.values(this.#scope);
  }

  // The classical method of order 4; the first stage has been worked out. Leaves the mean rates.
  #rungeKutta(gather: MetricGatherer, first: readonly number[]): readonly number[] {
    const { dt, order } = this.#program;
    const kept = order.map((formula) => this.#get(formula.target));
    const total = Float64Array.from(this.#rates);
    const stage = Float64Array.from(this.#rates);
    const sums = [...first];
    for (const [share, weight] of [
      [0.5, 2],
      [0.5, 2],
      [1, 1],
    ] as const) {
      this.#setStocks(this.#moved(stage, share * dt));
      this.#at(share);
      this.#evaluate();
      this.#readRates(stage);
      stage.forEach((rate, number) => {
        total[number] = (total[number] ?? 0) + weight * rate;
      });
      gather.values(this.#scope).forEach((value, index) => {
        sums[index] = (sums[index] ?? 0) + weight * value;
      });
    }
    total.forEach((rate, number) => {
      this.#rates[number] = rate / 6;
    });
    this.#setStocks(this.#state);
    this.#at(0);
    order.forEach((formula, index) => this.#scope.set(formula.target, kept[index] ?? Number.NaN));
    return sums.map((value) => value / 6);
  }

  /** The state after `time` at the given rates, floors held. */
  #moved(rates: Float64Array, time: number): Float64Array {
    const { pipes, floored } = this.#program.plumbing;
    const next = Float64Array.from(this.#state);
    const change = new Float64Array(next.length);
    pipes.forEach((pipe, number) => {
      const rate = rates[number] ?? 0;
      if (pipe.from >= 0) change[pipe.from] = (change[pipe.from] ?? 0) - rate;
      if (pipe.to >= 0) change[pipe.to] = (change[pipe.to] ?? 0) + rate;
    });
    change.forEach((rate, slot) => {
      next[slot] = (next[slot] ?? 0) + time * rate;
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
      const slot = this.#program.plumbing.slots.findIndex(
        (one) => one.stock.name === jump.stock && one.element === jump.element,
      );
      const value = (this.#state[slot] ?? Number.NaN) * jump.multiply + jump.add;
      const floor = this.#program.plumbing.slots[slot]?.stock.floor;
      this.#state[slot] = floor === undefined ? value : Math.max(value, floor);
    }
    this.#setStocks(this.#state);
  }

  /** Sets what stays the same within a step: levers, step-wise inputs, memories. */
  #hold(step: number): void {
    const { request, levers, inputs, memories, dt } = this.#program;
    this.#step = step;
    const now =
      request.horizon.start +
      timeOfStep(step, request.horizon.stepsPerReport, request.horizon.report);
    this.#scope.set('now', now);
    this.#time = now;
    const report = Math.floor(step / request.horizon.stepsPerReport);
    for (const lever of levers) {
      const series = request.inputs.levers.get(lever.source);
      const k = Math.min(report, (series?.length ?? 0) / lever.size - 1);
      for (let element = 0; element < lever.size; element++) {
        this.#scope.set(
          scalarName(lever.name, element),
          series?.[k * lever.size + element] ?? lever.default,
        );
      }
    }
    for (const input of inputs)
      if (input.interpolation === 'step') this.#setInput(input, now + 1e-6 * dt);
    for (const memory of memories) {
      for (let element = 0; element < memory.size; element++) {
        const name = scalarName(memory.name, element);
        const ring = this.#rings.get(name);
        if (ring !== undefined) this.#scope.set(name, ring[step % ring.length] ?? Number.NaN);
      }
    }
  }

  /** Sets the time within the step, as a share of it, and the inputs that move with it. */
  #at(share: number): void {
    const now = (this.#scope.get('now') as number) + share * this.#program.dt;
    this.#scope.set('time', now);
    for (const input of this.#program.inputs)
      if (input.interpolation === 'linear') this.#setInput(input, now);
  }

  #setInput(input: ScalarProgram['inputs'][number], time: number): void {
    for (let element = 0; element < input.size; element++) {
      const value = interpolate(
        input.times,
        input.values,
        input.size,
        element,
        time,
        input.interpolation === 'linear',
      );
      this.#scope.set(scalarName(input.name, element), value);
    }
  }

  #setStocks(state: Float64Array): void {
    this.#program.plumbing.slots.forEach(({ stock, element }, slot) => {
      this.#scope.set(scalarName(stock.name, element), state[slot] ?? Number.NaN);
    });
  }

  #evaluate(): void {
    for (const formula of this.#program.order) this.#put(formula);
  }

  #put(formula: Formula): void {
    const value = formula.evaluate(this.#scope);
    if (!Number.isFinite(value))
      this.#fail(formula.variable, formula.element, value, operandOf(formula, this.#scope));
    this.#scope.set(formula.target, value);
  }

  #readRates(rates: Float64Array): void {
    this.#program.plumbing.pipes.forEach((pipe, number) => {
      rates[number] = this.#get(scalarName(pipe.flow, pipe.element));
    });
  }

  #remember(step: number): void {
    // All are read before any is written: a memory may remember another.
    const values = this.#program.remembered.map((formula) => {
      const value = formula.evaluate(this.#scope);
      if (!Number.isFinite(value))
        this.#fail(formula.variable, formula.element, value, operandOf(formula, this.#scope));
      return value;
    });
    this.#program.remembered.forEach((formula, index) => {
      const ring = this.#rings.get(formula.target);
      if (ring !== undefined) ring[step % ring.length] = values[index] ?? Number.NaN;
    });
  }

  #report(k: number, record: Recorder): void {
    for (const name of this.#program.request.outputs) {
      const size = this.#program.model.variables.get(name)?.size ?? 0;
      for (let element = 0; element < size; element++)
        record.output(name, k, element, this.#get(scalarName(name, element)));
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

  #get(name: string): number {
    return (this.#scope.get(name) as number | undefined) ?? Number.NaN;
  }

  #fail(variable: string, element: number, value: number, operand: string): never {
    throw new NotFinite({ variable, element, value, operand });
  }
}

/** Time from the start to a step; a whole number of reporting intervals is hit exactly. */
export function timeOfStep(step: number, stepsPerReport: number, report: number): number {
  return (step / stepsPerReport) * report;
}

/** Gathers metrics over the time of a run. */
class MetricGatherer {
  readonly #program: ScalarProgram;
  readonly #sums: Float64Array;
  readonly #reported: number[][];

  constructor(program: ScalarProgram) {
    this.#program = program;
    this.#sums = new Float64Array(program.metrics.length);
    this.#reported = program.metrics.map(() => []);
  }

  values(scope: Scope): readonly number[] {
    return this.#program.metrics.map(
      ({ target }) => (scope.get(target) as number | undefined) ?? Number.NaN,
    );
  }

  add(step: number, values: readonly number[]): void {
    const { dt, yearsPerUnit, metrics } = this.#program;
    values.forEach((value, index) => {
      const rate = metrics[index]?.metric.discount ?? 0;
      const weight = rate === 0 ? 1 : (1 + rate) ** (-step * dt * yearsPerUnit);
      this.#sums[index] = (this.#sums[index] ?? 0) + value * dt * weight;
    });
  }

  report(scope: Scope): void {
    this.values(scope).forEach((value, index) => this.#reported[index]?.push(value));
  }

  results(): readonly number[] {
    const { metrics, request, dt } = this.#program;
    return metrics.map(({ metric }, index) => {
      const values = this.#reported[index] ?? [];
      const first = values[0] ?? Number.NaN;
      const last = values.at(-1) ?? Number.NaN;
      switch (metric.overTime) {
        case 'sum':
          return this.#sums[index] ?? Number.NaN;
        case 'mean':
          return (this.#sums[index] ?? Number.NaN) / (request.horizon.steps * dt);
        case 'start':
          return first;
        case 'end':
          return last;
        case 'change':
          return last - first;
        case 'min':
          return Math.min(...values);
        case 'max':
          return Math.max(...values);
      }
    });
  }
}
