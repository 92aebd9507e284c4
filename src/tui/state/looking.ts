import type { Language } from '../../report/words.js';
import { reduceAssumptions } from './assuming.js';
import { travel, wrap } from './history.js';
import { reduceMoving } from './moving.js';
import { reducePolicy } from './policy.js';
import { askForFile, reducePrompt, requestOf } from './prompt.js';
import { linksOf } from './reasons.js';
import { selectedRow, unsaved } from './selectors.js';
import type { Action, Lab, State } from './state.js';

export type { Action, Lab, State } from './state.js';

/** The baseline pinned, and the cursor on the first scenario that differs from it. */
export function initialState(
  scenarioCount: number,
  viewCount: number,
  lab?: Lab,
  language: Language = 'en',
): State {
  return {
    language,
    scenarioCount,
    viewCount,
    cursor: Math.min(1, Math.max(0, scenarioCount - 1)),
    pinned: Array.from({ length: scenarioCount }, (_, index) => index === 0),
    view: 0,
    zoomed: false,
    many: false,
    help: false,
    helpScroll: 0,
    quit: false,
    lab,
    focus: 'scenarios',
    side: 'scenarios',
    row: 0,
    assuming: false,
    assumption: 0,
    cell: 3,
    drafts: [],
    shifts: {},
    past: [],
    future: [],
    tag: '',
    prompt: undefined,
    overlay: undefined,
    tile: 0,
    region: undefined,
    followed: [],
    link: 0,
    scroll: 0,
    theme: 0,
    notice: lab === undefined || lab.tour === true ? '' : lab.words.hint,
    tour: lab?.tour === true ? 0 : undefined,
    saved: {},
    request: undefined,
  };
}

export function reduce(state: State, action: Action): State {
  const next = reduceQuietly(state, action);
  // A message stands until the next key that does something.
  return action.type !== 'tell' && next !== state && next.notice === state.notice
    ? { ...next, notice: '' }
    : next;
}

function reduceQuietly(state: State, action: Action): State {
  const moved = reduceMoving(state, action);
  if (moved !== undefined) return moved;
  const edited = state.focus === 'assumptions' ? reduceAssumptions(state, action) : undefined;
  return edited ?? reducePolicy(state, action) ?? reduceOthers(state, action);
}

function reduceOthers(state: State, action: Action): State {
  switch (action.type) {
    case 'toggle-pin':
      return {
        ...state,
        pinned: state.pinned.map((pin, index) => (index === state.cursor ? !pin : pin)),
      };
    case 'toggle-zoom':
      return { ...state, zoomed: !state.zoomed };
    case 'toggle-many':
      return { ...state, many: !state.many };
    case 'toggle-help':
      return { ...state, help: !state.help };
    case 'back':
      return back(state);
    case 'quit':
      if (state.overlay === 'quit' || unsaved(state).length === 0) return { ...state, quit: true };
      return { ...state, overlay: 'quit' };
    case 'undo':
      return travel(state, 'past', 'future');
    case 'redo':
      return travel(state, 'future', 'past');
    case 'save':
      return askForFile(state);
    case 'export':
      return { ...state, request: requestOf(state, 'export', '') };
    case 'reason':
      return {
        ...state,
        overlay: state.overlay === 'reason' ? undefined : 'reason',
        scroll: 0,
        followed: [],
        link: 0,
      };
    case 'pick-link':
      return { ...state, link: wrap(state.link + action.by, linksOf(state).length) };
    case 'follow': {
      const name = linksOf(state)[state.link];
      if (name === undefined) return { ...state, overlay: undefined };
      return { ...state, followed: [...state.followed, name], link: 0, scroll: 0 };
    }
    case 'change-theme':
      return { ...state, theme: state.theme + 1 };
    case 'type':
      if (state.focus === 'levers' && selectedRow(state) === undefined) return state;
      return { ...state, prompt: { kind: 'value', text: action.text, at: 0 } };
    case 'find':
      return { ...state, prompt: { kind: 'find', text: '', at: 0 } };
    case 'palette':
      return { ...state, prompt: { kind: 'palette', text: '', at: 0 } };
    case 'prompt':
      return reducePrompt(state, action.key);
    case 'tell':
      return told(state, action);
    default:
      return state;
  }
}

// One level out; never leaves.
function back(state: State): State {
  if (state.overlay === 'reason' && state.followed.length > 0) {
    return { ...state, followed: state.followed.slice(0, -1), link: 0, scroll: 0 };
  }
  if (state.overlay !== undefined) return { ...state, overlay: undefined };
  if (state.help) return { ...state, help: false, helpScroll: 0 };
  if (state.zoomed) return { ...state, zoomed: false };
  return { ...state, region: undefined };
}

function told(state: State, action: Action & { readonly type: 'tell' }): State {
  const { text, saved, now, merged } = action;
  if (saved === undefined || now === undefined) return { ...state, notice: text };
  const drafts = state.drafts.map((one) => (one.name === saved.name ? now : one));
  const marks = { ...state.saved, [now.name]: JSON.stringify(now) };
  // What was taken over from the file must not be undone unseen; else only the name is another.
  const renamed = (edits: State['past']) =>
    merged === true
      ? []
      : edits.map((edit) => ({
          ...edit,
          drafts: edit.drafts.map((one) =>
            one.name === saved.name ? { ...one, name: now.name } : one,
          ),
        }));
  const { past, future } = state;
  return {
    ...state,
    drafts,
    saved: marks,
    notice: text,
    past: renamed(past),
    future: renamed(future),
    tag: '',
  };
}
