import type { MetricComparison } from '../analysis/comparison.js';
import type { Text } from '../model/names.js';
import type { AssumedShare } from '../report/plain-table.js';
import type { Draft } from '../scenario/draft.js';
import type { Bench } from './bench.js';

/** A scenario, as the interface names it. */
export interface ScenarioHead {
  readonly name: string;
  readonly title: Text;
  readonly about?: Text;
}

/** Something that can be charted over time: a national variable, or the path behind a metric. */
export interface ViewHead {
  /** The name by which `PathBands.variable` refers to it. */
  readonly variable: string;
  readonly title: Text;
  readonly unit: string;
  /** The name of the metric that gathers this path, if one does: its row is marked in the table. */
  readonly metric?: string;
  /** What it is called by region; absent where the model has it for the whole only. */
  readonly regionTitle?: Text;
}

/** How one variable went over time in the worlds of one scenario. All arrays are as long as `times`. */
export interface PathBands {
  readonly scenario: string;
  readonly variable: string;
  /** The one region that it is of; of the whole if absent. */
  readonly region?: string;
  /** In the model's time unit, rising. */
  readonly times: ArrayLike<number>;
  /** The times as people read them: `2022-01`, or `12.5`. */
  readonly labels: readonly string[];
  readonly mean: ArrayLike<number>;
  readonly p05: ArrayLike<number>;
  readonly p25: ArrayLike<number>;
  readonly p50: ArrayLike<number>;
  readonly p75: ArrayLike<number>;
  readonly p95: ArrayLike<number>;
}

/** What each region amounts to, for the map. */
export interface RegionValues {
  readonly scenario: string;
  /** The view that it belongs to. */
  readonly variable: string;
  /** Medians over worlds, in the order of the regions. */
  readonly values: ArrayLike<number>;
  /** How times were put together. */
  readonly gathered: 'sum' | 'mean' | 'end';
}

/** How much of the spread of a metric under the baseline goes with one parameter. */
export interface DriverShare {
  readonly metric: string;
  /** The parameter, or one of its elements: `trust[mopti]`. */
  readonly parameter: string;
  /** 0 to 1. */
  readonly share: number;
  /** Spearman's rank correlation. */
  readonly correlation: number;
}

/** What is known so far. Each one stands by itself and replaces the one before. */
export interface Snapshot {
  readonly comparisons: readonly MetricComparison[];
  readonly paths: readonly PathBands[];
  /** Worlds that have run under every scenario, and worlds in the plan. */
  readonly done: number;
  readonly total: number;
  /** By name of the scenario: worlds that have run with its latest inputs. */
  readonly progress?: Readonly<Record<string, number>>;
  /** Worlds left out under a scenario because a value was not finite. */
  readonly failures?: readonly {
    readonly scenario: string;
    readonly worlds: number;
    /** The first of them, and why. */
    readonly first?: string;
  }[];
  /** Scenarios whose numbers still come from what they were before the last change. */
  readonly stale?: readonly string[];
  /** By metric, the share (0 to 1) of the explained spread that comes from numbers nobody has measured. */
  readonly assumedShares?: readonly AssumedShare[];
  readonly drivers?: readonly DriverShare[];
  readonly regions?: readonly RegionValues[];
  /** By name: the drafts that the progress is of. */
  readonly drafts?: ReadonlyMap<string, Draft>;
  /** By name of a draft: why it cannot run. */
  readonly problems?: Readonly<Record<string, string>>;
}

/** Where the interface gets everything it shows. It computes nothing itself. */
export interface SnapshotSource {
  readonly model: Text;
  readonly seed: string;
  readonly unitsChecked: boolean;
  /** The baseline first. */
  readonly scenarios: readonly ScenarioHead[];
  readonly views: readonly ViewHead[];
  /** What the readers of the files warned of. */
  readonly warnings?: readonly string[];
  /** Levers that can be moved, if any. */
  readonly bench?: Bench;
  /** Show the guided tour. */
  readonly tour?: boolean;
  /**
   * Calls `listener` with each new snapshot, at once with the latest if there is one, until the
   * returned function is called. `failed` is called when no more can come because of an error.
   */
  subscribe(listener: (snapshot: Snapshot) => void, failed: (reason: Error) => void): () => void;
}
