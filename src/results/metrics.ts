import { metricColumn } from '../analysis/comparison.js';
import { unitLabel } from '../analysis/unit-label.js';
import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';
import { inLanguage, type Text } from '../model/names.js';
import type { Cell } from './csv.js';
import { roundedMetric } from './statistics.js';
import { type Column, freeName, type ResultTable, SCENARIO, WORLD } from './table.js';

/**
 * `metrics.csv`: a row for each world under each scenario, a column for each metric. Numbers have nine
 * significant digits, so that statistics of them are those of toguna in all digits that it prints. A failed world has a row of empty cells.
 */
export function metricsTable(ensemble: Ensemble, language: string): ResultTable {
  const metrics = metricColumns(ensemble);
  return {
    name: 'metrics',
    title: 'Metrics by scenario and world',
    description:
      'One number a metric for a whole run, in every world under every scenario, with nine significant digits. Cells are empty when the world failed.',
    columns: [SCENARIO, WORLD, ...metrics.map((one) => describedColumn(one, language))],
    primaryKey: ['scenario', 'world'],
    ofWorlds: true,
    count: ensemble.scenarios.length * ensemble.completed,
    rows: () => metricRows(ensemble, metrics),
  };
}

interface MetricColumn {
  readonly column: string;
  readonly metric: string;
  readonly title: Text;
  readonly unit: string;
}

const isOf = (runs: ScenarioRuns, metric: string, unit: string) =>
  runs.metrics.some(
    (one) => one.name === metric && unitLabel(runs.scenario.model, one.unit) === unit,
  );

// A column has one unit: a metric that a scenario has in another unit gets a column of its own.
function metricColumns({ scenarios }: Ensemble): MetricColumn[] {
  const columns: MetricColumn[] = [];
  const taken = [SCENARIO.name, WORLD.name];
  for (const { scenario, metrics } of scenarios) {
    for (const metric of metrics) {
      const unit = unitLabel(scenario.model, metric.unit);
      if (columns.some((one) => one.metric === metric.name && one.unit === unit)) continue;
      const column = freeName(metric.name, taken, 'metric');
      taken.push(column);
      columns.push({ column, metric: metric.name, title: metric.title, unit });
    }
  }
  return columns;
}

function describedColumn({ column, title, unit }: MetricColumn, language: string): Column {
  const description = inLanguage(title, language) || column;
  return { name: column, type: 'number', description, unit };
}

function* metricRows(
  { scenarios, completed }: Ensemble,
  columns: readonly MetricColumn[],
): Generator<Cell[]> {
  for (const runs of scenarios) {
    const values = columns.map(({ metric, unit }) =>
      isOf(runs, metric, unit) ? metricColumn(runs, metric, completed) : undefined,
    );
    for (let world = 0; world < completed; world += 1) {
      const cells = values.map((column) => roundedMetric(column?.[world] ?? Number.NaN));
      yield [runs.scenario.name, world, ...cells];
    }
  }
}
