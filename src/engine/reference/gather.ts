import type { ScalarProgram } from './program.js';
import type { Scope } from './scope.js';

/** Gathers metrics over the time of a run. */
export class MetricGatherer {
  readonly #program: ScalarProgram;
  readonly #sums: Float64Array;
  readonly #first: number[];
  #last: readonly number[] = [];
  readonly #least: number[];
  readonly #most: number[];

  constructor(program: ScalarProgram) {
    this.#program = program;
    this.#sums = new Float64Array(program.metrics.length);
    this.#first = [];
    this.#least = program.metrics.map(() => Number.POSITIVE_INFINITY);
    this.#most = program.metrics.map(() => Number.NEGATIVE_INFINITY);
  }

  values(scope: Scope): readonly number[] {
    return this.#program.metrics.map(({ target }) => scope.number(target));
  }

  /** Adds a step: what the sums gather in it, per unit of time. Discounted to the start of the run. */
  add(step: number, values: readonly number[]): void {
    const { dt, yearsPerUnit, metrics } = this.#program;
    values.forEach((value, index) => {
      const rate = metrics[index]?.metric.discount ?? 0;
      const weight = rate === 0 ? 1 : (1 + rate) ** (-step * dt * yearsPerUnit);
      this.#sums[index] = (this.#sums[index] ?? 0) + value * dt * weight;
    });
  }

  report(scope: Scope): void {
    const values = this.values(scope);
    this.#last = values;
    values.forEach((value, index) => {
      this.#first[index] ??= value;
      this.#least[index] = Math.min(this.#least[index] ?? value, value);
      this.#most[index] = Math.max(this.#most[index] ?? value, value);
    });
  }

  results(): readonly number[] {
    return this.#program.metrics.map((_, index) => this.#result(index));
  }

  #result(index: number): number {
    const { metrics, request, dt } = this.#program;
    const sum = this.#sums[index] ?? Number.NaN;
    const first = this.#first[index] ?? Number.NaN;
    const last = this.#last[index] ?? Number.NaN;
    switch (metrics[index]?.metric.overTime) {
      case 'sum':
        return sum;
      case 'mean':
        return sum / (request.horizon.steps * dt);
      case 'start':
        return first;
      case 'end':
        return last;
      case 'change':
        return last - first;
      case 'min':
        return this.#least[index] ?? Number.NaN;
      case 'max':
        return this.#most[index] ?? Number.NaN;
      case undefined:
        return Number.NaN;
    }
  }
}
