import { commandOf, paletteCommand } from './keys.js';
import { type Action, reduce, type State } from './state.js';
import { withTour } from './tour.js';

/** A key, or what came back from a request. */
export type Event = { readonly type: 'key'; readonly name: string } | Action;

/** The one reducer of the interface. What a key means depends on the state, so it is looked up here. */
export function react(state: State, event: Event): State {
  if (event.type !== 'key') return reduce(state, event);
  const chosen = state.prompt?.kind === 'palette' && event.name === 'return';
  const command = chosen ? paletteCommand(state) : commandOf(state, event.name);
  const before = chosen ? { ...state, prompt: undefined } : state;
  if (command === undefined || command.type === 'suspend') return before;
  return withTour(reduce(before, command), state);
}
