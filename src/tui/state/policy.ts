import type { Bench } from '../../live/bench.js';
import { inLanguage } from '../../model/names.js';
import type { Draft } from '../../scenario/draft.js';
import {
  actsIn,
  clampLevel,
  isIdle,
  type LeverRow,
  nudged,
  type PartialChange,
  withChange,
  withoutChange,
} from './editing.js';
import { withEdit } from './history.js';
import { currentDraft, selectedRegion, selectedRow, sliders, sourceIndex } from './selectors.js';
import type { Action, Lab, State } from './state.js';

type Change = (row: LeverRow, bench: Bench) => PartialChange;

/** What keys and clicks do to the policy under the cursor. */
export function reducePolicy(state: State, action: Action): State | undefined {
  switch (action.type) {
    case 'nudge':
      return edit(state, (row) => ({ level: nudged(row, action.by) }));
    case 'set-level': {
      const row = sliders(state)[action.row];
      if (row === undefined) return state;
      const level = clampLevel(row.lever, action.level);
      const drag = action.drag === undefined ? '' : `drag ${action.drag}`;
      return edit({ ...state, row: action.row }, () => ({ level }), drag);
    }
    case 'move-start':
      return edit(state, (row, { moments }) => {
        const start = moments[Math.max(0, Math.min(moments.length - 1, row.start + action.by))];
        return start === undefined ? {} : { start };
      });
    case 'change-ramp':
      return edit(state, (row, { interval, moments }) => ({
        ramp: Math.max(0, Math.min(moments.length, row.ramp + action.by)) * interval,
      }));
    case 'reset':
      return reset(state);
    case 'copy':
      return withDraft(state, (draft) => copyWithShifts(state, draft), { copy: true });
    case 'scope':
      return scope(state);
    default:
      return undefined;
  }
}

/**
 * Changes the slider under the cursor.
 * @param drag the drag of the mouse that it is part of.
 */
export function edit(state: State, change: Change, drag = ''): State {
  const row = selectedRow(state);
  const { lab } = state;
  if (lab === undefined || row === undefined) return state;
  const head = lab.bench.programmes[sourceIndex(state)]?.find((one) => one.name === row.programme);
  return withDraft(
    state,
    (draft) => withChange(draft, row, change(row, lab.bench), head, lab.bench),
    { drag },
  );
}

function reset(state: State): State {
  const row = selectedRow(state);
  if (row === undefined || currentDraft(state) === undefined) return state;
  const { programme } = row;
  return withDraft(state, (draft) => withoutChange(draft, programme));
}

// The lever comes to the region under the cursor of the map, or leaves it.
function scope(state: State): State {
  const region = selectedRegion(state);
  const row = selectedRow(state);
  if (region === undefined || row === undefined || row.lever.regions.length === 0) return state;
  const all = row.lever.regions.map((one) => one.name);
  const before = actsIn(row) ?? [];
  const after = all.filter((one) => before.includes(one) !== (one === region));
  if (after.length > 0) {
    return edit(state, () => ({ regions: after.length === all.length ? 'all' : after }));
  }
  // Nothing is chosen any more of a lever that does nothing yet.
  if (isIdle(row)) return edit(state, () => ({ regions: undefined }));
  return { ...state, notice: state.lab?.words.lastRegion ?? '' };
}

// A copy that is made while assumptions are changed takes them along.
function copyWithShifts({ assuming, shifts }: State, draft: Draft): Draft {
  if (!assuming || Object.keys(shifts).length === 0) return draft;
  return { ...draft, assumptions: { ...draft.assumptions, ...shifts } };
}

/** Changes the draft under the cursor; of a loaded scenario, or when asked, a copy is made first. */
function withDraft(
  state: State,
  change: (draft: Draft) => Draft,
  { copy = false, drag = '' }: { readonly copy?: boolean; readonly drag?: string } = {},
): State {
  const { lab, shifts } = state;
  if (lab === undefined) return state;
  const own = currentDraft(state);
  if (own === undefined && lab.bench.programmes[state.cursor] === undefined) {
    return { ...state, notice: lab.words.fixed };
  }
  const made = own === undefined || copy;
  const before = made ? copyOf(state, lab) : own;
  const after = change(before);
  // A slider that is at its end makes no copy.
  if (!copy && JSON.stringify(after.changes) === JSON.stringify(own?.changes ?? {})) return state;
  const drafts = made
    ? [...state.drafts, after]
    : state.drafts.map((one) => (one === own ? after : one));
  const cursor = made ? lab.names.length + drafts.length - 1 : state.cursor;
  const plain = made ? { ...state, tag: '' } : state;
  return withEdit(plain, { drafts, cursor, shifts }, drag);
}

function copyOf(state: State, lab: Lab): Draft {
  const own = currentDraft(state);
  const source = own?.source ?? lab.names[state.cursor] ?? '';
  const title =
    own?.title ?? lab.copyTitle(inLanguage(lab.titles[state.cursor] ?? source, state.language));
  // A name that was saved is that of a file, whether its draft is still there or undone.
  const drafts = [...state.drafts.map((one) => one.name), ...Object.keys(state.saved)];
  const taken = new Set([...lab.names, ...drafts]);
  let name = `${source}_2`;
  for (let n = 3; taken.has(name); n += 1) name = `${source}_${n}`;
  const assumptions = own?.assumptions === undefined ? {} : { assumptions: own.assumptions };
  return { name, title, source, changes: own?.changes ?? {}, ...assumptions };
}
