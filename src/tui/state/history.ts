import type { Edited } from './editing.js';
import { sliders } from './selectors.js';
import type { State } from './state.js';

const MOST = 1000;

function editedOf({ drafts, cursor, shifts }: State): Edited {
  return { drafts, cursor, shifts };
}

/**
 * The state with a change made to what may be undone. Each change is a step of its own, as each press of a key is;
 * only those with the same tag in a row, which is one drag of the mouse, are undone together.
 */
export function withEdit(state: State, next: Edited, tag = ''): State {
  const going = state.future.length === 0 && state.past.length > 0;
  const same = tag !== '' && state.tag === tag && going;
  const past = same ? state.past : [...state.past.slice(1 - MOST), editedOf(state)];
  return at({ ...state, past, future: [], tag }, next);
}

/** Undo and redo. */
export function travel(state: State, from: 'past' | 'future', to: 'past' | 'future'): State {
  const target = state[from].at(-1);
  if (target === undefined) return state;
  const moved = {
    ...state,
    [from]: state[from].slice(0, -1),
    [to]: [...state[to], editedOf(state)],
    tag: '',
  };
  return at(moved, target);
}

/** The state with other drafts and assumptions, its cursors held within what there is. */
export function at(state: State, { drafts, cursor, shifts }: Edited): State {
  const loaded = state.lab?.names.length ?? 0;
  const count = loaded + drafts.length;
  const pinned = Array.from({ length: count }, (_, i) => state.pinned[i] ?? false);
  const moved = {
    ...state,
    drafts,
    shifts,
    scenarioCount: count,
    cursor: clamp(cursor, count),
    pinned,
  };
  return { ...moved, row: clamp(state.row, Math.max(1, sliders(moved).length)) };
}

export function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}

export function wrap(index: number, count: number): number {
  return count === 0 ? 0 : ((index % count) + count) % count;
}
