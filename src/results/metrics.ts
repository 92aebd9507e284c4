import { unitLabel } from '../analysis/unit-label.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import type { Cell } from './csv.js';
import { type ResultTable, SCENARIO, UNIT, WORLD } from './table.js';

/** `metrics.csv`: every metric in every world under every scenario. A failed world has rows without a value. */
export function metricsTable(ensemble: Ensemble): ResultTable {
  return {
    name: 'metrics',
    title: 'Metrics by scenario and world',
    description: 'Every metric in every world under every scenario.',
    columns: [
      SCENARIO,
      WORLD,
      {
        name: 'metric',
        type: 'string',
        description: 'Name of the metric in the model',
        required: true,
      },
      {
        name: 'value',
        type: 'number',
        description: 'The metric, in the unit of the row; empty when the world failed',
      },
      UNIT,
    ],
    primaryKey: ['scenario', 'world', 'metric'],
    ofWorlds: true,
    rows: () => metricRows(ensemble),
  };
}

function* metricRows(ensemble: Ensemble): Generator<Cell[]> {
  for (const { scenario, metrics, metricValues } of ensemble.scenarios) {
    const units = metrics.map((metric) => unitLabel(scenario.model, metric.unit));
    for (let world = 0; world < ensemble.completed; world += 1) {
      for (const [m, metric] of metrics.entries()) {
        const value = metricValues[world * metrics.length + m] ?? Number.NaN;
        yield [scenario.name, world, metric.name, value, units[m] ?? ''];
      }
    }
  }
}
