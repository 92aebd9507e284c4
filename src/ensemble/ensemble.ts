import type { Failure } from '../engine/engine.js';
import type { Metric } from '../model/model.js';
import type { Plan, Worlds } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { PathSketches } from './path-sketches.js';

/** Every scenario over every world. */
export interface Ensemble {
  readonly plan: Plan;
  readonly worlds: Worlds;
  /** The baseline first. */
  readonly scenarios: readonly ScenarioRuns[];
  /** Worlds that ran under every scenario: `worlds.count`, or fewer when it was interrupted. */
  readonly completed: number;
}

/** The runs of one scenario. Worlds at and after `Ensemble.completed` are not filled. */
export interface ScenarioRuns {
  readonly scenario: Scenario;
  readonly metrics: readonly Metric[];
  /** `metricValues[world * metrics.length + m]`; NaN for failed worlds. */
  readonly metricValues: Float64Array;
  /** By variable: `series[(world * reports + k) * size + element]`; NaN for failed worlds. Empty with `sketches`. */
  readonly series: ReadonlyMap<string, Float64Array>;
  /** Instead of `series`, when all paths would not fit in memory. */
  readonly sketches?: PathSketches;
  /** By column of the worlds, the values this scenario ran with (assumptions applied), when they differ. */
  readonly values: Float64Array;
  readonly failures: readonly Failure[];
}

/** How far a run is. */
export interface Progress {
  /** Runs done and to do, over all scenarios. */
  readonly done: number;
  readonly total: number;
}
