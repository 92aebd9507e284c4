import { printable } from '../../diagnostics/printable.js';
import { drawChart } from '../chart.js';
import type { ChartSeries } from '../chart-series.js';
import type { Size } from '../layout.js';
import { framed, span } from '../lines.js';
import { type Scene, textIn } from '../scene.js';
import { drawnScenarios } from '../state.js';
import type { Line } from '../style.js';

const MOST_CHARTS = 6;
// The least room in which a small chart can be read.
const SMALL = { width: 38, height: 9 };

/** The chosen variable over time, or several in small charts, for the scenarios in the chart. */
export function chartPane(scene: Scene, size: Size): Line[] {
  const { state, source } = scene;
  const columns = Math.min(3, Math.floor(size.width / SMALL.width));
  const rows = Math.min(3, Math.floor(size.height / SMALL.height));
  const count = Math.min(MOST_CHARTS, columns * rows, source.views.length);
  if (!state.many || count < 2) return oneChart(scene, size, state.view);
  const first = Math.floor(state.view / count) * count;
  const used = Math.min(columns, count);
  const lines = Math.ceil(count / used);
  return Array.from({ length: lines }, (_, row) => {
    const height = share(size.height, lines, row);
    const charts = Array.from({ length: used }, (_, column) => {
      const width = share(size.width, used, column);
      const view = first + row * used + column;
      return source.views[view] === undefined || row * used + column >= count
        ? Array.from({ length: height }, (): Line => [span(' '.repeat(width))])
        : oneChart(scene, { width, height }, view);
    });
    return Array.from({ length: height }, (_, at): Line => charts.flatMap((one) => one[at] ?? []));
  }).flat();
}

// Parts of whole numbers that add up to all of it.
function share(all: number, parts: number, part: number): number {
  return Math.floor(((part + 1) * all) / parts) - Math.floor((part * all) / parts);
}

function oneChart(scene: Scene, size: Size, index: number): Line[] {
  const { source, state, theme, words, snapshot } = scene;
  const { roles } = theme;
  const view = source.views[index];
  const series = seriesOf(scene, index);
  const lines = drawChart(series, size.width - 4, size.height - 2, theme, scene.language);
  const message = snapshot === undefined ? words.waiting : words.noPath;
  const unit =
    view === undefined || view.unit === '' || view.unit === '1' ? '' : ` (${printable(view.unit)})`;
  const chosen = state.many && index === state.view ? `${theme.glyphs.cursor} ` : '';
  const title =
    view === undefined
      ? []
      : [span(chosen + textIn(scene, view.title), roles.title), span(unit, roles.muted)];
  const count = source.views.length > 1 ? ` ${index + 1}/${source.views.length}` : '';
  return framed(
    lines ?? [[], [span(message, roles.muted)]],
    size.width,
    size.height,
    theme,
    [...title, span(count, roles.muted)],
    size.width < 60 ? [] : [span(words.bands, roles.muted)],
  );
}

function seriesOf({ source, state, snapshot }: Scene, index: number): ChartSeries[] {
  const variable = source.views[index]?.variable;
  return drawnScenarios(state).flatMap((scenario) => {
    const name = source.scenarios[scenario]?.name;
    const path = snapshot?.paths.find((one) => one.variable === variable && one.scenario === name);
    return path === undefined ? [] : [{ scenario, path }];
  });
}
