import { metricColumn } from '../analysis/comparison.js';
import { headlineMetrics } from '../analysis/headline.js';
import { meanOf, pathSummary, SUMMARY_PROBABILITIES } from '../analysis/paths.js';
import { quantilesInPlace } from '../analysis/quantile.js';
import { unitLabel } from '../analysis/unit-label.js';
import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';
import type { Metric } from '../model/model.js';
import type { Cell } from './csv.js';
import { rowsOfShape, type Shape, statisticColumns, statisticRows } from './statistics.js';
import { type Column, METRIC, type ResultTable, SCENARIO } from './table.js';
import { timeCells, timeColumn } from './time-column.js';

export interface SummaryOptions {
  readonly shape: Shape;
  /** The metrics that a reader sees first, or all of them. */
  readonly metrics: 'headline' | 'all';
}

/**
 * `summary.csv`: mean and quantiles over worlds of what metrics gather, month by month, for the whole area of the
 * metric. In the long shape each metric also has rows without a month: the statistics of its one number a run, which
 * `comparison.csv` has for the wide shape.
 */
export function summaryTable(ensemble: Ensemble, { shape, metrics }: SummaryOptions): ResultTable {
  const time = timeColumn(ensemble);
  const wide = shape === 'wide';
  const chosen = (runs: ScenarioRuns) => metricsOf(runs, metrics);
  const wholeRun = wide ? 0 : 1;
  const points = ensemble.scenarios.map(
    (runs) => chosen(runs).length * (runs.scenario.horizon.reports + wholeRun),
  );
  return {
    name: 'summary',
    title: 'Metrics by scenario and time',
    description: `Mean and quantiles over worlds of what each metric gathers, at each time${wide ? '' : '; a row without a time is one number for a whole run'}. ${ROUNDED} Failed worlds are left out; manifest.json counts them.`,
    columns: [
      SCENARIO,
      METRIC,
      wide ? { ...time, required: true } : time,
      ...statisticColumns(shape),
    ],
    ...(wide ? { primaryKey: ['scenario', 'metric', time.name] } : {}),
    count: points.reduce((sum, one) => sum + one, 0) * rowsOfShape(shape),
    rows: () => summaryRows(ensemble, chosen, time, shape),
  };
}

/** What descriptions say of the digits of statistics. */
export const ROUNDED = 'Statistics have six significant digits.';

function metricsOf(runs: ScenarioRuns, which: SummaryOptions['metrics']): readonly Metric[] {
  if (which === 'all') return runs.metrics;
  const headline = new Set(headlineMetrics(runs.scenario.base).map((one) => one.name));
  return runs.metrics.filter((one) => headline.has(one.name));
}

function* summaryRows(
  { scenarios, completed }: Ensemble,
  chosen: (runs: ScenarioRuns) => readonly Metric[],
  time: Column,
  shape: Shape,
): Generator<Cell[]> {
  for (const runs of scenarios) {
    for (const metric of chosen(runs)) {
      if (shape === 'long') yield* wholeRunRows(runs, metric, completed);
      yield* pathRows(runs, metric, completed, time, shape);
    }
  }
}

function* wholeRunRows(runs: ScenarioRuns, metric: Metric, completed: number): Generator<Cell[]> {
  const values = metricColumn(runs, metric.name, completed).filter(Number.isFinite);
  yield* statisticRows('long', [runs.scenario.name, metric.name, ''], {
    worlds: values.length,
    mean: meanOf(values),
    quantiles: quantilesInPlace(values, SUMMARY_PROBABILITIES),
    unit: unitLabel(runs.scenario.model, metric.unit),
  });
}

function* pathRows(
  runs: ScenarioRuns,
  metric: Metric,
  completed: number,
  time: Column,
  shape: Shape,
): Generator<Cell[]> {
  const { name, model, horizon } = runs.scenario;
  const gathered = model.variables.get(metric.variable);
  const paths = pathSummary(runs, completed, metric.variable);
  if (gathered === undefined || paths === undefined) throw notKept(metric.variable);
  const unit = unitLabel(model, gathered.unit);
  for (const [k, at] of timeCells(time, model.time, horizon).entries()) {
    yield* statisticRows(shape, [name, metric.name, at], {
      worlds: paths.worlds,
      mean: paths.mean[k] ?? Number.NaN,
      quantiles: paths.quantiles.map((band) => band[k] ?? Number.NaN),
      unit,
    });
  }
}

/** Paths that a table asks for and that the run was not told to keep: a fault of the caller. */
export function notKept(variable: string): Error {
  return new Error(`the run kept no paths of ${variable}`);
}
