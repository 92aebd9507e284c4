import type { WhyNot } from '../../live/bench.js';
import type { Language, ReportWords } from '../../report/words.js';
import { ENGLISH } from './words-en.js';
import { FRENCH } from './words-fr.js';

/** Every word that the interface shows. */
export interface Words extends ReportWords {
  readonly scenarios: string;
  readonly outcomes: string;
  readonly assumptions: string;
  readonly asModelled: string;
  readonly fixedAt: (value: string) => string;
  readonly narrowed: string;
  readonly scaledBy: (factor: string) => string;
  readonly contested: string;
  readonly underChanged: string;
  readonly noneChanged: string;
  readonly policyEffect: string;
  readonly map: string;
  readonly overTime: { readonly sum: string; readonly mean: string; readonly end: string };
  readonly noMap: string;
  readonly paletteTitle: string;
  readonly paletteAsked: string;
  readonly nothingMatches: string;
  readonly stateHarmRises: string;
  readonly worseIn: (count: number, worlds: number) => string;
  readonly warningHead: string;
  /** What a cell of the table is, for its reason. */
  readonly cells: {
    readonly baseline: string;
    readonly median: string;
    readonly range: string;
    readonly change: string;
    readonly changeRange: string;
    readonly better: string;
  };
  readonly leftOutFirst: (scenario: string, first: string) => string;
  readonly outcome: string;
  readonly helpTitle: string;
  readonly bands: string;
  readonly waiting: string;
  readonly reading: string;
  readonly worldsDone: (done: number, total: number) => string;
  readonly seed: (seed: string) => string;
  readonly leftOut: (worlds: number) => string;
  readonly warnings: (count: number) => string;
  readonly stopped: (reason: string) => string;

  readonly tooSmall: (
    columns: number,
    rows: number,
    needColumns: number,
    needRows: number,
  ) => string;
  readonly levers: string;
  readonly from: string;
  readonly ramp: string;
  readonly length: (count: string, unit: string, one: boolean) => string;
  readonly noRamp: string;
  readonly costs: string;
  readonly everywhere: (regions: string) => string;
  /** Of a lever that is one number for all. */
  readonly whole: string;
  /** Of a lever at level 0 whose regions nobody has chosen. */
  readonly nowhereYet: string;
  /** Behind a level that holds for a region, not for all together. */
  readonly eachRegion: string;
  readonly inAll: string;
  readonly reasonTitle: string;
  readonly noReason: string;
  readonly valueAsked: string;
  readonly fileAsked: (folder: string) => string;
  readonly quitAsked: (names: string) => string;
  readonly unsaved: string;
  readonly recomputing: string;
  readonly firstHint: string;
  readonly changedCopy: (title: string) => string;
  readonly fixed: string;
  readonly notNumber: string;
  readonly notFound: string;
  /** When a lever would be left without a region. */
  readonly lastRegion: string;
  readonly findAsked: string;
  /** The guided tour, step by step, and what is said when it is over. */
  readonly tour: readonly string[];
  readonly tourOver: string;
  readonly savedAs: (path: string) => string;
  readonly savedMerged: (path: string) => string;
  readonly badName: (name: string) => string;
  readonly nameTaken: (name: string) => string;
  readonly fileExists: (path: string) => string;
  readonly fileBroken: (path: string, reason: string) => string;
  readonly fileCollides: (path: string, parts: string) => string;
  readonly cannotWrite: (path: string, reason: string) => string;
  /** Why the file system refused. */
  readonly whyNot: Readonly<Record<Exclude<WhyNot['kind'], 'other'>, string>> & {
    readonly other: (code: string) => string;
  };
  readonly nothingYet: string;
  readonly notExported: (reason: string) => string;
  /** When the interface ends by itself: where the policies are that were in no file, or why nowhere. */
  readonly rescued: (paths: string) => string;
  readonly notRescued: (reason: string) => string;
  readonly exported: (files: readonly string[]) => string;
  readonly keys: {
    readonly previous: string;
    readonly next: string;
    readonly choose: string;
    readonly first: string;
    readonly last: string;
    readonly pageUp: string;
    readonly pageDown: string;
    readonly pin: string;
    readonly metric: string;
    readonly previousMetric: string;
    readonly zoom: string;
    readonly help: string;
    readonly back: string;
    readonly quit: string;
    readonly suspend: string;
    readonly less: string;
    readonly more: string;
    readonly muchLess: string;
    readonly muchMore: string;
    readonly type: string;
    readonly reset: string;
    readonly regions: string;
    readonly earlier: string;
    readonly later: string;
    readonly earlierYear: string;
    readonly laterYear: string;
    readonly shorter: string;
    readonly longer: string;
    readonly focus: string;
    readonly many: string;
    readonly reason: string;
    readonly copy: string;
    readonly undo: string;
    readonly redo: string;
    readonly save: string;
    readonly export: string;
    readonly theme: string;
    readonly find: string;
    readonly assume: string;
    readonly narrow: string;
    readonly palette: string;
    readonly showRegion: string;
    readonly scope: string;
    readonly focusBack: string;
    readonly follow: string;
    readonly tile: string;
    readonly scroll: string;
  };
  /** What the marks on screen mean. */
  readonly marks: {
    readonly baseline: string;
    readonly pinned: string;
    readonly unpinned: string;
    readonly prime: string;
    readonly bands: string;
    readonly view: string;
    readonly arrows: string;
    readonly slight: string;
    readonly alarmPolicy: string;
    readonly alarm: string;
    /** When `alarm` is shown. */
    readonly alarmRule: string;
    readonly knob: string;
    readonly was: string;
    readonly changed: string;
    readonly applies: string;
    readonly wouldApply: string;
    readonly shades: string;
    readonly contested: string;
    readonly narrowed: string;
    readonly more: string;
    readonly progress: string;
  };
  readonly moreBelow: (lines: number) => string;
  /** What the bands of a chart are called where marks are explained. */
  readonly bandsMark: string;
}

export const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, fr: FRENCH };
