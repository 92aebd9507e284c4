import { fits } from '../../model/argument-rules.js';
import type { Input } from '../../model/model.js';
import { SWITCH_SLACK } from '../../model/time-grid.js';
import type { Failure, Jump } from '../engine.js';
import { draw } from '../random/draws.js';
import type { Words2 } from '../random/philox.js';
import { keyOfStream, philox, uniforms } from '../random/philox.js';
import { DELAY_BOUNDS, delayLimits, delaySteps } from '../remembered.js';
import { MetricGatherer } from './gather.js';
import { Ledger } from './limits.js';
import { NotFinite } from './not-finite.js';
import { interpolate } from './numbers.js';
import { operandOf } from './operand.js';
import type { Elements, Formula, FormulaRound, ScalarProgram } from './program.js';
import { askedName, scalarName } from './scalar.js';
import { Scope } from './scope.js';
import type { Stage, StageShare } from './stages.js';
import { STAGES } from './stages.js';

/** Where a run writes what it is asked to keep. */
export interface Recorder {
  metric(index: number, value: number): void;
  /** A value at report `k`. */
  output(name: string, k: number, element: number, value: number): void;
}

/** What an evaluated stage left in the scope: stocks, and by round what its formulas gave before anything was cut. */
interface Kept extends Stage {
  readonly stocks: Float64Array;
  readonly values: Float64Array[];
}

/** What a step does: the rates that it moves stocks by, and what the sums gather. */
interface Moves {
  readonly ledger: Ledger;
  readonly sums: readonly number[];
}

/** One run: a world under the inputs of the program's request. */
export class Run {
  readonly #program: ScalarProgram;
  readonly #scope = new Scope();
  readonly #world: number;
  readonly #streamKeys: readonly Words2[];
  /** By slot. */
  readonly #state: Float64Array;
  /** What each memory remembers of its last steps; its value is the oldest. */
  #rings: readonly Float64Array[] = [];
  readonly #jumps: ReadonlyMap<number, readonly Jump[]>;
  #step = 0;
  #now = 0;

  constructor(program: ScalarProgram, world: number, key: Words2) {
    this.#program = program;
    this.#world = world;
    this.#streamKeys = program.draws.map((site) => keyOfStream(key, site.stream));
    this.#state = new Float64Array(program.slotNames.length);
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
    this.#putFirstValues();
    this.#program.slotNames.forEach((name, slot) => {
      this.#state[slot] = this.#scope.number(name);
    });
    const limits = delayLimits(this.#program.model, this.#program.request.horizon);
    this.#rings = this.#program.remembered.map((formula) => {
      const { target, variable, element } = formula;
      const delay = this.#program.delays.get(target)?.evaluate(this.#scope);
      const length = delay === undefined ? 1 : delaySteps(delay, dt, limits);
      if (length === undefined) {
        const isLong = fits(DELAY_BOUNDS, [0, delay ?? Number.NaN]);
        const most = isLong ? `, of which at most ${limits.most} steps can be remembered` : '';
        this.#fail(variable, element, delay ?? Number.NaN, `the time of delay_fixed${most}`);
      }
      return new Float64Array(length).fill(this.#scope.number(target));
    });
  }

  /** First values, and the flows that they see: as much as the floors let flow. */
  #putFirstValues(): void {
    const { initial, slotNames, dt } = this.#program;
    const held = (slot: number) => this.#scope.number(slotNames[slot] ?? '');
    const ledger = new Ledger(initial.settling, held, dt);
    const asked = new Set([...initial.settling.asked.values()].flatMap((names) => [...names]));
    for (const round of initial.rounds) {
      for (const formula of round.formulas) {
        this.#put(formula);
        const { variable, element, target } = formula;
        if (asked.has(variable))
          this.#scope.set(scalarName(askedName(variable), element), this.#scope.number(target));
      }
      this.#settle(round, ledger);
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
      const k = step / horizon.stepsPerReport;
      // After the last step nothing moves any more; the rates of that moment tell what would have flowed.
      const moves = takes && horizon.method === 'rk4' ? this.#average(gather) : this.#rate(gather);
      if (Number.isInteger(k) && k < horizon.reports) {
        this.#report(k, record);
        gather.report(this.#scope);
      }
      if (!takes) break;
      gather.add(step, moves.sums);
      this.#remember(step);
      this.#advance(moves.ledger);
    }
    gather.results().forEach((value, index) => {
      const name = this.#program.metrics[index]?.metric.name ?? '';
      if (!Number.isFinite(value)) this.#fail(name, 0, value, `${name} over time`);
      record.metric(index, value);
    });
  }

  /** The rates at the start of the step, as the floors let them flow. */
  #rate(gather: MetricGatherer): Moves {
    const ledger = this.#newLedger();
    for (const round of this.#program.running.rounds) {
      for (const formula of round.formulas) this.#put(formula);
      this.#settle(round, ledger);
    }
    return { ledger, sums: gather.values(this.#scope) };
  }

  #newLedger(): Ledger {
    const { running, dt } = this.#program;
    return new Ledger(running.settling, (slot) => this.#state[slot] ?? Number.NaN, dt);
  }

  /** Cuts the flows of a round that has been evaluated, as floors ask for it. */
  #settle({ pipes, settlements }: FormulaRound, ledger: Ledger): void {
    const { pipeNames } = this.#program;
    for (const pipe of pipes) ledger.rates[pipe] = this.#scope.number(pipeNames[pipe] ?? '');
    for (const settlement of settlements) {
      if (!ledger.settle(settlement)) continue;
      for (const { pipe } of settlement.parts)
        this.#scope.set(pipeNames[pipe] ?? '', ledger.rates[pipe] ?? Number.NaN);
    }
  }

  /**
   * The mean rates of the stages of Runge-Kutta. Each stage is tried with its flows cut as if they flowed all through
   * the step. What is cut in the end is the mean rate, and by the same share the flows of every stage; what reads
   * them is worked out anew in every stage. The first stage is what stands in the scope afterwards.
   */
  #average(gather: MetricGatherer): Moves {
    const tried = this.#tryStages(gather);
    const { kept } = tried;
    const ledger = this.#newLedger();
    let isCut = tried.isCut;
    this.#program.running.rounds.forEach((round, number) => {
      // What reads cut flows follows from them in every stage.
      if (number > 0 && isCut)
        for (const stage of kept) {
          this.#restore(stage, number, ledger);
          stage.values[number] = this.#evaluate(round);
        }
      this.#readMeans(number, kept, ledger);
      for (const settlement of round.settlements) if (ledger.settle(settlement)) isCut = true;
    });
    const rounds = this.#program.running.rounds.length;
    const sums = new Mean(this.#program.metrics.length);
    if (isCut)
      for (const stage of kept) {
        this.#restore(stage, rounds, ledger);
        sums.add(gather.values(this.#scope), stage.weight);
      }
    const [first] = kept;
    if (first !== undefined) this.#restore(first, rounds, ledger);
    return { ledger, sums: (isCut ? sums : tried.sums).values() };
  }

  #tryStages(gather: MetricGatherer): { kept: readonly Kept[]; sums: Mean; isCut: boolean } {
    const { running, slotNames, dt } = this.#program;
    const kept: Kept[] = [];
    const sums = new Mean(this.#program.metrics.length);
    let isCut = false;
    let before: Ledger | undefined;
    for (const stage of STAGES) {
      if (before !== undefined) this.#setStocks(before.after(stage.share * dt));
      this.#at(stage.share);
      const stocks = Float64Array.from(slotNames, (name) => this.#scope.number(name));
      const ledger = this.#newLedger();
      const values = running.rounds.map((round) => {
        const own = this.#evaluate(round);
        this.#settle(round, ledger);
        return own;
      });
      kept.push({ ...stage, stocks, values });
      sums.add(gather.values(this.#scope), stage.weight);
      isCut ||= ledger.isCut;
      before = ledger;
    }
    return { kept, sums, isCut };
  }

  /** Evaluates the formulas of a round. @returns their values. */
  #evaluate({ formulas }: FormulaRound): Float64Array {
    for (const formula of formulas) this.#put(formula);
    return Float64Array.from(formulas, ({ target }) => this.#scope.number(target));
  }

  /** Puts what a stage gave in the first rounds into the scope, with the shares of its flows that flow. */
  #restore(kept: Kept, rounds: number, ledger: Ledger): void {
    this.#setStocks(kept.stocks);
    this.#at(kept.share);
    const { running, pipeNames } = this.#program;
    running.rounds.slice(0, rounds).forEach(({ formulas, pipes }, number) => {
      formulas.forEach(({ target }, index) => {
        this.#scope.set(target, kept.values[number]?.[index] ?? Number.NaN);
      });
      for (const pipe of pipes) {
        const name = pipeNames[pipe] ?? '';
        this.#scope.set(name, this.#scope.number(name) * (ledger.shares[pipe] ?? 1));
      }
    });
  }

  /** The mean rates of the flows of a round, before they are cut. */
  #readMeans(number: number, kept: readonly Kept[], ledger: Ledger): void {
    const { running, pipeNames } = this.#program;
    const { formulas = [], pipes = [] } = running.rounds[number] ?? {};
    const mean = new Mean(formulas.length);
    for (const stage of kept) mean.add(stage.values[number] ?? [], stage.weight);
    const byName = new Map(mean.values().map((value, index) => [formulas[index]?.target, value]));
    for (const pipe of pipes) ledger.rates[pipe] = byName.get(pipeNames[pipe]) ?? Number.NaN;
  }

  #advance(ledger: Ledger): void {
    const next = ledger.after(this.#program.dt);
    this.#program.running.settling.plumbing.slots.forEach(({ stock, element }, slot) => {
      const value = next[slot] ?? Number.NaN;
      if (!Number.isFinite(value))
        this.#fail(stock.name, element, value, `${stock.name} after its flows`);
    });
    this.#state.set(next);
  }

  #jump(step: number): void {
    for (const jump of this.#jumps.get(step) ?? []) {
      const { slots } = this.#program.running.settling.plumbing;
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
    const [high, low] = site.element;
    return draw(site.fn, args, (n) =>
      uniforms(philox([this.#world, this.#step, high, (low ^ n) >>> 0], key)),
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
