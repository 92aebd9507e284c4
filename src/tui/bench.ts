import type { Text } from '../model/names.js';
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

/** What levers there are, and what can be done with drafts. */
export interface Bench {
  readonly levers: readonly LeverHead[];
  /** By scenario of the source: its interventions; undefined where it cannot be extended. */
  readonly programmes: readonly (readonly ProgrammeHead[] | undefined)[];
  readonly tiles: readonly Tile[];
  /** The times of the reports, as files write them. */
  readonly moments: readonly (string | number)[];
  /** Length of a reporting interval, and what it is counted in. */
  readonly interval: number;
  readonly timeUnit: string;
  /**
   * Runs these drafts beside the scenarios, the one in haste first.
   * @returns by name of the draft, why it cannot run.
   */
  show(drafts: readonly Draft[], haste: string): Readonly<Record<string, string>>;
  /** Writes a draft as a scenario file beside the one it extends; the message says where, or why not. */
  save(draft: Draft, as: string): { readonly saved: boolean; readonly message: string };
  /** Writes what is shown as CSV files; the message says where, or why not. */
  export(scenarios: readonly string[], variable: string | undefined): string;
  /** What a lever, metric or variable follows from and rests on. */
  reason(name: string, language: Language): readonly string[];
}
