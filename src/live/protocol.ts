import type { MetricComparison } from '../analysis/comparison.js';
import type { Model } from '../model/model.js';
import type { Plan, Worlds } from '../plan/plan.js';
import type { AssumedShare } from '../report/plain-table.js';
import type { Draft } from '../scenario/draft.js';
import type { Scenario } from '../scenario/scenario.js';
import type { LiveView } from './bands.js';
import type { DriverShare, PathBands, RegionValues } from './shown.js';

/** What the thread that runs scenarios is started with. */
export interface LiveStart {
  readonly base: Model;
  readonly worlds: Worlds;
  readonly plan: Plan;
  readonly views: readonly LiveView[];
  /** Shared: counts the wishes, so that what runs can be given up for a newer one. */
  readonly wishes: Int32Array;
}

/** A scenario without the model that all share, which stays at home. */
export type PackedScenario = Omit<Scenario, 'base' | 'model'> & { readonly model?: Model };

export function packed({ base, model, ...rest }: Scenario): PackedScenario {
  return model === base ? rest : { ...rest, model };
}

export function unpacked(scenario: PackedScenario, base: Model): Scenario {
  return { ...scenario, base, model: scenario.model ?? base };
}

/** A scenario to run: one that was read, or a draft with its text and the place it would have. */
export interface LiveWish {
  readonly key: string;
  readonly scenario?: PackedScenario;
  readonly draft?: { readonly draft: Draft; readonly path: string; readonly text: string };
  /** The key of the scenario that it is compared with; that of the baseline when absent. */
  readonly against?: string;
}

/** All that shall run, the hastiest first behind the baseline, and what is looked at, the chosen chart first. */
export interface LiveOrder {
  readonly number: number;
  readonly wishes: readonly LiveWish[];
  /** Keys of the scenarios on screen, the variables in the charts, and the region if they show one. */
  readonly drawn: readonly string[];
  readonly shown: readonly string[];
  readonly region: string | undefined;
  /** Whether numbers by region are on screen. */
  readonly byRegion: boolean;
}

/** What is known of one scenario; it carries the key of the inputs it came from. */
export interface LiveResult {
  readonly kind: 'result';
  readonly key: string;
  readonly done: number;
  readonly comparisons: readonly MetricComparison[];
  readonly paths: readonly PathBands[];
  readonly failed: number;
  /** Of the first failure: the world and why. */
  readonly failure?: string;
}

/** The other paths of a scenario that has run in full. */
export interface LivePaths {
  readonly kind: 'paths';
  readonly key: string;
  readonly paths: readonly PathBands[];
}

/** What each region amounts to under a scenario, and the paths of the one that is looked at. */
export interface LiveRegions {
  readonly kind: 'regions';
  readonly key: string;
  readonly paths: readonly PathBands[];
  readonly regions: readonly RegionValues[];
}

/** What the spread of the baseline rests on. */
export interface LiveGrounds {
  readonly kind: 'grounds';
  readonly assumedShares: readonly AssumedShare[];
  readonly drivers: readonly DriverShare[];
}

/** Why a draft cannot run. */
export interface LiveProblem {
  readonly kind: 'problem';
  readonly key: string;
  readonly message: string;
}

export type LiveMessage = LiveResult | LivePaths | LiveRegions | LiveGrounds | LiveProblem;
