import { selectedAssumption, selectedRow } from './chosen.js';
import type { State } from './shape.js';

// Labels of the facts are that wide.
export const LABEL = 13;

/** What is asked about: a lever, an assumption, or what the table and the charts show; or what was followed. */
export function reasonName(state: State): string | undefined {
  const followed = state.followed.at(-1);
  if (followed !== undefined) return followed;
  if (state.focus === 'levers') return selectedRow(state)?.lever.name;
  if (state.focus === 'assumptions') return selectedAssumption(state)?.name;
  return state.lab?.subjects[state.view];
}

/** The facts, line by line. */
export function reasonTexts(state: State): readonly string[] {
  const name = reasonName(state);
  return name === undefined ? [] : (state.lab?.bench.reason(name, state.language) ?? []);
}

/** The names that the reason on screen leads to: what the quantity uses. */
export function linksOf(state: State): readonly string[] {
  const uses = reasonTexts(state).find(isUses);
  return uses === undefined
    ? []
    : uses
        .slice(LABEL)
        .split(', ')
        .map((one) => one.trim());
}

/** Whether a line names what the quantity uses. */
export function isUses(text: string): boolean {
  return /^\s+uses\s/.test(text);
}
