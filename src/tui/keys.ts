import { type Action, currentDraft, type State, selectedRow } from './state.js';
import type { Words } from './words.js';

/** The parts of Ink's key object that are looked at. */
export interface InkKey {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly leftArrow?: boolean;
  readonly rightArrow?: boolean;
  readonly return?: boolean;
  readonly backspace?: boolean;
  readonly delete?: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly escape: boolean;
  readonly tab: boolean;
  readonly shift: boolean;
  readonly ctrl: boolean;
}

/** One line of the key table: footer, help and behaviour all come from it. */
export interface Binding {
  /** Characters, and names of keys that are no character. */
  readonly keys: readonly string[];
  /** How the keys are written for people; `{up}` and `{down}` stand for the arrows. */
  readonly shown: string;
  readonly label: keyof Words['keys'];
  readonly does: Command;
  /** What the footer shows of them; left out of it if absent. */
  readonly short?: string;
  /** Where the keys do something; everywhere if absent. */
  readonly applies?: (state: State) => boolean;
}

export type Command = Action | { readonly type: 'suspend' };

const FAR = 1000;
const COARSE = 10;
// Months.
const YEAR = 12;

const plain = (state: State) => state.overlay === undefined;
const onLevers = (state: State) =>
  state.overlay === undefined && state.focus === 'levers' && selectedRow(state) !== undefined;
const onMap = (state: State) => state.overlay === 'map';
const onDraft = (state: State) => plain(state) && currentDraft(state) !== undefined;
const hasLab = (state: State) => plain(state) && state.lab !== undefined;

export const BINDINGS: readonly Binding[] = [
  { keys: ['up', 'k'], shown: '{up} k', label: 'previous', does: move(-1) },
  { keys: ['down', 'j'], shown: '{down} j', label: 'next', does: move(1) },
  { keys: ['home', 'g'], shown: 'Home g', label: 'first', does: move(-FAR) },
  { keys: ['end', 'G'], shown: 'End G', label: 'last', does: move(FAR) },
  { keys: ['left', 'h'], shown: 'Left h', label: 'less', does: nudge(-1), applies: onMoved },
  {
    keys: ['right', 'l'],
    shown: 'Right l',
    short: 'h l',
    label: 'more',
    does: nudge(1),
    applies: onMoved,
  },
  {
    keys: ['shift-left', 'H'],
    shown: 'Shift-Left H',
    label: 'muchLess',
    does: nudge(-COARSE),
    applies: onLevers,
  },
  {
    keys: ['shift-right', 'L'],
    shown: 'Shift-Right L',
    label: 'muchMore',
    does: nudge(COARSE),
    applies: onLevers,
  },
  ...[...'123456789.-'].map(
    (text, i): Binding => ({
      keys: [text],
      shown: i === 0 ? '1 to 9 . -' : '',
      ...(i === 0 ? { short: '1-9' } : {}),
      label: 'type',
      does: { type: 'type', text },
      applies: onLevers,
    }),
  ),
  {
    keys: ['0', 'backspace'],
    shown: '0 Backspace',
    short: '0',
    label: 'reset',
    does: { type: 'reset' },
    applies: (state) => onLevers(state) && onDraft(state),
  },
  {
    keys: ['r'],
    shown: 'r',
    short: 'r',
    label: 'regions',
    does: { type: 'regions' },
    applies: (state) => onLevers(state) && (selectedRow(state)?.lever.regions.length ?? 0) > 0,
  },
  {
    keys: ['['],
    shown: '[',
    label: 'earlier',
    does: { type: 'move-start', by: -1 },
    applies: onLevers,
  },
  {
    keys: [']'],
    shown: ']',
    short: '[ ]',
    label: 'later',
    does: { type: 'move-start', by: 1 },
    applies: onLevers,
  },
  {
    keys: ['{'],
    shown: '{',
    label: 'earlierYear',
    does: { type: 'move-start', by: -YEAR },
    applies: onLevers,
  },
  {
    keys: ['}'],
    shown: '}',
    label: 'laterYear',
    does: { type: 'move-start', by: YEAR },
    applies: onLevers,
  },
  {
    keys: ['<', ','],
    shown: '< ,',
    label: 'shorter',
    does: { type: 'change-ramp', by: -1 },
    applies: onLevers,
  },
  {
    keys: ['>'],
    shown: '>',
    short: '< >',
    label: 'longer',
    does: { type: 'change-ramp', by: 1 },
    applies: onLevers,
  },
  {
    keys: [' '],
    shown: 'Space',
    short: 'space',
    label: 'pin',
    does: { type: 'toggle-pin' },
    applies: (state) => plain(state) && state.focus === 'scenarios',
  },
  {
    keys: [' '],
    shown: '',
    short: 'space',
    label: 'pick',
    does: { type: 'toggle-pin' },
    applies: onMap,
  },
  {
    keys: ['tab', 'shift-tab'],
    shown: 'Tab',
    short: 'Tab',
    label: 'focus',
    does: { type: 'change-focus' },
    applies: hasLab,
  },
  {
    keys: ['m'],
    shown: 'm',
    short: 'm',
    label: 'metric',
    does: { type: 'change-view', by: 1 },
    applies: plain,
  },
  {
    keys: ['M'],
    shown: 'M',
    label: 'previousMetric',
    does: { type: 'change-view', by: -1 },
    applies: plain,
  },
  {
    keys: ['z'],
    shown: 'z',
    short: 'z',
    label: 'zoom',
    does: { type: 'toggle-zoom' },
    applies: plain,
  },
  {
    keys: ['v'],
    shown: 'v',
    short: 'v',
    label: 'many',
    does: { type: 'toggle-many' },
    applies: plain,
  },
  {
    keys: ['return'],
    shown: '',
    short: 'Enter',
    label: 'apply',
    does: { type: 'reason' },
    applies: onMap,
  },
  {
    keys: ['i', 'return'],
    shown: 'i Enter',
    short: 'i',
    label: 'reason',
    does: { type: 'reason' },
    applies: (state) => state.lab !== undefined && !onMap(state) && state.overlay !== 'quit',
  },
  { keys: ['c'], shown: 'c', short: 'c', label: 'copy', does: { type: 'copy' }, applies: hasLab },
  {
    keys: ['u'],
    shown: 'u',
    short: 'u',
    label: 'undo',
    does: { type: 'undo' },
    applies: (state) => hasLab(state) && state.past.length > 0,
  },
  {
    keys: ['\u0012'],
    shown: 'Ctrl-R',
    label: 'redo',
    does: { type: 'redo' },
    applies: (state) => hasLab(state) && state.future.length > 0,
  },
  { keys: ['s'], shown: 's', short: 's', label: 'save', does: { type: 'save' }, applies: onDraft },
  { keys: ['e'], shown: 'e', label: 'export', does: { type: 'export' }, applies: hasLab },
  { keys: ['/'], shown: '/', label: 'find', does: { type: 'find' }, applies: hasLab },
  { keys: ['t'], shown: 't', label: 'theme', does: { type: 'change-theme' } },
  {
    keys: ['?'],
    shown: '?',
    short: '?',
    label: 'help',
    does: { type: 'toggle-help' },
    applies: plain,
  },
  {
    keys: ['y'],
    shown: '',
    short: 'y',
    label: 'quit',
    does: { type: 'quit' },
    applies: (state) => state.overlay === 'quit',
  },
  { keys: ['escape'], shown: 'Esc', label: 'back', does: { type: 'back' } },
  {
    keys: ['q', '\u0003'],
    shown: 'q Ctrl-C',
    short: 'q',
    label: 'quit',
    does: { type: 'quit' },
    applies: (state) => state.overlay !== 'quit',
  },
  { keys: ['\u0003'], shown: '', label: 'quit', does: { type: 'quit' } },
  { keys: ['\u001A'], shown: 'Ctrl-Z', label: 'suspend', does: { type: 'suspend' } },
];

function onMoved(state: State): boolean {
  return onLevers(state) || onMap(state);
}

function nudge(by: number): Action {
  return { type: 'nudge', by };
}

/** The bindings that do something now. */
export function bindingsNow(state: State): readonly Binding[] {
  return BINDINGS.filter((one) => one.applies?.(state) ?? true);
}

/** What a key asks for in this state. */
export function commandOf(state: State, name: string): Command | undefined {
  if (state.prompt !== undefined && name !== '\u0003' && name !== '\u001A') {
    return { type: 'prompt', key: name };
  }
  return bindingsNow(state).find((one) => one.keys.includes(name))?.does;
}

const CONTROL: Readonly<Record<string, readonly string[]>> = {
  c: ['\u0003'],
  r: ['\u0012'],
  z: ['\u001A'],
};
const CHARACTERS: Readonly<Record<string, string>> = {
  '\t': 'tab',
  '\r': 'return',
  '\n': 'return',
  '\u007F': 'backspace',
};

/**
 * The names of the keys of an input event. Keys that arrive together (held keys, a slow line, a test) come
 * from Ink as one string, so each character counts.
 */
export function keyNames(input: string, key: InkKey): readonly string[] {
  if (key.upArrow) return ['up'];
  if (key.downArrow) return ['down'];
  if (key.leftArrow) return [key.shift ? 'shift-left' : 'left'];
  if (key.rightArrow) return [key.shift ? 'shift-right' : 'right'];
  if (key.return) return ['return'];
  // Ink 6 calls Backspace delete.
  if (key.backspace || key.delete) return ['backspace'];
  if (key.home) return ['home'];
  if (key.end) return ['end'];
  if (key.escape) return ['escape'];
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  if (key.ctrl) return CONTROL[input] ?? [];
  return [...input].map((char) => CHARACTERS[char] ?? char);
}

function move(by: number): Action {
  return { type: 'move-cursor', by };
}
