import type { Model } from '../../model/model.js';
import { SWITCH_SLACK, TimeGrid } from '../../model/time-grid.js';
import { yearsPer } from '../../model/time-units.js';
import type { RunRequest } from '../engine.js';
import { interpolate } from '../reference/numbers.js';
import type { Compiled } from './compile.js';
import { rowsPerStep } from './emit/write-steps.js';
import { discountName } from './plan/model-plan.js';

/** Fills one series at a step: its values go to `out` from `at` on, `stride` numbers apart. */
type Filler = (step: number, share: Share, out: Float64Array, at: number, stride: number) => void;

/** Where the stages of a method look, as shares of the step, row by row. */
type Share = 0 | 0.5 | 1;
const SHARES = { euler: [0], rk4: [0, 0.5, 1] } as const;

/** Fills the inputs of the table of times: the time, levers, inputs, discounts, in the order of their slots. */
export class TimeInputs {
  readonly #fillers: readonly { readonly fill: Filler; readonly at: number }[];
  readonly #shares: readonly Share[];
  readonly #pairNumbers: number;
  readonly rowsPerStep: number;

  constructor(model: Model, request: RunRequest, compiled: Compiled, dt: number) {
    const { method } = request.horizon;
    this.#shares = SHARES[method];
    this.rowsPerStep = rowsPerStep(method);
    this.#pairNumbers = compiled.addresses.pairBytes / 8;
    this.#fillers = [...compiled.pieces.seriesSlots].map(([name, slot]) => ({
      fill: fillerOf(name, model, request, dt),
      at: slot.address / 8,
    }));
  }

  /** Rows `from` up to `to` of the table, two side by side; an odd one out stands twice. */
  write(out: Float64Array, from: number, to: number): void {
    for (let row = from; row < to + ((to - from) & 1); row++) {
      const real = Math.min(row, to - 1);
      const step = Math.floor(real / this.rowsPerStep);
      const share = this.#shares[real % this.rowsPerStep] ?? 0;
      const base = ((row - from) >> 1) * this.#pairNumbers + ((row - from) & 1);
      for (const { fill, at } of this.#fillers) fill(step, share, out, base + at, 2);
    }
  }
}

function fillerOf(name: string, model: Model, request: RunRequest, dt: number): Filler {
  const { stepsPerReport } = request.horizon;
  const grid = new TimeGrid(request.horizon);
  const one =
    (value: (step: number, share: Share) => number): Filler =>
    (step, share, out, at) => {
      out[at] = value(step, share);
    };
  if (name === 'time') return one((step, share) => grid.atStep(step, share));
  if (name === 'now') return one((step) => grid.atStep(step));
  if (name === 'step') return one((step) => step);
  const discount = request.metrics.findIndex((_, index) => discountName(index) === name);
  if (discount >= 0) {
    const years = yearsPer(model.time.unit);
    return one((step) => -step * dt * years);
  }
  const variable = model.variables.get(name);
  if (variable?.kind === 'lever') {
    const series = request.inputs.levers.get(variable.source);
    const last = (series?.length ?? 0) / variable.size - 1;
    return (step, _, out, at, stride) => {
      const k = Math.min(Math.floor(step / stepsPerReport), last);
      for (let element = 0; element < variable.size; element++)
        out[at + element * stride] = series?.[k * variable.size + element] ?? variable.default;
    };
  }
  if (variable?.kind !== 'input') throw new Error(`the kernel does not know the series ${name}`);
  const { times, values, size, interpolation } = variable;
  const linear = interpolation === 'linear';
  return (step, share, out, at, stride) => {
    const time = linear ? grid.atStep(step, share) : grid.atStep(step) + SWITCH_SLACK * dt;
    for (let element = 0; element < size; element++)
      out[at + element * stride] = interpolate(times, values, size, element, time, linear);
  };
}
