import { inLanguage, type Text } from '../model/names.js';
import type { Draft, ProgrammeChange } from '../scenario/draft.js';
import type { Bench, ProgrammeHead } from './bench.js';
import {
  clampLevel,
  type Edited,
  type LeverRow,
  leverRows,
  nudged,
  withChange,
  withoutChange,
} from './editing.js';
import type { Action, Lab, Request, State } from './shape.js';

export type { Action, Lab, State } from './shape.js';

/** The baseline pinned, and the cursor on the first scenario that differs from it. */
export function initialState(scenarioCount: number, viewCount: number, lab?: Lab): State {
  return {
    scenarioCount,
    viewCount,
    cursor: Math.min(1, Math.max(0, scenarioCount - 1)),
    pinned: Array.from({ length: scenarioCount }, (_, index) => index === 0),
    view: 0,
    zoomed: false,
    many: false,
    help: false,
    quit: false,
    lab,
    focus: 'scenarios',
    row: 0,
    drafts: [],
    past: [],
    future: [],
    tag: '',
    prompt: undefined,
    overlay: undefined,
    tile: 0,
    picked: [],
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
  switch (action.type) {
    case 'move-cursor':
      return moveCursor(state, action.by);
    case 'change-view':
      return { ...state, view: wrap(state.view + action.by, state.viewCount) };
    case 'toggle-pin':
      return togglePin(state);
    case 'toggle-zoom':
      return { ...state, zoomed: !state.zoomed };
    case 'toggle-many':
      return { ...state, many: !state.many };
    case 'toggle-help':
      return { ...state, help: !state.help };
    case 'back':
      if (state.overlay !== undefined) return { ...state, overlay: undefined };
      return state.help ? { ...state, help: false } : { ...state, zoomed: false };
    case 'quit':
      if (state.overlay === 'quit' || unsaved(state).length === 0) return { ...state, quit: true };
      return { ...state, overlay: 'quit' };
    case 'change-focus':
      if (state.lab === undefined) return state;
      return { ...state, focus: state.focus === 'levers' ? 'scenarios' : 'levers' };
    case 'nudge':
      if (state.overlay === 'map')
        return { ...state, tile: nextTile(state, 0, Math.sign(action.by)) };
      return edit(state, (row) => ({ level: nudged(row, action.by) }));
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
    case 'undo':
      return travel(state, 'past', 'future');
    case 'redo':
      return travel(state, 'future', 'past');
    case 'copy':
      return withDraft(state, (draft) => draft, 'copy', true);
    case 'save':
      return askForFile(state);
    case 'export':
      return { ...state, request: requestOf(state, 'export', '') };
    case 'regions':
      return openMap(state);
    case 'reason':
      if (state.overlay === 'map') return applyMap(state);
      return { ...state, overlay: state.overlay === 'reason' ? undefined : 'reason', scroll: 0 };
    case 'change-theme':
      return { ...state, theme: state.theme + 1 };
    case 'type':
      if (state.focus !== 'levers' || selectedRow(state) === undefined) return state;
      return { ...state, prompt: { kind: 'value', text: action.text } };
    case 'find':
      return { ...state, prompt: { kind: 'find', text: '' } };
    case 'prompt':
      return reducePrompt(state, action.key);
    case 'tell': {
      const { saved, as } = action;
      if (saved === undefined || as === undefined) return { ...state, notice: action.text };
      const drafts = state.drafts.map((one) =>
        one.name === saved.name ? { ...one, name: as } : one,
      );
      const marks = { ...state.saved, [as]: JSON.stringify({ ...saved, name: as }) };
      return { ...state, drafts, saved: marks, notice: action.text, past: [], future: [] };
    }
  }
}

function moveCursor(state: State, by: number): State {
  if (state.overlay === 'map') return { ...state, tile: nextTile(state, Math.sign(by), 0) };
  if (state.overlay === 'reason') return { ...state, scroll: Math.max(0, state.scroll + by) };
  if (state.focus === 'levers') {
    return { ...state, row: clamp(state.row + by, sliders(state).length) };
  }
  const cursor = clamp(state.cursor + by, state.scenarioCount);
  const moved = { ...state, cursor };
  return { ...moved, row: clamp(state.row, Math.max(1, sliders(moved).length)) };
}

function togglePin(state: State): State {
  const region = state.lab?.bench.tiles[state.tile]?.region;
  if (state.overlay === 'map' && region !== undefined) {
    const has = state.picked.includes(region);
    const order = state.lab?.bench.tiles.map((one) => one.region) ?? [];
    const chosen = has ? state.picked.filter((one) => one !== region) : [...state.picked, region];
    return { ...state, picked: order.filter((one) => chosen.includes(one)) };
  }
  return {
    ...state,
    pinned: state.pinned.map((pin, index) => (index === state.cursor ? !pin : pin)),
  };
}

/** The draft under the cursor, if it is one. */
export function currentDraft(state: State): Draft | undefined {
  return state.drafts[state.cursor - (state.lab?.names.length ?? state.scenarioCount)];
}

function sourceIndex(state: State): number {
  const draft = currentDraft(state);
  return draft === undefined ? state.cursor : (state.lab?.names.indexOf(draft.source) ?? -1);
}

/** The sliders of the scenario under the cursor. */
export function sliders(state: State): LeverRow[] {
  const { lab } = state;
  return lab === undefined ? [] : leverRows(lab.bench, sourceIndex(state), currentDraft(state));
}

export function selectedRow(state: State): LeverRow | undefined {
  return sliders(state)[state.row];
}

/** Drafts with changes that are in no file. */
export function unsaved({ drafts, saved }: State): readonly Draft[] {
  return drafts.filter((one) => saved[one.name] !== JSON.stringify(one));
}

type Change = (row: LeverRow, bench: Bench) => Omit<ProgrammeChange, 'lever'>;

function edit(state: State, change: Change): State {
  const row = selectedRow(state);
  const { lab } = state;
  if (lab === undefined || row === undefined || state.focus !== 'levers') return state;
  const source = sourceIndex(state);
  const head: ProgrammeHead | undefined = lab.bench.programmes[source]?.find(
    (one) => one.name === row.programme,
  );
  return withDraft(
    state,
    (draft) => withChange(draft, row, change(row, lab.bench), head, lab.bench),
    row.programme,
    false,
  );
}

function reset(state: State): State {
  const row = selectedRow(state);
  if (row === undefined || state.focus !== 'levers' || currentDraft(state) === undefined)
    return state;
  return withDraft(
    state,
    (draft) => withoutChange(draft, row.programme),
    `reset ${row.programme}`,
    false,
  );
}

/** Changes the draft under the cursor; of a loaded scenario, or when asked, a copy is made first. */
function withDraft(
  state: State,
  change: (draft: Draft) => Draft,
  tag: string,
  copy: boolean,
): State {
  const { lab } = state;
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
  const same = !made && state.tag === `${after.name} ${tag}` && state.future.length === 0;
  const now: Edited = { drafts: state.drafts, cursor: state.cursor };
  const past = same ? state.past : [...state.past.slice(-199), now];
  return at({ ...state, past, future: [], tag: `${after.name} ${tag}` }, { drafts, cursor });
}

function copyOf(state: State, lab: Lab): Draft {
  const own = currentDraft(state);
  const source = own?.source ?? lab.names[state.cursor] ?? '';
  const title =
    own?.title ?? lab.copyTitle(inLanguage(lab.titles[state.cursor] ?? source, lab.language));
  const taken = new Set([...lab.names, ...state.drafts.map((one) => one.name)]);
  let name = `${source}_2`;
  for (let n = 3; taken.has(name); n += 1) name = `${source}_${n}`;
  return { name, title, source, changes: own?.changes ?? {} };
}

function at(state: State, { drafts, cursor }: Edited): State {
  const loaded = state.lab?.names.length ?? 0;
  const count = loaded + drafts.length;
  const pinned = Array.from({ length: count }, (_, i) => state.pinned[i] ?? false);
  const moved = { ...state, drafts, scenarioCount: count, cursor: clamp(cursor, count), pinned };
  return { ...moved, row: clamp(state.row, Math.max(1, sliders(moved).length)) };
}

function travel(state: State, from: 'past' | 'future', to: 'past' | 'future'): State {
  const target = state[from].at(-1);
  if (target === undefined) return state;
  const now: Edited = { drafts: state.drafts, cursor: state.cursor };
  const moved = { ...state, [from]: state[from].slice(0, -1), [to]: [...state[to], now], tag: '' };
  return at(moved, target);
}

function requestOf(state: State, kind: Request['kind'], name: string): Request {
  return { number: (state.request?.number ?? 0) + 1, kind, name };
}

function askForFile(state: State): State {
  const draft = currentDraft(state);
  if (draft === undefined) return state;
  return { ...state, overlay: undefined, prompt: { kind: 'file', text: draft.name } };
}

function reducePrompt(state: State, key: string): State {
  const { prompt } = state;
  if (prompt === undefined) return state;
  if (key === 'escape') return { ...state, prompt: undefined };
  if (key === 'backspace')
    return { ...state, prompt: { ...prompt, text: prompt.text.slice(0, -1) } };
  if (key !== 'return') {
    const allowed = prompt.kind === 'find' ? /^[^\p{C}]$/u : /^[A-Za-z0-9_.+-]$/;
    const fits = allowed.test(key) && prompt.text.length < 60;
    return fits ? { ...state, prompt: { ...prompt, text: prompt.text + key } } : state;
  }
  const closed = { ...state, prompt: undefined };
  if (prompt.kind === 'find') return find(closed, prompt.text);
  if (prompt.kind === 'file') return { ...closed, request: requestOf(state, 'save', prompt.text) };
  const value = prompt.text === '' ? Number.NaN : Number(prompt.text);
  if (!Number.isFinite(value)) return { ...closed, notice: state.lab?.words.notNumber ?? '' };
  return edit(closed, (row) => ({ level: clampLevel(row.lever, value) }));
}

/** Goes to the first scenario, slider or chart whose title has the text in it. */
function find(state: State, text: string): State {
  const { lab } = state;
  if (lab === undefined || text === '') return state;
  const has = (title: Text) =>
    inLanguage(title, lab.language).toLowerCase().includes(text.toLowerCase());
  const scenario = [...lab.titles, ...state.drafts.map((one) => one.title)].findIndex(has);
  if (scenario >= 0) return at({ ...state, focus: 'scenarios' }, { ...state, cursor: scenario });
  const row = sliders(state).findIndex((one) => has(one.title) || has(one.lever.title));
  if (row >= 0) return { ...state, focus: 'levers', row };
  const view = lab.views.findIndex(has);
  return view >= 0 ? { ...state, view } : { ...state, notice: lab.words.notFound };
}

function openMap(state: State): State {
  const row = selectedRow(state);
  if (state.focus !== 'levers' || row === undefined || row.lever.regions.length === 0) return state;
  const all = row.lever.regions.map((one) => one.name);
  const picked = Array.isArray(row.where)
    ? all.filter((one) => Array.isArray(row.where) && row.where.includes(one))
    : all;
  return { ...state, overlay: 'map', picked, tile: 0 };
}

function applyMap(state: State): State {
  const closed: State = { ...state, overlay: undefined };
  const all = selectedRow(state)?.lever.regions.length ?? 0;
  if (state.picked.length === 0) return closed;
  return edit(closed, () => ({ regions: state.picked.length === all ? 'all' : state.picked }));
}

// The nearest tile in a direction.
function nextTile({ lab, tile }: State, down: number, right: number): number {
  const tiles = lab?.bench.tiles ?? [];
  const here = tiles[tile];
  if (here === undefined) return tile;
  const ranked = tiles
    .map((one, index) => {
      const along = (one.row - here.row) * down + (one.column - here.column) * right;
      const aside =
        Math.abs((one.row - here.row) * right) + Math.abs((one.column - here.column) * down);
      return { index, along, far: along + 2 * aside };
    })
    .filter((one) => one.along > 0)
    .sort((a, b) => a.far - b.far);
  return ranked[0]?.index ?? tile;
}

/** The scenarios in the chart, in the order they are drawn: the one under the cursor last, on top. */
export function drawnScenarios(state: State): readonly number[] {
  const others = state.pinned.flatMap((pin, index) =>
    pin && index !== state.cursor ? [index] : [],
  );
  return state.scenarioCount === 0 ? [] : [...others, state.cursor];
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}

function wrap(index: number, count: number): number {
  return count === 0 ? 0 : ((index % count) + count) % count;
}
