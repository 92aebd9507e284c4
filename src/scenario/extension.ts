import type { Place } from '../diagnostics/diagnostic.js';
import type { Horizon } from '../engine/engine.js';
import type { ModelExtension } from '../model/extend.js';
import { rawName } from '../model/extend.js';
import { TimeGrid } from '../model/time-grid.js';
import type { Unit } from '../model/unit.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer One)[] ? One[] : T[K] };

/** Gathers what a scenario adds to its model: series, equations, and changes of what a variable is. */
export class ExtensionBuilder {
  readonly #horizon: Horizon;
  readonly #parts: Mutable<Omit<ModelExtension, 'replacements'>> = { inputs: [], auxiliaries: [] };
  readonly #replacements = new Map<string, { equation: string; place: Place }>();

  constructor(horizon: Horizon) {
    this.#horizon = horizon;
  }

  /** A number with a unit, which an equation cannot write. */
  constant(name: string, unit: Unit, value: number, place: Place): string {
    const times = Float64Array.of(this.#horizon.start);
    const values = Float64Array.of(value);
    this.#parts.inputs.push({ name, unit, dims: [], times, values, place });
    return name;
  }

  /** A series: `values[k * size + element]` holds in reporting interval k of the run. */
  series(
    name: string,
    unit: Unit,
    dims: readonly string[],
    values: Float64Array,
    place: Place,
  ): string {
    const { reports } = this.#horizon;
    const grid = new TimeGrid(this.#horizon);
    const times = Float64Array.from({ length: reports }, (_, interval) => grid.atReport(interval));
    this.#parts.inputs.push({ name, unit, dims, times, values, place });
    return name;
  }

  auxiliary(
    name: string,
    unit: Unit,
    dims: readonly string[],
    equation: string,
    place: Place,
  ): string {
    this.#parts.auxiliaries.push({ name, unit, dims, equation, place });
    return name;
  }

  /** Makes a variable what `change` makes of it: of its own value first, then of what was made before. */
  replace(name: string, change: (value: string) => string, place: Place): void {
    const before = this.#replacements.get(name)?.equation;
    const value = before === undefined ? rawName(name) : `(${before})`;
    this.#replacements.set(name, { equation: change(value), place });
  }

  /** Whether an auxiliary of this name has been added. */
  has(name: string): boolean {
    return this.#parts.auxiliaries.some((one) => one.name === name);
  }

  get isEmpty(): boolean {
    return this.#parts.auxiliaries.length === 0 && this.#replacements.size === 0;
  }

  get extension(): ModelExtension {
    const replacements = [...this.#replacements].map(([name, one]) => ({ name, ...one }));
    return { ...this.#parts, replacements };
  }
}

/** A number as the expression language reads it. */
export function literal(value: number): string {
  return value < 0 ? `(${value})` : String(value);
}
