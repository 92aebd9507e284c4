import { printable } from '../../diagnostics/printable.js';
import { drawChart } from '../draw/chart.js';
import type { ChartSeries } from '../draw/chart-series.js';
import type { Size } from '../draw/layout.js';
import { framed, span } from '../draw/lines.js';
import { labelOf, ownerOf, regionTitle, type Scene, textIn } from '../draw/scene.js';
import type { Line } from '../draw/style.js';
import { drawnScenarios } from '../state/selectors.js';
import { gridOf, share } from './chart-grid.js';

/** The chosen variable over time, or several in small charts, for the scenarios in the chart. */
export function chartPane(scene: Scene, size: Size): Line[] {
  const { source } = scene;
  const { columns, rows, count, first } = gridOf(scene, size);
  return Array.from({ length: rows }, (_, row) => {
    const height = share(size.height, rows, row);
    const charts = Array.from({ length: columns }, (_, column) => {
      const width = share(size.width, columns, column);
      const at = row * columns + column;
      return at >= count || source.views[first + at] === undefined
        ? Array.from({ length: height }, (): Line => [span(' '.repeat(width))])
        : oneChart(scene, { width, height }, first + at);
    });
    return Array.from({ length: height }, (_, at): Line => charts.flatMap((one) => one[at] ?? []));
  }).flat();
}

function oneChart(scene: Scene, size: Size, index: number): Line[] {
  const { state, theme, words, snapshot } = scene;
  const { roles } = theme;
  const series = seriesOf(scene, index);
  const lines = drawChart(series, size.width - 4, size.height - 2, theme, scene.language);
  const waiting = snapshot === undefined || snapshot.paths.length === 0;
  const byRegion = scene.source.views[index]?.regionTitle !== undefined;
  const absent = state.region === undefined || byRegion ? words.recomputing : words.noMap;
  const note = size.width < 60 ? [] : [span(words.bands, roles.muted)];
  return framed(
    lines ?? [[], [span(waiting ? words.waiting : absent, roles.muted)]],
    size.width,
    size.height,
    theme,
    titleOf(scene, index),
    note,
    state.many && index === state.view,
  );
}

function titleOf(scene: Scene, index: number): Line {
  const { source, state, theme } = scene;
  const view = source.views[index];
  if (view === undefined) return [];
  const unit = view.unit === '' || view.unit === '1' ? '' : ` (${printable(view.unit)})`;
  const region = state.region === undefined ? '' : ` ${regionTitle(scene, state.region)}`;
  const title = state.region === undefined ? view.title : (view.regionTitle ?? view.title);
  const count = source.views.length > 1 ? ` ${index + 1}/${source.views.length}` : '';
  return [
    span(textIn(scene, title), theme.roles.title),
    span(region, theme.roles.alarm),
    span(`${unit}${count}`, theme.roles.muted),
  ];
}

function seriesOf(scene: Scene, index: number): ChartSeries[] {
  const { source, state, snapshot } = scene;
  const variable = source.views[index]?.variable;
  return drawnScenarios(state).flatMap((at) => {
    const name = source.scenarios[at]?.name;
    const path = snapshot?.paths.find(
      (one) => one.scenario === name && one.variable === variable && one.region === state.region,
    );
    if (path === undefined) return [];
    const { scenario, shifted } = ownerOf(state, at);
    return [{ scenario, path, label: labelOf(scene, at), ...(shifted ? { shifted } : {}) }];
  });
}
