import type { Action } from './state.js';
import type { Words } from './words.js';

/** The parts of Ink's key object that are looked at. */
export interface InkKey {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
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
}

export type Command = Action | { readonly type: 'suspend' };

const FAR = 1000;

export const BINDINGS: readonly Binding[] = [
  { keys: ['up', 'k'], shown: '{up} k', label: 'previous', does: move(-1) },
  { keys: ['down', 'j'], shown: '{down} j', label: 'next', does: move(1) },
  { keys: ['home', 'g'], shown: 'Home g', label: 'first', does: move(-FAR) },
  { keys: ['end', 'G'], shown: 'End G', label: 'last', does: move(FAR) },
  { keys: [' '], shown: 'Space', short: 'space', label: 'pin', does: { type: 'toggle-pin' } },
  {
    keys: ['m', 'tab'],
    shown: 'm Tab',
    short: 'm',
    label: 'metric',
    does: { type: 'change-view', by: 1 },
  },
  {
    keys: ['M', 'shift-tab'],
    shown: 'M Shift-Tab',
    label: 'previousMetric',
    does: { type: 'change-view', by: -1 },
  },
  { keys: ['z'], shown: 'z', short: 'z', label: 'zoom', does: { type: 'toggle-zoom' } },
  { keys: ['?'], shown: '?', short: '?', label: 'help', does: { type: 'toggle-help' } },
  { keys: ['escape'], shown: 'Esc', label: 'back', does: { type: 'back' } },
  { keys: ['q', '\u0003'], shown: 'q Ctrl-C', short: 'q', label: 'quit', does: { type: 'quit' } },
  {
    keys: ['\u001A'],
    shown: 'Ctrl-Z',
    label: 'suspend',
    does: { type: 'suspend' },
  },
];

const COMMANDS = new Map(BINDINGS.flatMap(({ keys, does }) => keys.map((key) => [key, does])));

/**
 * What an input event asks for. Keys that arrive together (held keys, a slow line, a test) come from
 * Ink as one string, so each character counts.
 */
export function commandsOf(input: string, key: InkKey): Command[] {
  return keyNames(input, key).flatMap((name) => COMMANDS.get(name) ?? []);
}

function keyNames(input: string, key: InkKey): string[] {
  if (key.upArrow) return ['up'];
  if (key.downArrow) return ['down'];
  if (key.home) return ['home'];
  if (key.end) return ['end'];
  if (key.escape) return ['escape'];
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  if (key.ctrl) return input === 'c' ? ['\u0003'] : input === 'z' ? ['\u001A'] : [];
  return [...input].map((char) => (char === '\t' ? 'tab' : char));
}

function move(by: number): Action {
  return { type: 'move-cursor', by };
}
