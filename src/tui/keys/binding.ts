import type { Action, State } from '../state/state.js';
import type { Words } from '../words/words.js';

/** One line of the key table: footer, help, palette and behaviour all come from it. */
export interface Binding {
  /** Characters, and names of keys that are no character. */
  readonly keys: readonly string[];
  /** How the keys are written for people; `{up}` and `{down}` stand for the arrows. */
  readonly shown: string;
  readonly label: keyof Words['keys'];
  readonly does: Command;
  /** What the footer shows of them; left out of it if absent. */
  readonly short?: string;
  /** Where the keys do something; everywhere if absent. */
  readonly applies?: (state: State) => boolean;
  /** The binding is of use only with levers. */
  readonly lab?: true;
}

export type Command = Action | { readonly type: 'suspend' };
