import type { State } from '../state/state.js';
import { bindingsNow, type Command } from './bindings.js';
import { paletteEntries } from './palette-list.js';

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
