import { clamp, wrap } from './history.js';
import { currentDraft, selectedRegion, sliders } from './selectors.js';
import { type Action, PANES, type Pane, type State } from './state.js';

/** What moves the cursors and changes what is looked at, and nothing else. */
export function reduceMoving(state: State, action: Action): State | undefined {
  switch (action.type) {
    case 'move-cursor':
      return moveCursor(state, action.by);
    case 'hold-scroll':
      return holdScroll(state, action.most);
    case 'nudge':
      // Left and right on the map and in the table.
      if (state.focus === 'map')
        return { ...state, tile: nextTile(state, 0, Math.sign(action.by)) };
      if (state.focus === 'table')
        return { ...state, cell: clamp(state.cell + Math.sign(action.by), CELLS) };
      return state.focus === 'scenarios' ? state : undefined;
    case 'change-view':
      return { ...state, view: wrap(state.view + action.by, state.viewCount) };
    case 'set-view':
      return { ...state, view: clamp(action.view, state.viewCount) };
    case 'change-focus':
      return focusOn(state, nextPane(state, action.by));
    case 'focus':
      return focusOn(state, action.pane);
    case 'select':
      return select(state, action.pane, action.index);
    case 'show-region': {
      const region = selectedRegion(state);
      return { ...state, region: region === state.region ? undefined : region };
    }
    case 'assume': {
      const open = !state.assuming;
      const pane = open ? 'assumptions' : state.focus === 'assumptions' ? 'levers' : state.focus;
      const side = open ? 'assumptions' : state.side === 'assumptions' ? 'levers' : state.side;
      return state.lab === undefined ? state : { ...state, assuming: open, focus: pane, side };
    }
    default:
      return undefined;
  }
}

/** Columns of the outcome table that a reason can be asked of. */
export const CELLS = 6;

/** The panes that can be gone through now. */
export function panesNow({ lab, assuming }: State): readonly Pane[] {
  return PANES.filter((pane) => {
    if (pane === 'scenarios' || pane === 'table') return true;
    if (pane === 'assumptions') return assuming;
    return lab !== undefined && (pane === 'levers' || lab.bench.tiles.length > 1);
  });
}

function nextPane(state: State, by: number): Pane {
  const panes = panesNow(state);
  return panes[wrap(panes.indexOf(state.focus) + by, panes.length)] ?? 'scenarios';
}

function focusOn(state: State, pane: Pane): State {
  if (!panesNow(state).includes(pane)) return state;
  return { ...state, focus: pane, side: pane === 'table' ? state.side : pane };
}

function select(state: State, pane: Pane, index: number): State {
  const focused = focusOn(state, pane);
  switch (pane) {
    case 'scenarios':
      return withCursor(focused, index);
    case 'levers':
      return { ...focused, row: clamp(index, Math.max(1, sliders(state).length)) };
    case 'assumptions':
      return { ...focused, assumption: clamp(index, assumptionCount(state)) };
    case 'map':
      return { ...focused, tile: clamp(index, state.lab?.bench.tiles.length ?? 1) };
    case 'table':
      return { ...focused, view: clamp(index, state.viewCount) };
  }
}

// What is scrolled to the end goes back at the first key.
function holdScroll(state: State, most: number): State {
  if (state.help) return { ...state, helpScroll: Math.min(state.helpScroll, most) };
  return { ...state, scroll: Math.min(state.scroll, most) };
}

function moveCursor(state: State, by: number): State {
  if (state.help) return { ...state, helpScroll: Math.max(0, state.helpScroll + by) };
  if (state.overlay === 'reason') return { ...state, scroll: Math.max(0, state.scroll + by) };
  if (state.overlay !== undefined) return state;
  switch (state.focus) {
    case 'map':
      return { ...state, tile: nextTile(state, Math.sign(by), 0) };
    case 'levers':
      return { ...state, row: clamp(state.row + by, Math.max(1, sliders(state).length)) };
    case 'assumptions':
      return { ...state, assumption: clamp(state.assumption + by, assumptionCount(state)) };
    case 'table':
      return { ...state, view: clamp(state.view + by, state.viewCount) };
    case 'scenarios':
      return withCursor(state, state.cursor + by);
  }
}

function assumptionCount({ lab }: State): number {
  return Math.max(1, lab?.bench.assumptions.length ?? 1);
}

function withCursor(state: State, cursor: number): State {
  const moved = { ...state, cursor: clamp(cursor, state.scenarioCount) };
  const rows = Math.max(1, sliders(moved).length);
  const same = currentDraft(moved) === currentDraft(state) && moved.cursor === state.cursor;
  return same ? moved : { ...moved, row: clamp(state.row, rows) };
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
