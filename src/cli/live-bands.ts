import { pathSummary } from '../analysis/paths.js';
import type { ScenarioRuns } from '../ensemble/ensemble.js';
import type { Model, Variable } from '../model/model.js';
import { formatTime } from '../model/series.js';
import { formatUnit } from '../model/unit.js';
import type { PathBands, ViewHead } from '../tui/snapshot.js';

/** What can be charted: the path behind each metric, then the other reported variables that are one number. */
export function viewsOf(model: Model): ViewHead[] {
  const metrics = model.metrics.flatMap((metric): ViewHead[] => {
    const name = pathOf(model, metric.variable) ?? metric.variable;
    const variable = model.variables.get(name);
    return variable === undefined ? [] : [{ ...viewOf(variable), metric: metric.name }];
  });
  const others = model.report.flatMap((name) => {
    const variable = model.variables.get(name);
    const known = metrics.some((one) => one.variable === name);
    return variable === undefined || known || variable.size !== 1 ? [] : [viewOf(variable)];
  });
  return [...metrics, ...others];
}

function viewOf({ name, title, unit }: Variable): ViewHead {
  const text = formatUnit(unit);
  return { variable: name, title, unit: text === '1' ? '' : text };
}

// The variable that a metric gathers, when it gathers just one.
function pathOf(model: Model, metricVariable: string): string | undefined {
  const variable = model.variables.get(metricVariable);
  const equation = variable?.kind === 'auxiliary' ? variable.equation : undefined;
  return equation?.op === 'ref' ? equation.name : undefined;
}

const BANDS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

export function bandsOf(
  runs: ScenarioRuns,
  completed: number,
  variable: string,
): PathBands | undefined {
  const summary = pathSummary(runs, completed, variable, BANDS);
  if (summary === undefined) return undefined;
  const { horizon, model } = runs.scenario;
  const times = Float64Array.from(
    { length: horizon.reports },
    (_, k) => horizon.start + k * horizon.report,
  );
  const [p05, p25, p50, p75, p95] = BANDS.map((_, index) => summary.quantiles[index] ?? []);
  return {
    scenario: runs.scenario.name,
    variable,
    times,
    labels: Array.from(times, (time) => formatTime(time, model.time)),
    mean: summary.mean,
    p05: p05 ?? [],
    p25: p25 ?? [],
    p50: p50 ?? [],
    p75: p75 ?? [],
    p95: p95 ?? [],
  };
}
