import type { Bench } from '../../live/bench.js';
import type { Text } from '../../model/names.js';
import type { Language } from '../../report/words.js';
import type { Draft, DraftAssumption } from '../../scenario/draft.js';
import type { Edited } from './editing.js';

/** The panes that keys can be meant for; the first four share the left side of a small window. */
export const PANES = ['scenarios', 'levers', 'assumptions', 'map', 'table'] as const;
export type Pane = (typeof PANES)[number];

/** What the person has chosen. What was computed lives in snapshots, never here. */
export interface State {
  readonly language: Language;
  readonly scenarioCount: number;
  readonly viewCount: number;
  /** The scenario under the cursor; it is always drawn, and the table compares it with the baseline. */
  readonly cursor: number;
  /** By scenario: drawn also when the cursor is elsewhere. */
  readonly pinned: readonly boolean[];
  /** Which variable the chart shows. */
  readonly view: number;
  readonly zoomed: boolean;
  /** Several small charts instead of one. */
  readonly many: boolean;
  readonly help: boolean;
  /** Rows of the help that are scrolled away. */
  readonly helpScroll: number;
  readonly quit: boolean;
  readonly lab: Lab | undefined;
  readonly focus: Pane;
  /** What the left side shows where it has room for one pane only. */
  readonly side: Exclude<Pane, 'table'>;
  /** The slider under the cursor. */
  readonly row: number;
  /** Policy and baseline are shown also under the changed assumptions. */
  readonly assuming: boolean;
  /** The assumption under the cursor. */
  readonly assumption: number;
  /** The column of the outcome table that a reason is asked of. */
  readonly cell: number;
  readonly drafts: readonly Draft[];
  /** What is believed instead, by parameter. */
  readonly shifts: Shifts;
  readonly past: readonly Edited[];
  readonly future: readonly Edited[];
  /** The drag that the last edit was part of: its edits are undone as one. */
  readonly tag: string;
  readonly prompt: Prompt | undefined;
  readonly overlay: 'reason' | 'quit' | undefined;
  /** The tile under the cursor of the map. */
  readonly tile: number;
  /** The region that the charts show; the whole if none. */
  readonly region: string | undefined;
  /** Names followed from one reason to the next, and the link under the cursor. */
  readonly followed: readonly string[];
  readonly link: number;
  /** Rows of the reason that are scrolled away. */
  readonly scroll: number;
  readonly theme: number;
  readonly notice: string;
  /** The step of the guided tour, from 0; one more than there are when all is done. */
  readonly tour: number | undefined;
  /** Drafts as they were saved, as JSON by name. */
  readonly saved: Readonly<Record<string, string>>;
  readonly request: Request | undefined;
}

export type Shifts = Readonly<Record<string, DraftAssumption>>;

/** What a person types a line for. */
export interface Prompt {
  readonly kind: 'value' | 'file' | 'find' | 'palette';
  readonly text: string;
  /** In the palette: the action under the cursor. */
  readonly at: number;
}

/** Something to do outside; each has a number of its own. */
export interface Request {
  readonly number: number;
  readonly kind: 'save' | 'export';
  readonly name: string;
}

/** What can be edited: the levers, and the scenarios as they were loaded. */
export interface Lab {
  readonly bench: Bench;
  readonly names: readonly string[];
  readonly titles: readonly Text[];
  /** The title of a changed copy. */
  readonly copyTitle: (title: string) => string;
  readonly views: readonly Text[];
  /** By view: the metric or variable that a reason is given of. */
  readonly subjects: readonly string[];
  readonly words: {
    readonly fixed: string;
    readonly notNumber: string;
    readonly notFound: string;
    readonly lastRegion: string;
    readonly underChanged: string;
    /** What to do first, shown until a key is pressed. */
    readonly hint: string;
  };
  /** The guided tour is on. */
  readonly tour?: boolean;
}

export type Action =
  | { readonly type: 'move-cursor'; readonly by: number }
  | { readonly type: 'change-view'; readonly by: number }
  | { readonly type: 'toggle-pin' }
  | { readonly type: 'toggle-zoom' }
  | { readonly type: 'toggle-many' }
  | { readonly type: 'toggle-help' }
  /** The most rows that can be scrolled away of what is open. */
  | { readonly type: 'hold-scroll'; readonly most: number }
  | { readonly type: 'back' }
  | { readonly type: 'quit' }
  | { readonly type: 'change-focus'; readonly by: number }
  | { readonly type: 'focus'; readonly pane: Pane }
  /** Puts the cursor of a pane on one of its rows, as a click does. */
  | { readonly type: 'select'; readonly pane: Pane; readonly index: number }
  | { readonly type: 'set-view'; readonly view: number }
  /** `drag` numbers the drag of the mouse that it is part of. */
  | {
      readonly type: 'set-level';
      readonly row: number;
      readonly level: number;
      readonly drag?: number;
    }
  | { readonly type: 'nudge'; readonly by: number }
  | { readonly type: 'move-start'; readonly by: number }
  | { readonly type: 'change-ramp'; readonly by: number }
  | { readonly type: 'reset' }
  | { readonly type: 'assume' }
  | { readonly type: 'narrow' }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'copy' }
  | { readonly type: 'save' }
  | { readonly type: 'export' }
  /** Whether the lever applies in the region under the cursor. */
  | { readonly type: 'scope' }
  /** Whether the charts show the region under the cursor. */
  | { readonly type: 'show-region' }
  | { readonly type: 'reason' }
  | { readonly type: 'pick-link'; readonly by: number }
  | { readonly type: 'follow' }
  | { readonly type: 'change-theme' }
  | { readonly type: 'type'; readonly text: string }
  | { readonly type: 'find' }
  | { readonly type: 'palette' }
  | { readonly type: 'prompt'; readonly key: string }
  /** A message; where a draft was saved, the draft, and what it is called and says now. */
  | {
      readonly type: 'tell';
      readonly text: string;
      readonly saved?: Draft;
      readonly now?: Draft;
      /** It holds what somebody else had changed in the file. */
      readonly merged?: boolean;
    };
