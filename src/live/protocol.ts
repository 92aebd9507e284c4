import type { MetricComparison } from '../analysis/comparison.js';
import type { Model } from '../model/model.js';
import type { Plan, Worlds } from '../plan/plan.js';
import type { AssumedShare } from '../report/plain-table.js';
import type { Scenario } from '../scenario/scenario.js';
import type { LiveView } from './bands.js';
import type { DriverShare, PathBands, RegionValues } from './shown.js';

/*
 * All messages between the asker (who shows results) and the runner (who computes them). docs/live.md says more.
 *
 *      asker                                     runner
 *        │                                         │  idle
 *        │── request 1: a, b ─────────────────────▶│  runs a, a slice of worlds at a time
 *        │◀──────────────────── result a, 200 of n │
 *        │── request 2: a, c ─────────────────────▶│  gives up the chunk of b under way; a stays, b is forgotten
 *        │◀──────────────────── result a, n of n   │
 *        │◀──────────────────── result c, 200 of n │  runs c
 *        │◀──────────────────── result c, n of n   │
 *        │◀──────────────────── regions c          │  if numbers by region are asked for
 *        │◀──────────────────── paths a, paths c   │  the charts that are not on screen
 *        │◀──────────────────── provenance         │  idle
 *
 * One scenario in the runner, by its key:
 *
 *             named, with inputs              chunk done              last chunk done
 *   unknown ────────────────────▶ waiting ──────────────▶ in part ──────────────────▶ whole
 *      ▲ │                        │ ▲  │                     │                          │
 *      │ │ named, no inputs       │ └──┴─ paths needed again ┴──────────────────────────┤
 *      │ └──▶ reply: unknown      │                                                     │
 *      │                          └─▶ draft with an error ──▶ reply: problem            │
 *      └───────────────────── not named in the next request ────────────────────────────┘
 */

/** What the runner is started with. */
export interface RunnerStart {
  readonly base: Model;
  readonly worlds: Worlds;
  readonly plan: Plan;
  /** All that can be charted. */
  readonly views: readonly LiveView[];
}

/** A scenario without the model that all share, which is not sent again. */
export type PackedScenario = Omit<Scenario, 'base' | 'model'> & { readonly model?: Model };

export function packed({ base, model, ...rest }: Scenario): PackedScenario {
  return model === base ? rest : { ...rest, model };
}

export function unpacked(scenario: PackedScenario, base: Model): Scenario {
  return { ...scenario, base, model: scenario.model ?? base };
}

/** A draft as its file would be: its text, and where it would stand. */
export interface DraftFile {
  readonly path: string;
  readonly text: string;
}

/** One scenario of a request. Its inputs, `scenario` or `draft`, are absent when the runner was sent them before. */
export interface ScenarioRequest {
  /** Stands for the inputs: other inputs have another key. */
  readonly key: string;
  readonly scenario?: PackedScenario;
  readonly draft?: DraftFile;
  /** The key of the scenario that it is compared with; the first of the request when absent. */
  readonly against?: string;
}

/** All that shall run and all that is looked at. It replaces the request before. */
export interface LiveRequest {
  /** Grows when other scenarios shall run, or in another order: the work under way is then given up. */
  readonly number: number;
  /** The baseline, then what is on screen, then the rest. What is not named here is forgotten. */
  readonly scenarios: readonly ScenarioRequest[];
  /** Keys of the scenarios on screen. */
  readonly onScreen: readonly string[];
  /** Variables of the charts on screen, the chosen chart first. */
  readonly variables: readonly string[];
  /** The region that the charts show, if not the whole. */
  readonly region: string | undefined;
  /** Whether numbers by region are on screen. */
  readonly byRegion: boolean;
}

/** What is known of one scenario beside the one it is compared with. */
export interface ResultReply {
  readonly kind: 'result';
  readonly key: string;
  /** As in the request. */
  readonly against?: string;
  /** Worlds that have run under both. */
  readonly done: number;
  readonly comparisons: readonly MetricComparison[];
  /** Of the charts on screen. */
  readonly paths: readonly PathBands[];
  readonly failed: number;
  /** Of the first failure: the world and why. */
  readonly failure?: string;
}

/** Paths of a scenario that has run in full: of charts newly on screen, or of all charts. */
export interface PathsReply {
  readonly kind: 'paths';
  readonly key: string;
  readonly paths: readonly PathBands[];
}

/** What each region amounts to under a scenario, and the paths of the region that is looked at. */
export interface RegionsReply {
  readonly kind: 'regions';
  readonly key: string;
  readonly paths: readonly PathBands[];
  readonly regions: readonly RegionValues[];
}

/** Which parameters the spread of the baseline comes from. */
export interface ProvenanceReply {
  readonly kind: 'provenance';
  readonly assumedShares: readonly AssumedShare[];
  readonly drivers: readonly DriverShare[];
}

/** Why a draft cannot run. */
export interface ProblemReply {
  readonly kind: 'problem';
  readonly key: string;
  readonly message: string;
}

/** The runner has no inputs for this key: the asker sends them again. */
export interface UnknownReply {
  readonly kind: 'unknown';
  readonly key: string;
}

export type LiveReply =
  | ResultReply
  | PathsReply
  | RegionsReply
  | ProvenanceReply
  | ProblemReply
  | UnknownReply;
