import { useEffect } from 'react';
import type { Bench } from './bench.js';
import type { SnapshotSource } from './snapshot.js';
import { type Action, currentDraft, drawnScenarios, type State } from './state.js';
import type { Words } from './words.js';

/** Hands drafts to the bench as they change, and carries out what is asked of it. */
export function useBench(
  source: SnapshotSource,
  state: State,
  words: Words,
  dispatch: (action: Action) => void,
): void {
  const { bench } = source;
  const { drafts, request } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what runs follows from the drafts and the cursor alone.
  useEffect(() => {
    if (bench === undefined) return;
    const names = [...source.scenarios, ...drafts].map((one) => one.name);
    const problems = Object.values(bench.show(drafts, names[state.cursor] ?? ''));
    if (problems[0] !== undefined) dispatch({ type: 'tell', text: problems[0] });
  }, [bench, drafts, state.cursor]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a request is carried out once.
  useEffect(() => {
    if (bench === undefined || request === undefined) return;
    if (request.kind === 'export') {
      dispatch({ type: 'tell', text: exportShown(bench, source, state, words) });
      return;
    }
    const draft = currentDraft(state);
    if (draft === undefined) return;
    const { saved, message } = bench.save(draft, request.name);
    if (saved)
      dispatch({ type: 'tell', text: words.savedAs(message), saved: draft, as: request.name });
    else dispatch({ type: 'tell', text: message });
  }, [bench, request]);
}

function exportShown(bench: Bench, source: SnapshotSource, state: State, words: Words): string {
  const names = [...source.scenarios, ...state.drafts].map((one) => one.name);
  const drawn = drawnScenarios(state).flatMap((index) => names[index] ?? []);
  return words.exported(bench.export(drawn, source.views[state.view]?.variable));
}
