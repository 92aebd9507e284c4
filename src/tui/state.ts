/** What the person has chosen. What was computed lives in snapshots, never here. */
export interface State {
  readonly scenarioCount: number;
  readonly viewCount: number;
  /** The scenario under the cursor; it is always drawn, and the table compares it with the baseline. */
  readonly cursor: number;
  /** By scenario: drawn also when the cursor is elsewhere. */
  readonly pinned: readonly boolean[];
  /** Which variable the chart shows. */
  readonly view: number;
  readonly zoomed: boolean;
  readonly help: boolean;
  readonly quit: boolean;
}

export type Action =
  | { readonly type: 'move-cursor'; readonly by: number }
  | { readonly type: 'change-view'; readonly by: number }
  | { readonly type: 'toggle-pin' }
  | { readonly type: 'toggle-zoom' }
  | { readonly type: 'toggle-help' }
  | { readonly type: 'back' }
  | { readonly type: 'quit' };

/** The baseline pinned, and the cursor on the first scenario that differs from it. */
export function initialState(scenarioCount: number, viewCount: number): State {
  return {
    scenarioCount,
    viewCount,
    cursor: Math.min(1, Math.max(0, scenarioCount - 1)),
    pinned: Array.from({ length: scenarioCount }, (_, index) => index === 0),
    view: 0,
    zoomed: false,
    help: false,
    quit: false,
  };
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'move-cursor':
      return { ...state, cursor: clamp(state.cursor + action.by, state.scenarioCount) };
    case 'change-view':
      return { ...state, view: wrap(state.view + action.by, state.viewCount) };
    case 'toggle-pin':
      return {
        ...state,
        pinned: state.pinned.map((pin, index) => (index === state.cursor ? !pin : pin)),
      };
    case 'toggle-zoom':
      return { ...state, zoomed: !state.zoomed };
    case 'toggle-help':
      return { ...state, help: !state.help };
    case 'back':
      return state.help ? { ...state, help: false } : { ...state, zoomed: false };
    case 'quit':
      return { ...state, quit: true };
  }
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
