import { metricColumn } from '../analysis/comparison.js';
import { meanOf, pathSummary, SUMMARY_PROBABILITIES } from '../analysis/paths.js';
import { quantilesInPlace } from '../analysis/quantile.js';
import { unitLabel } from '../analysis/unit-label.js';
import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';
import type { Cell } from './csv.js';
import { type PlaceColumns, placeColumns, reportedVariables } from './place-columns.js';
import { type Column, type ResultTable, SCENARIO, UNIT } from './table.js';
import { timeCells, timeColumn } from './time-column.js';

/**
 * `summary.csv`: mean and quantiles over worlds, of each metric and of each reported variable at each element and
 * month, in the long form of the hubverse model output (`output_type`, `output_type_id`).
 */
export function summaryTable(ensemble: Ensemble): ResultTable {
  const time = timeColumn(ensemble);
  const fixed = [
    'scenario',
    'variable',
    time.name,
    'output_type',
    'output_type_id',
    'value',
    'unit',
  ];
  const place = placeColumns(ensemble, fixed);
  return {
    name: 'summary',
    title: 'Summary by scenario, variable, place and time',
    description:
      'Mean and quantiles over worlds. A row without a time is a metric: one number for a whole run. Failed worlds are left out; manifest.json counts them.',
    columns: [SCENARIO, VARIABLE, ...place.columns, time, OUTPUT_TYPE, OUTPUT_TYPE_ID, VALUE, UNIT],
    rows: () => summaryRows(ensemble, place, time),
  };
}

const VARIABLE: Column = {
  name: 'variable',
  type: 'string',
  description: 'Name of the metric or variable in the model',
  required: true,
};
const OUTPUT_TYPE: Column = {
  name: 'output_type',
  type: 'string',
  description: 'Which statistic over worlds',
  required: true,
  enum: ['mean', 'quantile'],
};
const OUTPUT_TYPE_ID: Column = {
  name: 'output_type_id',
  type: 'number',
  description: 'Probability of a quantile; empty for a mean',
  minimum: 0,
  maximum: 1,
};
const VALUE: Column = {
  name: 'value',
  type: 'number',
  description: 'The statistic, in the unit of the row; empty when every world failed',
};

function* summaryRows(ensemble: Ensemble, place: PlaceColumns, time: Column): Generator<Cell[]> {
  for (const runs of ensemble.scenarios) {
    yield* metricRows(runs, ensemble.completed, place);
    yield* variableRows(runs, ensemble.completed, place, time);
  }
}

function* metricRows(
  runs: ScenarioRuns,
  completed: number,
  place: PlaceColumns,
): Generator<Cell[]> {
  const nowhere = place.columns.map(() => '');
  for (const metric of runs.metrics) {
    const values = metricColumn(runs, metric.name, completed).filter(Number.isFinite);
    const head = [runs.scenario.name, metric.name, ...nowhere, ''];
    const unit = unitLabel(runs.scenario.model, metric.unit);
    yield* statisticRows(
      head,
      unit,
      meanOf(values),
      quantilesInPlace(values, SUMMARY_PROBABILITIES),
    );
  }
}

function* variableRows(
  runs: ScenarioRuns,
  completed: number,
  place: PlaceColumns,
  time: Column,
): Generator<Cell[]> {
  const { name, model, horizon } = runs.scenario;
  const times = timeCells(time, model.time, horizon);
  for (const variable of reportedVariables(runs)) {
    const found = model.variables.get(variable);
    const paths = pathSummary(runs, completed, variable);
    if (found === undefined || paths === undefined) continue;
    const unit = unitLabel(model, found.unit);
    const elements = place.cells(model, variable);
    for (const [element, where] of elements.entries()) {
      for (const [k, at] of times.entries()) {
        const point = k * paths.size + element;
        const bands = paths.quantiles.map((band) => band[point] ?? Number.NaN);
        const mean = paths.mean[point] ?? Number.NaN;
        yield* statisticRows([name, variable, ...where, at], unit, mean, bands);
      }
    }
  }
}

function* statisticRows(
  head: readonly Cell[],
  unit: string,
  mean: number,
  bands: readonly number[],
): Generator<Cell[]> {
  yield [...head, 'mean', '', mean, unit];
  for (const [p, probability] of SUMMARY_PROBABILITIES.entries()) {
    yield [...head, 'quantile', probability, bands[p] ?? Number.NaN, unit];
  }
}
