import type { MetricComparison } from '../../analysis/comparison.js';
import { printable } from '../../diagnostics/printable.js';
import type { Snapshot, SnapshotSource } from '../../live/shown.js';
import { inLanguage, type Text } from '../../model/names.js';
import type { Language } from '../../report/words.js';
import type { Draft } from '../../scenario/draft.js';
import type { State } from '../state/looking.js';
import { shiftedScenarios } from '../state/selectors.js';
import type { Words } from '../words/words.js';
import { letterOf, type Theme } from './theme.js';

/** All that a pane needs to draw itself. */
export interface Scene {
  readonly source: SnapshotSource;
  readonly snapshot: Snapshot | undefined;
  /** Why no more snapshots come, if so. */
  readonly failure: string | undefined;
  readonly state: State;
  readonly theme: Theme;
  readonly words: Words;
  readonly language: Language;
}

/** A text from a file in the language of the interface, safe to show. */
export function textIn(scene: Scene, text: Text): string {
  return printable(inLanguage(text, scene.language).replace(/\s+/g, ' ').trim());
}

/** The comparison of one metric under one scenario, if it is known yet. */
export function comparisonOf(
  scene: Scene,
  metric: string,
  scenario: number,
): MetricComparison | undefined {
  const name = scene.source.scenarios[scenario]?.name;
  return scene.snapshot?.comparisons.find(
    (one) => one.metric.name === metric && one.scenario === name,
  );
}

/** All that is known of one scenario. */
export function comparisonsOf(scene: Scene, scenario: number): readonly MetricComparison[] {
  const name = scene.source.scenarios[scenario]?.name;
  return (scene.snapshot?.comparisons ?? []).filter((one) => one.scenario === name);
}

/** The metrics there are, in their order. */
export function metricNames(snapshot: Snapshot | undefined): readonly string[] {
  return [...new Set((snapshot?.comparisons ?? []).map((one) => one.metric.name))];
}

/** The metric behind the view that is shown, if there is one. */
export function chosenMetric(scene: Scene): string | undefined {
  return scene.source.views[scene.state.view]?.metric;
}

/** Worlds that have run under a scenario with its inputs as they are now; under that at the cursor if none is named. */
export function worldsDone({ snapshot, source, state }: Scene, scenario = state.cursor): number {
  const head = source.scenarios[scenario];
  if (snapshot?.progress === undefined || head === undefined) return snapshot?.done ?? 0;
  const drafts = [...state.drafts, ...shiftedScenarios(state).map((one) => one.draft)];
  const draft = drafts.find((one) => one.name === head.name);
  // Until the change has been heard, what is known is of what was before.
  if (draft !== undefined && !sameDraft(snapshot.drafts?.get(head.name), draft)) return 0;
  return snapshot.progress[head.name] ?? 0;
}

// The scenarios under changed assumptions are made anew for each frame.
function sameDraft(a: Draft | undefined, b: Draft): boolean {
  return a === b || (a?.changes === b.changes && JSON.stringify(a) === JSON.stringify(b));
}

/** The scenario that a number in the chart is of, and whether it is so under changed assumptions. */
export function ownerOf(
  state: State,
  at: number,
): { readonly scenario: number; readonly shifted: boolean } {
  const shifted = shiftedScenarios(state)[at - state.scenarioCount];
  return { scenario: shifted?.of ?? at, shifted: shifted !== undefined };
}

/** `B`, and `B′` under changed assumptions. */
export function markOf(scene: Scene, at: number): string {
  const { scenario, shifted } = ownerOf(scene.state, at);
  const prime = scene.theme.glyphSet === 'ascii' ? "'" : '′';
  return letterOf(scenario) + (shifted ? prime : '');
}

/** What a line is called at its end. */
export function labelOf(scene: Scene, at: number): string {
  const head = scene.source.scenarios[at];
  return `${markOf(scene, at)} ${head === undefined ? '' : textIn(scene, head.title)}`;
}

export function regionTitle({ state, language }: Scene, region: string): string {
  const { levers = [] } = state.lab?.bench ?? {};
  const found = levers.flatMap((one) => one.regions).find((one) => one.name === region);
  return printable(inLanguage(found?.title ?? region, language));
}
