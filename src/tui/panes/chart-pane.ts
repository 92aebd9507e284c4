import { printable } from '../../diagnostics/printable.js';
import { drawChart } from '../chart.js';
import type { ChartSeries } from '../chart-series.js';
import type { Size } from '../layout.js';
import { framed, span } from '../lines.js';
import { type Scene, textIn } from '../scene.js';
import { drawnScenarios } from '../state.js';
import type { Line } from '../style.js';

/** The chosen variable over time, for the scenarios kept in the chart and the one under the cursor. */
export function chartPane(scene: Scene, size: Size): Line[] {
  const { source, state, theme, words, snapshot } = scene;
  const { roles } = theme;
  const view = source.views[state.view];
  const series = seriesOf(scene);
  const lines = drawChart(series, size.width - 4, size.height - 2, theme, scene.language);
  const message = snapshot === undefined ? words.waiting : words.noPath;
  const unit =
    view === undefined || view.unit === '' || view.unit === '1' ? '' : ` (${printable(view.unit)})`;
  const title =
    view === undefined
      ? []
      : [span(textIn(scene, view.title), roles.title), span(unit, roles.muted)];
  const count = source.views.length > 1 ? ` ${state.view + 1}/${source.views.length}` : '';
  return framed(
    lines ?? [[], [span(message, roles.muted)]],
    size.width,
    size.height,
    theme,
    [...title, span(count, roles.muted)],
    [span(words.bands, roles.muted)],
  );
}

function seriesOf({ source, state, snapshot }: Scene): ChartSeries[] {
  const variable = source.views[state.view]?.variable;
  return drawnScenarios(state).flatMap((scenario) => {
    const name = source.scenarios[scenario]?.name;
    const path = snapshot?.paths.find((one) => one.variable === variable && one.scenario === name);
    return path === undefined ? [] : [{ scenario, path }];
  });
}
