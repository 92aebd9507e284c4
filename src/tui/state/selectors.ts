import type { AssumptionHead } from '../../live/bench.js';
import type { Draft } from '../../scenario/draft.js';
import { type LeverRow, leverRows } from './editing.js';
import type { State } from './state.js';

// What follows from the state: which draft, slider, assumption is under the cursor.

/** The draft under the cursor, if it is one. */
export function currentDraft(state: State): Draft | undefined {
  return state.drafts[state.cursor - (state.lab?.names.length ?? state.scenarioCount)];
}

/** The loaded scenario that the one under the cursor is, or extends. */
export function sourceIndex(state: State): number {
  const draft = currentDraft(state);
  return draft === undefined ? state.cursor : (state.lab?.names.indexOf(draft.source) ?? -1);
}

/** The sliders of the scenario under the cursor. */
export function sliders(state: State): LeverRow[] {
  const { lab } = state;
  return lab === undefined ? [] : leverRows(lab.bench, sourceIndex(state), currentDraft(state));
}

export function selectedRow(state: State): LeverRow | undefined {
  return sliders(state)[state.row];
}

export function selectedAssumption(state: State): AssumptionHead | undefined {
  return state.lab?.bench.assumptions[state.assumption];
}

/** The region under the cursor of the map. */
export function selectedRegion(state: State): string | undefined {
  return state.lab?.bench.tiles[state.tile]?.region;
}

/** Drafts with changes that are in no file. */
export function unsaved({ drafts, saved }: State): readonly Draft[] {
  return drafts.filter((one) => saved[one.name] !== JSON.stringify(one));
}

/** The scenarios in the chart, in the order they are drawn: the one under the cursor last, on top. */
export function drawnScenarios(state: State): readonly number[] {
  if (state.scenarioCount === 0) return [];
  if (state.assuming) {
    const plain = state.cursor === 0 ? [0] : [0, state.cursor];
    return [...plain.flatMap((one) => shiftedIndex(state, one) ?? []), ...plain];
  }
  const others = state.pinned.flatMap((pin, index) =>
    pin && index !== state.cursor ? [index] : [],
  );
  return [...others, state.cursor];
}

/** A scenario under the changed assumptions, and the number of the one that it is of. */
export interface Shifted {
  readonly draft: Draft;
  readonly of: number;
}

/**
 * The baseline and the scenario under the cursor, under the changed assumptions. They come after all others, and
 * each is compared with the first of them.
 */
export function shiftedScenarios(state: State): readonly Shifted[] {
  const { lab, shifts, cursor, assuming } = state;
  if (lab === undefined || !assuming || Object.keys(shifts).length === 0) return [];
  const numbers = cursor === 0 ? [0] : [0, cursor];
  return numbers.flatMap((of) => {
    const own = state.drafts[of - lab.names.length];
    const source = own?.source ?? lab.names[of];
    if (source === undefined || lab.bench.programmes[lab.names.indexOf(source)] === undefined)
      return [];
    const draft: Draft = {
      name: `${own?.name ?? source}_assumed`,
      title: lab.words.underChanged,
      source,
      changes: own?.changes ?? {},
      assumptions: { ...own?.assumptions, ...shifts },
    };
    return [{ draft, of }];
  });
}

/** The number of a scenario under the changed assumptions. */
export function shiftedIndex(state: State, of: number): number | undefined {
  const at = shiftedScenarios(state).findIndex((one) => one.of === of);
  return at < 0 ? undefined : state.scenarioCount + at;
}
