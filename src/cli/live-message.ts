import type { MetricComparison } from '../analysis/comparison.js';
import type { Model } from '../model/model.js';
import type { Plan, Worlds } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { PathBands, ViewHead } from '../tui/snapshot.js';

/** What the thread that runs scenarios is started with. */
export interface LiveStart {
  readonly base: Model;
  readonly worlds: Worlds;
  readonly plan: Plan;
  readonly views: readonly ViewHead[];
}

/** A scenario on its way to the thread: the model that all share stays at home. */
export interface LiveWish {
  readonly key: string;
  /** Absent when the thread knows it already. */
  readonly scenario?: Omit<Scenario, 'base' | 'model'> & { readonly model?: Model };
}

/** What is known of one scenario; it carries the key of the inputs it came from. */
export interface LiveResult {
  readonly key: string;
  readonly done: number;
  readonly comparisons: readonly MetricComparison[];
  readonly paths: readonly PathBands[];
  readonly failed: number;
  /** Of the first failure: the world and why. */
  readonly failure?: string;
  readonly assumedShares: readonly { readonly metric: string; readonly share: number }[];
}
