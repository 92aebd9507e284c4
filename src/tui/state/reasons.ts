import type { FactRow } from '../../report/fact-rows.js';
import { selectedAssumption, selectedRow } from './selectors.js';
import type { State } from './state.js';

/** What is asked about: a lever, an assumption, or what the table and the charts show; or what was followed. */
export function reasonName(state: State): string | undefined {
  const followed = state.followed.at(-1);
  if (followed !== undefined) return followed;
  if (state.focus === 'levers') return selectedRow(state)?.lever.name;
  if (state.focus === 'assumptions') return selectedAssumption(state)?.name;
  return state.lab?.subjects[state.view];
}

/** The facts, row by row, the title first. */
export function reasonRows(state: State): readonly FactRow[] {
  const name = reasonName(state);
  return name === undefined ? [] : (state.lab?.bench.reason(name, state.language) ?? []);
}

/** The names that the reason on screen leads to: what the quantity uses. */
export function linksOf(state: State): readonly string[] {
  return reasonRows(state).find((one) => one.list === 'uses')?.names ?? [];
}
