import type { MetricComparison } from '../analysis/comparison.js';
import { printable } from '../diagnostics/printable.js';
import { inLanguage, type Text } from '../model/names.js';
import type { Language } from '../report/words.js';
import type { Snapshot, SnapshotSource } from './snapshot.js';
import type { State } from './state.js';
import type { Theme } from './theme.js';
import type { Words } from './words.js';

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

/** The metrics there are, in their order. */
export function metricNames(snapshot: Snapshot | undefined): readonly string[] {
  return [...new Set((snapshot?.comparisons ?? []).map((one) => one.metric.name))];
}

/** The metric behind the view that is shown, if there is one. */
export function chosenMetric(scene: Scene): string | undefined {
  return scene.source.views[scene.state.view]?.metric;
}

/** Worlds that have run under the scenario under the cursor, with its inputs as they are now. */
export function worldsDone({ snapshot, source, state }: Scene): number {
  const name = source.scenarios[state.cursor]?.name ?? '';
  if (snapshot?.progress === undefined) return snapshot?.done ?? 0;
  return snapshot.progress[name] ?? 0;
}
