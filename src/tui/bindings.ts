import { currentDraft, selectedAssumption, selectedRow } from './chosen.js';
import type { Action, Pane, State } from './shape.js';
import type { Words } from './words.js';

/** One line of the key table: footer, help, palette and behaviour all come from it. */
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
  /** The binding is of use only with levers. */
  readonly lab?: true;
}

export type Command = Action | { readonly type: 'suspend' };

const FAR = 1000;
const COARSE = 10;
// Months.
const YEAR = 12;

const plain = (state: State) => state.overlay === undefined && !state.help;
const inPane =
  (...panes: readonly Pane[]) =>
  (state: State) =>
    plain(state) && panes.includes(state.focus);
const onLever = (state: State) =>
  inPane('levers', 'map')(state) && selectedRow(state) !== undefined;
const onSlider = (state: State) => inPane('levers')(state) && selectedRow(state) !== undefined;
const onAssumption = (state: State) =>
  inPane('assumptions')(state) && selectedAssumption(state) !== undefined;
const onValue = (state: State) => onSlider(state) || onAssumption(state);
const onScope = (state: State) =>
  inPane('map')(state) && (selectedRow(state)?.lever.regions.length ?? 0) > 0;
const onDraft = (state: State) => plain(state) && currentDraft(state) !== undefined;
const hasLab = (state: State) => plain(state) && state.lab !== undefined;
const hasMap = (state: State) => hasLab(state) && (state.lab?.bench.tiles.length ?? 0) > 1;
const canReset = (state: State) =>
  onAssumption(state)
    ? state.shifts[selectedAssumption(state)?.name ?? ''] !== undefined
    : onSlider(state) && currentDraft(state) !== undefined;

const move = (by: number): Action => ({ type: 'move-cursor', by });
const nudge = (by: number): Action => ({ type: 'nudge', by });

const MOVING: readonly Binding[] = [
  { keys: ['up', 'k'], shown: '{up} k', label: 'previous', does: move(-1) },
  { keys: ['down', 'j'], shown: '{down} j', label: 'next', does: move(1) },
  { keys: ['home', 'g'], shown: 'Home g', label: 'first', does: move(-FAR) },
  { keys: ['end', 'G'], shown: 'End G', label: 'last', does: move(FAR) },
  {
    keys: ['tab'],
    shown: 'Tab',
    short: 'Tab',
    label: 'focus',
    does: { type: 'change-focus', by: 1 },
    applies: plain,
  },
  {
    keys: ['shift-tab'],
    shown: 'Shift-Tab',
    label: 'focusBack',
    does: { type: 'change-focus', by: -1 },
    applies: plain,
  },
];

const SLIDING: readonly Binding[] = [
  {
    keys: ['left', 'h'],
    shown: 'Left h',
    label: 'less',
    does: nudge(-1),
    applies: inPane('levers', 'assumptions', 'map', 'table'),
  },
  {
    keys: ['right', 'l'],
    shown: 'Right l',
    label: 'more',
    short: 'h l',
    does: nudge(1),
    applies: onValue,
    lab: true,
  },
  {
    keys: ['right', 'l'],
    shown: '',
    label: 'more',
    does: nudge(1),
    applies: inPane('map', 'table'),
  },
  {
    keys: ['shift-left', 'H'],
    shown: 'Shift-Left H',
    label: 'muchLess',
    does: nudge(-COARSE),
    applies: onValue,
    lab: true,
  },
  {
    keys: ['shift-right', 'L'],
    shown: 'Shift-Right L',
    label: 'muchMore',
    does: nudge(COARSE),
    applies: onValue,
    lab: true,
  },
  ...[...'123456789.-'].map(
    (text, i): Binding => ({
      keys: [text],
      shown: i === 0 ? '1 to 9 . -' : '',
      ...(i === 0 ? { short: '1-9' } : {}),
      label: 'type',
      does: { type: 'type', text },
      applies: onValue,
      lab: true,
    }),
  ),
  {
    keys: ['0', 'backspace'],
    shown: '0 Backspace',
    short: '0',
    label: 'reset',
    does: { type: 'reset' },
    applies: canReset,
    lab: true,
  },
  {
    keys: ['n'],
    shown: 'n',
    short: 'n',
    label: 'narrow',
    does: { type: 'narrow' },
    applies: onAssumption,
    lab: true,
  },
  {
    keys: ['['],
    shown: '[',
    label: 'earlier',
    does: { type: 'move-start', by: -1 },
    applies: onLever,
    lab: true,
  },
  {
    keys: [']'],
    shown: ']',
    short: '[ ]',
    label: 'later',
    does: { type: 'move-start', by: 1 },
    applies: onSlider,
    lab: true,
  },
  {
    keys: ['{'],
    shown: '{',
    label: 'earlierYear',
    does: { type: 'move-start', by: -YEAR },
    applies: onSlider,
    lab: true,
  },
  {
    keys: ['}'],
    shown: '}',
    label: 'laterYear',
    does: { type: 'move-start', by: YEAR },
    applies: onSlider,
    lab: true,
  },
  {
    keys: ['<', ','],
    shown: '< ,',
    label: 'shorter',
    does: { type: 'change-ramp', by: -1 },
    applies: onSlider,
    lab: true,
  },
  {
    keys: ['>'],
    shown: '>',
    short: '< >',
    label: 'longer',
    does: { type: 'change-ramp', by: 1 },
    applies: onSlider,
    lab: true,
  },
];

const inReason = (state: State) => state.overlay === 'reason';

const REASONS: readonly Binding[] = [
  {
    keys: ['left', 'h'],
    shown: '',
    label: 'follow',
    does: { type: 'pick-link', by: -1 },
    applies: inReason,
  },
  {
    keys: ['right', 'l'],
    shown: '',
    label: 'follow',
    does: { type: 'pick-link', by: 1 },
    applies: inReason,
  },
  {
    keys: ['return'],
    shown: '',
    short: 'Enter',
    label: 'follow',
    does: { type: 'follow' },
    applies: inReason,
  },
];

const LOOKING: readonly Binding[] = [
  {
    keys: [' '],
    shown: 'Space',
    short: 'space',
    label: 'pin',
    does: { type: 'toggle-pin' },
    applies: inPane('scenarios'),
  },
  {
    keys: [' '],
    shown: '',
    short: 'space',
    label: 'scope',
    does: { type: 'scope' },
    applies: onScope,
  },
  {
    keys: ['return'],
    shown: '',
    short: 'Enter',
    label: 'showRegion',
    does: { type: 'show-region' },
    applies: inPane('map'),
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
    keys: ['r'],
    shown: 'r',
    short: 'r',
    label: 'regions',
    does: { type: 'focus', pane: 'map' },
    applies: (state) => hasMap(state) && state.focus !== 'map',
    lab: true,
  },
  {
    keys: ['a'],
    shown: 'a',
    short: 'a',
    label: 'assume',
    does: { type: 'assume' },
    applies: hasLab,
    lab: true,
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
    keys: ['z'],
    shown: 'z',
    short: 'z',
    label: 'zoom',
    does: { type: 'toggle-zoom' },
    applies: plain,
  },
  {
    keys: ['i', 'return'],
    shown: 'i Enter',
    short: 'i',
    label: 'reason',
    does: { type: 'reason' },
    applies: (state) => state.lab !== undefined && state.overlay !== 'quit' && !state.help,
    lab: true,
  },
];

const DOING: readonly Binding[] = [
  {
    keys: ['c'],
    shown: 'c',
    short: 'c',
    label: 'copy',
    does: { type: 'copy' },
    applies: hasLab,
    lab: true,
  },
  {
    keys: ['u'],
    shown: 'u',
    short: 'u',
    label: 'undo',
    does: { type: 'undo' },
    applies: (state) => hasLab(state) && state.past.length > 0,
    lab: true,
  },
  {
    keys: ['\u0012'],
    shown: 'Ctrl-R',
    label: 'redo',
    does: { type: 'redo' },
    applies: (state) => hasLab(state) && state.future.length > 0,
    lab: true,
  },
  {
    keys: ['s'],
    shown: 's',
    short: 's',
    label: 'save',
    does: { type: 'save' },
    applies: onDraft,
    lab: true,
  },
  {
    keys: ['e'],
    shown: 'e',
    label: 'export',
    does: { type: 'export' },
    applies: hasLab,
    lab: true,
  },
  {
    keys: ['/'],
    shown: '/',
    short: '/',
    label: 'find',
    does: { type: 'find' },
    applies: hasLab,
    lab: true,
  },
  {
    keys: [':', '\u0010'],
    shown: ': Ctrl-P',
    short: ':',
    label: 'palette',
    does: { type: 'palette' },
    applies: plain,
  },
  { keys: ['t'], shown: 't', label: 'theme', does: { type: 'change-theme' } },
  {
    keys: ['?'],
    shown: '?',
    short: '?',
    label: 'help',
    does: { type: 'toggle-help' },
    applies: (state) => state.overlay === undefined,
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

export const BINDINGS: readonly Binding[] = [
  ...REASONS,
  ...MOVING,
  ...SLIDING,
  ...LOOKING,
  ...DOING,
];

/** Whether a binding does something now. */
export function appliesNow(binding: Binding, state: State): boolean {
  return binding.applies?.(state) ?? true;
}

/** The bindings that do something now. */
export function bindingsNow(state: State): readonly Binding[] {
  return BINDINGS.filter((one) => appliesNow(one, state));
}
