import { bindingsNow, type Command } from './bindings.js';
import { paletteEntries } from './palette-list.js';
import type { State } from './shape.js';

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

const ALWAYS = ['\u0003', '\u001A'];

/** What a key asks for in this state. */
export function commandOf(state: State, name: string): Command | undefined {
  if (state.prompt !== undefined && !ALWAYS.includes(name)) return { type: 'prompt', key: name };
  return bindingsNow(state).find((one) => one.keys.includes(name))?.does;
}

/** What Enter in the palette asks for. */
export function paletteCommand(state: State): Command | undefined {
  const entries = paletteEntries(state);
  const entry = entries[Math.min(state.prompt?.at ?? 0, entries.length - 1)];
  return entry?.applies === true ? entry.binding.does : undefined;
}

const CONTROL: Readonly<Record<string, readonly string[]>> = {
  c: ['\u0003'],
  p: ['\u0010'],
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
