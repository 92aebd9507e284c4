import type { State } from '../state/state.js';
import { WORDS } from '../words/words.js';
import { appliesNow, BINDINGS, type Binding } from './bindings.js';

/** An action of the palette. */
export interface PaletteEntry {
  readonly binding: Binding;
  readonly label: string;
  readonly applies: boolean;
}

/** The actions that match what is typed, the best first: those that do something now before the others. */
export function paletteEntries(state: State): readonly PaletteEntry[] {
  const words = WORDS[state.language].keys;
  const text = state.prompt?.text.toLowerCase() ?? '';
  // Typing opened the palette, so what applies is judged as it is without it.
  const under: State = { ...state, prompt: undefined };
  return BINDINGS.filter(({ shown }) => shown !== '')
    .flatMap((binding) => {
      const label = words[binding.label];
      const score = fuzzy(label.toLowerCase(), text);
      return score === undefined
        ? []
        : [{ binding, label, score, applies: appliesNow(binding, under) }];
    })
    .sort((a, b) => Number(b.applies) - Number(a.applies) || b.score - a.score);
}

/**
 * How well the letters of `text` are found in `label`, in their order: more for neighbours and for beginnings of
 * words; undefined when they are not.
 */
export function fuzzy(label: string, text: string): number | undefined {
  let score = 0;
  let from = 0;
  for (const char of text) {
    if (char === ' ') continue;
    const at = label.indexOf(char, from);
    if (at < 0) return undefined;
    if (at === from && from > 0) score += 2;
    if (at === 0 || label[at - 1] === ' ') score += 3;
    score -= Math.min(3, at - from) / 3;
    from = at + 1;
  }
  return score;
}
