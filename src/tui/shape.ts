import type { Text } from '../model/names.js';
import type { Draft } from '../scenario/draft.js';
import type { Bench } from './bench.js';
import type { Edited } from './editing.js';

/** What the person has chosen. What was computed lives in snapshots, never here. */
export interface State {
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
  readonly quit: boolean;
  readonly lab: Lab | undefined;
  readonly focus: 'scenarios' | 'levers';
  /** The slider under the cursor. */
  readonly row: number;
  readonly drafts: readonly Draft[];
  readonly past: readonly Edited[];
  readonly future: readonly Edited[];
  /** What the last edit was of: edits of the same slider in a row are undone as one. */
  readonly tag: string;
  readonly prompt: Prompt | undefined;
  readonly overlay: 'reason' | 'map' | 'quit' | undefined;
  /** The tile under the cursor of the map, and the regions chosen on it. */
  readonly tile: number;
  readonly picked: readonly string[];
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

/** What a person types a line for: the value of a slider, or the name of a file, or part of a title. */
export interface Prompt {
  readonly kind: 'value' | 'file' | 'find';
  readonly text: string;
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
  readonly language: string;
  readonly views: readonly Text[];
  readonly words: {
    readonly fixed: string;
    readonly notNumber: string;
    readonly notFound: string;
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
  | { readonly type: 'back' }
  | { readonly type: 'quit' }
  | { readonly type: 'change-focus' }
  | { readonly type: 'nudge'; readonly by: number }
  | { readonly type: 'move-start'; readonly by: number }
  | { readonly type: 'change-ramp'; readonly by: number }
  | { readonly type: 'reset' }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'copy' }
  | { readonly type: 'save' }
  | { readonly type: 'export' }
  | { readonly type: 'regions' }
  | { readonly type: 'reason' }
  | { readonly type: 'change-theme' }
  | { readonly type: 'type'; readonly text: string }
  | { readonly type: 'find' }
  | { readonly type: 'prompt'; readonly key: string }
  | { readonly type: 'tell'; readonly text: string; readonly saved?: Draft; readonly as?: string };
