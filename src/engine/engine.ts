import type { Metric, Model } from '../model/model.js';
import { TimeGrid } from '../model/time-grid.js';

/**
 * When a run starts, how it steps and when it reports. `start` is in the model's time unit (with a calendar:
 * months since the model's own start). Reports stand at `start + k * report` for k below `reports`; `steps`
 * steps of `report / stepsPerReport` are taken, so a sum covers `steps` steps. `TimeGrid` has the times.
 */
export interface Horizon {
  readonly start: number;
  readonly report: number;
  readonly stepsPerReport: number;
  readonly reports: number;
  readonly steps: number;
  readonly method: 'euler' | 'rk4';
}

/** Length of a step of a horizon, in the model's time unit. */
export function stepLength(horizon: Horizon): number {
  return new TimeGrid(horizon).dt;
}

/** A change of a stock at the start of a step: `stock := stock * multiply + add`. */
export interface Jump {
  readonly step: number;
  readonly stock: string;
  readonly element: number;
  readonly multiply: number;
  readonly add: number;
}

/** What one scenario gives every one of its runs, beside the world. */
export interface RunInputs {
  /** By lever: the level in reporting interval k, `levels[k * size + element]`. Levers not named keep their default. */
  readonly levers: ReadonlyMap<string, Float64Array>;
  readonly jumps: readonly Jump[];
}

/**
 * Some worlds, side by side. A world is a row of parameter values and a number that keys its random streams.
 */
export interface WorldBlock {
  /** Number of the first world in its plan; world i of the block is number `first + i`. */
  readonly first: number;
  readonly count: number;
  /** Names of the columns: `beta`, or `trust[mopti]` for an element; parameters not named keep their value. */
  readonly columns: readonly string[];
  /** `values[i * columns.length + c]`. */
  readonly values: Float64Array;
  /** The key of all random streams, two 32-bit words made from the seed. */
  readonly key: readonly [number, number];
}

/** A value that is not a finite number, and the operand that made it so. */
export interface Failure {
  readonly world: number;
  /** Number of the step, from 0. */
  readonly step: number;
  readonly time: number;
  readonly variable: string;
  readonly element: number;
  readonly value: number;
  /** The smallest part of the equation that is not finite though all its operands are, with their values. */
  readonly operand: string;
}

/** The results of a block, in the order of its worlds. Rows of failed worlds are NaN. */
export interface RunBlock {
  readonly first: number;
  readonly count: number;
  /** `metrics[i * metricCount + m]`, in the order of the request. */
  readonly metrics: Float64Array;
  /** By variable: `series[(i * reports + k) * size + element]`. */
  readonly series: ReadonlyMap<string, Float64Array>;
  readonly failures: readonly Failure[];
  /**
   * Worlds that were run again by the reference and had nothing wrong: their numbers are the reference's. Should be 0,
   * or numbers so large that their sum, which is all that is checked, is infinite.
   */
  readonly repaired: number;
}

/** What to compute and keep. */
export interface RunRequest {
  readonly horizon: Horizon;
  readonly inputs: RunInputs;
  readonly metrics: readonly Metric[];
  /** Variables whose values are kept at every report. */
  readonly outputs: readonly string[];
}

/** A model made ready for one request. */
export interface Program {
  run(worlds: WorldBlock): RunBlock;
  /** Gives back what it holds, for the next program; it must not run again. */
  release?(): void;
}

/** The seam between the reference interpreter and the compiled kernel: both give the same numbers. */
export interface Engine {
  readonly name: string;
  prepare(model: Model, request: RunRequest): Program;
}
