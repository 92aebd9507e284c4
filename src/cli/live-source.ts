import type { MetricComparison } from '../analysis/comparison.js';
import { pathSummary } from '../analysis/paths.js';
import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';
import type { Model, Variable } from '../model/model.js';
import { formatTime } from '../model/series.js';
import { formatUnit } from '../model/unit.js';
import type { PathBands, Snapshot, SnapshotSource, ViewHead } from '../tui/snapshot.js';
import { compute, findings } from './compute.js';
import type { Comparison } from './load.js';

// Often enough to watch the bands settle, seldom enough to leave the time to the runs.
const SNAPSHOT_MS = 250;

/** Runs a comparison and shows what is whole so far, as snapshots for the interface. */
export function liveSource(comparison: Comparison, signal: AbortSignal): SnapshotSource {
  const [baseline] = comparison.scenarios;
  if (baseline === undefined) throw new Error('a comparison has a baseline');
  const views = viewsOf(baseline.model);
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const failed = new Set<(reason: Error) => void>();
  let latest: Snapshot | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const publish = (soFar: Ensemble) => {
    latest = snapshotOf(soFar, views);
    for (const listener of listeners) listener(latest);
  };
  const follow = (soFar: Ensemble) => {
    const time = performance.now();
    if (soFar.completed === 0 || time - last < SNAPSHOT_MS) return;
    publish(soFar);
    last = performance.now();
  };
  compute(comparison, (_, soFar) => follow(soFar), signal).then(publish, (reason: Error) => {
    for (const tell of failed) tell(reason);
  });
  return {
    model: baseline.model.title,
    seed: comparison.plan.seed,
    unitsChecked: comparison.scenarios.every((one) => one.model.unitsChecked),
    scenarios: comparison.scenarios,
    views,
    warnings: comparison.diagnostics.list().map((one) => one.message),
    subscribe(listener, fail) {
      listeners.add(listener);
      failed.add(fail);
      if (latest !== undefined) listener(latest);
      return () => {
        listeners.delete(listener);
        failed.delete(fail);
      };
    },
  };
}

/** What can be charted: the path behind each metric, then the other reported variables that are one number. */
function viewsOf(model: Model): ViewHead[] {
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

function snapshotOf(soFar: Ensemble, views: readonly ViewHead[]): Snapshot {
  const found = findings(soFar);
  const comparisons: readonly MetricComparison[] = found.comparisons;
  return {
    ...found,
    comparisons,
    paths: soFar.scenarios.flatMap((runs) =>
      views.flatMap((view) => bandsOf(runs, soFar.completed, view.variable) ?? []),
    ),
    done: soFar.completed,
    total: soFar.worlds.count,
  };
}

const BANDS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

function bandsOf(runs: ScenarioRuns, completed: number, variable: string): PathBands | undefined {
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
