import { useEffect } from 'react';
import type { Bench } from '../../live/bench.js';
import type { SnapshotSource } from '../../live/shown.js';
import type { Action, State } from '../state/looking.js';
import { currentDraft, drawnScenarios, shiftedScenarios } from '../state/selectors.js';
import { exportedText, savedText } from '../state/told.js';
import type { Words } from '../words/words.js';

/** What is on screen, as far as the bench is concerned. */
export interface OnScreen {
  /** Variables of the charts. */
  readonly variables: readonly string[];
  /** Whether the map is, or a chart of a region. */
  readonly byRegion: boolean;
}

/** Hands drafts to the bench as they change, and carries out what is asked of it. */
export function useBench(
  source: SnapshotSource,
  state: State,
  onScreen: OnScreen,
  words: Words,
  dispatch: (action: Action) => void,
): void {
  const { bench } = source;
  const { drafts, request, shifts, cursor, region, assuming } = state;
  const variables = onScreen.variables.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what runs follows from these alone.
  useEffect(() => {
    if (bench === undefined) return;
    const shifted = shiftedScenarios(state);
    const reference = shifted[0]?.draft.name ?? '';
    bench.show({
      drafts: [...drafts, ...shifted.map((one) => one.draft)],
      against: Object.fromEntries(shifted.slice(1).map(({ draft }) => [draft.name, reference])),
      drawn: drawnNames(source, state),
      variables: onScreen.variables,
      region,
      byRegion: onScreen.byRegion || region !== undefined,
    });
  }, [bench, drafts, shifts, assuming, cursor, state.pinned, region, variables, onScreen.byRegion]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a request is carried out once.
  useEffect(() => {
    if (bench === undefined || request === undefined) return;
    if (request.kind === 'export') {
      const done = bench.export(drawnNames(source, state), onScreen.variables);
      dispatch({ type: 'tell', text: exportedText(done, words) });
      return;
    }
    save(bench, state, request.name, words, dispatch);
  }, [bench, request]);
}

function save(
  bench: Bench,
  state: State,
  name: string,
  words: Words,
  dispatch: (action: Action) => void,
): void {
  const draft = currentDraft(state);
  if (draft === undefined) return;
  const done = bench.save(draft, name);
  const text = savedText(done, words);
  if (done.kind !== 'saved') dispatch({ type: 'tell', text });
  else dispatch({ type: 'tell', text, saved: draft, now: done.draft, merged: done.merged });
}

/** The scenario under the cursor is the hastiest, then what stands beside it. */
function drawnNames(source: SnapshotSource, state: State): string[] {
  const shifted = shiftedScenarios(state).map((one) => one.draft.name);
  const names = [...source.scenarios, ...state.drafts].map((one) => one.name);
  const drawn = drawnScenarios(state)
    .filter((one) => one < names.length)
    .toReversed();
  return [
    ...drawn.flatMap((index) => names[index] ?? []).slice(0, 1),
    ...shifted,
    ...drawn.slice(1).flatMap((index) => names[index] ?? []),
  ];
}
