import type { Text } from '../model/names.js';
import type { FactRow } from '../report/fact-rows.js';
import type { Language } from '../report/words.js';
import type { Draft } from '../scenario/draft.js';

/** A lever, as the interface shows it. */
export interface LeverHead {
  readonly name: string;
  readonly title: Text;
  readonly unit: string;
  /** How far above its default a policy may bring it. */
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly group: string;
  /** The cost of one unit for one unit of time, as its equation. */
  readonly cost: string;
  /** What it may be limited to; none when the lever is one number. */
  readonly regions: readonly { readonly name: string; readonly title: Text }[];
}

/** An intervention of a scenario, as its file gives it. */
export interface ProgrammeHead {
  readonly name: string;
  readonly title: Text;
  readonly lever: string;
  readonly level: number;
  /** The money for all of it, where the file gives a budget in place of a level. */
  readonly budget?: { readonly amount: number; readonly unit: string };
  readonly where: readonly string[] | 'all' | { readonly rule: string };
  /** The reporting interval in which it starts, from 0. */
  readonly start: number;
  /** In reporting intervals. */
  readonly ramp: number;
  readonly when?: string;
}

/** Where a region stands on the map, in tiles. */
export interface Tile {
  readonly region: string;
  readonly row: number;
  readonly column: number;
}

/** A parameter that varies over worlds, and may be believed to be otherwise. */
export interface AssumptionHead {
  readonly name: string;
  readonly title: Text;
  readonly unit: string;
  /** How good the evidence for it is. */
  readonly grade: string;
  /** A choice between theories, or an effect whose sign is open. */
  readonly contested: boolean;
  /** It has elements, which are scaled together instead of set to one number. */
  readonly scaled: boolean;
  /** The only values it takes, if so. */
  readonly choices?: readonly number[];
  /** Quantiles over the worlds. */
  readonly p05: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

/** What shall run and what is looked at. */
export interface Shown {
  readonly drafts: readonly Draft[];
  /** By name of a draft: the scenario that it is compared with, where that is not the baseline. */
  readonly against: Readonly<Record<string, string>>;
  /** Names of the scenarios on screen, the most urgent first. */
  readonly drawn: readonly string[];
  /** Variables of the charts on screen. */
  readonly variables: readonly string[];
  /** The region that the charts show, if not the whole. */
  readonly region: string | undefined;
  /** Numbers by region are on screen. */
  readonly byRegion: boolean;
}

/** Why the file system refused. */
export interface WhyNot {
  readonly kind: 'permission' | 'read-only' | 'full' | 'no-folder' | 'other';
  /** What the system calls it. */
  readonly code: string;
}

/** What came of saving a draft. */
export type Saved =
  /** The draft as it is in the file: with what somebody else had changed there, if `merged`. */
  | {
      readonly kind: 'saved';
      readonly path: string;
      readonly draft: Draft;
      readonly merged: boolean;
    }
  | { readonly kind: 'bad-name' | 'taken'; readonly name: string }
  | { readonly kind: 'exists'; readonly path: string }
  /** Somebody changed the file, so that it cannot be read, or in parts that the draft changes too. */
  | { readonly kind: 'broken'; readonly path: string; readonly reason: string }
  | { readonly kind: 'collision'; readonly path: string; readonly parts: readonly string[] }
  | { readonly kind: 'unwritable'; readonly path: string; readonly reason: WhyNot };

export type Exported =
  | { readonly kind: 'exported'; readonly files: readonly string[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unwritable'; readonly path: string; readonly reason: WhyNot };

/** Where drafts were put that were in no file, and why some are nowhere. */
export interface Rescued {
  readonly paths: readonly string[];
  readonly reason?: WhyNot;
}

/** What levers there are, and what can be done with drafts. */
export interface Bench {
  readonly levers: readonly LeverHead[];
  readonly assumptions: readonly AssumptionHead[];
  /** By scenario of the source: its interventions; undefined where it cannot be extended. */
  readonly programmes: readonly (readonly ProgrammeHead[] | undefined)[];
  readonly tiles: readonly Tile[];
  /** The times of the reports, as files write them. */
  readonly moments: readonly (string | number)[];
  /** Length of a reporting interval, and what it is counted in. */
  readonly interval: number;
  readonly timeUnit: string;
  /** Runs these drafts beside the scenarios, what is on screen first. */
  show(shown: Shown): void;
  /** The folder that a draft would be saved in. */
  folder(draft: Draft): string;
  /** Writes a draft as a scenario file. */
  save(draft: Draft, as: string): Saved;
  /** Writes drafts that are in no file, when the interface ends by itself. */
  rescue(drafts: readonly Draft[]): Rescued;
  /** Writes what is shown as CSV files. */
  export(scenarios: readonly string[], variables: readonly string[]): Exported;
  /** What a lever, metric, parameter or variable follows from and rests on. */
  reason(name: string, language: Language): readonly FactRow[];
}
