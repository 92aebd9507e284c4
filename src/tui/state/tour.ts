import type { State } from './looking.js';

/** By step of the guided tour: whether what it asks for has been done. */
const DONE: readonly ((state: State, before: State) => boolean)[] = [
  (state, before) => state.cursor !== before.cursor,
  (state) => state.focus === 'levers',
  (state) => state.drafts.some((one) => Object.keys(one.changes).length > 0),
  (state, before) => state.view !== before.view,
  (state) => state.overlay === 'reason',
];

/** Goes on with the tour when its step has been done. */
export function withTour(state: State, before: State): State {
  const { tour } = state;
  if (tour === undefined || !DONE[tour]?.(state, before)) return state;
  return { ...state, tour: tour + 1 };
}
