import { compareScenarios, type MetricComparison } from '../analysis/comparison.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import type { Cell } from './csv.js';
import { type Column, type ResultTable, SCENARIO, UNIT } from './table.js';

/** `comparison.csv`: each metric under each scenario, and its paired difference to the baseline. */
export function comparisonTable(ensemble: Ensemble): ResultTable {
  const number = (name: string, description: string): Column => ({
    name,
    type: 'number',
    description,
  });
  return {
    name: 'comparison',
    title: 'Scenarios compared with the baseline',
    description:
      'Differences are scenario minus baseline in the same world; all numbers of a row are over the worlds that gave a number under both.',
    columns: [
      SCENARIO,
      {
        name: 'metric',
        type: 'string',
        description: 'Name of the metric in the model',
        required: true,
      },
      number('baseline_median', 'Median over worlds under the baseline'),
      number('median', 'Median over worlds under the scenario'),
      number('difference_median', 'Median of the paired differences'),
      number('difference_p05', '5th percentile of the paired differences'),
      number('difference_p95', '95th percentile of the paired differences'),
      {
        ...number(
          'probability_better',
          'Share of worlds in which the metric is better than under the baseline; ties are not better; empty when neither direction is better',
        ),
        minimum: 0,
        maximum: 1,
      },
      {
        name: 'worlds',
        type: 'integer',
        description: 'Worlds that gave a number under the scenario and the baseline',
        required: true,
        minimum: 0,
      },
      UNIT,
    ],
    primaryKey: ['scenario', 'metric'],
    rows: () => compareScenarios(ensemble).map(comparisonRow),
  };
}

function comparisonRow(one: MetricComparison): Cell[] {
  return [
    one.scenario,
    one.metric.name,
    one.baselineMedian,
    one.median,
    one.differenceMedian,
    one.differenceP05,
    one.differenceP95,
    one.metric.better === 'neither' ? Number.NaN : one.betterWorlds / one.worlds,
    one.worlds,
    one.unit,
  ];
}
