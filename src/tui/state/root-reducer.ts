import type { Typed } from '../keys/keyboard.js';
import { commandOf, paletteCommand } from '../keys/keys.js';
import { type Action, reduce, type State } from './looking.js';
import { pastedInto } from './prompt.js';
import { withTour } from './tour.js';

/** A key, keys that came together, pasted text, or what came back from a request. */
export type Event = { readonly type: 'key'; readonly name: string } | Typed | Action;

/** The one reducer of the interface. What a key means depends on the state, so it is looked up here. */
export function react(state: State, event: Event): State {
  if (event.type === 'keys') return event.names.reduce(pressed, state);
  if (event.type === 'paste') return pastedInto(state, event.text);
  return event.type === 'key' ? pressed(state, event.name) : reduce(state, event);
}

function pressed(state: State, name: string): State {
  const chosen = state.prompt?.kind === 'palette' && name === 'return';
  const command = chosen ? paletteCommand(state) : commandOf(state, name);
  const before = chosen ? { ...state, prompt: undefined } : state;
  if (command === undefined || command.type === 'suspend') return before;
  return withTour(reduce(before, command), state);
}
