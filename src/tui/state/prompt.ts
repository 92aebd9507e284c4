import { inLanguage, type Text } from '../../model/names.js';
import { assumeValue } from './assuming.js';
import { clampLevel } from './editing.js';
import { at } from './history.js';
import { edit } from './policy.js';
import { currentDraft, sliders } from './selectors.js';
import type { Prompt, Request, State } from './state.js';

const LONGEST = 60;

/** What a key does while a line is typed. */
export function reducePrompt(state: State, key: string): State {
  const { prompt } = state;
  if (prompt === undefined) return state;
  if (key === 'escape') return { ...state, prompt: undefined };
  if (prompt.kind === 'palette' && (key === 'up' || key === 'down')) {
    return {
      ...state,
      prompt: { ...prompt, at: Math.max(0, prompt.at + (key === 'up' ? -1 : 1)) },
    };
  }
  if (key === 'backspace') {
    return { ...state, prompt: { ...prompt, text: prompt.text.slice(0, -1), at: 0 } };
  }
  if (key === 'return') return finish({ ...state, prompt: undefined }, prompt.kind, prompt.text);
  return withText(state, prompt, key);
}

/** What pasted text does: it goes into the line that is typed, and does nothing where none is. */
export function pastedInto(state: State, text: string): State {
  const { prompt } = state;
  return prompt === undefined ? state : withText(state, prompt, text.trim());
}

function withText(state: State, prompt: Prompt, more: string): State {
  const free = prompt.kind === 'find' || prompt.kind === 'palette';
  // A file has no spaces in its name.
  const given = prompt.kind === 'file' ? more.replace(/\s/g, '_') : more;
  const allowed = free ? /^[^\p{C}]$/u : /^[A-Za-z0-9_.+-]$/;
  const fitting = [...given].filter((one) => allowed.test(one)).join('');
  const text = (prompt.text + fitting).slice(0, LONGEST);
  return text === prompt.text ? state : { ...state, prompt: { ...prompt, text, at: 0 } };
}

function finish(state: State, kind: 'value' | 'file' | 'find' | 'palette', text: string): State {
  if (kind === 'find') return find(state, text);
  if (kind === 'file') return { ...state, request: requestOf(state, 'save', text) };
  if (kind === 'palette') return state;
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) return { ...state, notice: state.lab?.words.notNumber ?? '' };
  if (state.focus === 'assumptions') return assumeValue(state, value);
  return edit(state, (row) => ({ level: clampLevel(row.lever, value) }));
}

/** Goes to the first scenario, slider, assumption or chart whose title has the text in it. */
function find(state: State, text: string): State {
  const { lab } = state;
  if (lab === undefined || text === '') return state;
  const has = (title: Text) =>
    inLanguage(title, state.language).toLowerCase().includes(text.toLowerCase());
  const scenario = [...lab.titles, ...state.drafts.map((one) => one.title)].findIndex(has);
  if (scenario >= 0) {
    const moved = at(state, { ...state, cursor: scenario });
    return { ...moved, focus: 'scenarios', side: 'scenarios' };
  }
  const row = sliders(state).findIndex((one) => has(one.title) || has(one.lever.title));
  if (row >= 0) return { ...state, focus: 'levers', side: 'levers', row };
  const view = lab.views.findIndex(has);
  if (view >= 0) return { ...state, view };
  const assumption = lab.bench.assumptions.findIndex((one) => has(one.title) || has(one.name));
  if (assumption < 0) return { ...state, notice: lab.words.notFound };
  return { ...state, assuming: true, focus: 'assumptions', side: 'assumptions', assumption };
}

export function requestOf(state: State, kind: Request['kind'], name: string): Request {
  return { number: (state.request?.number ?? 0) + 1, kind, name };
}

/** Asks for the name of a file. */
export function askForFile(state: State): State {
  const draft = currentDraft(state);
  if (draft === undefined) return state;
  return { ...state, overlay: undefined, prompt: { kind: 'file', text: draft.name, at: 0 } };
}
