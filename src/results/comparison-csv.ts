import { compareScenarios, type MetricComparison, metricColumn } from '../analysis/comparison.js';
import { quantilesInPlace } from '../analysis/quantile.js';
import { alarmOf, doesHarm } from '../analysis/verdict.js';
import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';
import type { Cell } from './csv.js';
import { rounded, statistic, WIDE } from './statistics.js';
import { ROUNDED } from './summary.js';
import { type Column, METRIC, type ResultTable, SCENARIO, UNIT } from './table.js';
import { oneLine } from './titles.js';

/** `comparison.csv`: each metric under each scenario, and its paired difference to the baseline. */
export function comparisonTable(ensemble: Ensemble, language: string): ResultTable {
  const { scenarios } = ensemble;
  return {
    name: 'comparison',
    title: 'Scenarios compared with the baseline',
    description: `One number a metric for a whole run. Differences are scenario minus baseline in the same world; all numbers of a row are over the worlds that gave a number under both. ${ROUNDED}`,
    columns: [
      SCENARIO,
      text('scenario_title', 'Title of the scenario'),
      METRIC,
      text('metric_title', 'Title of the metric'),
      UNIT,
      BETTER,
      WORLDS,
      ...WIDE.map((one) => ({ ...one, description: `${one.description}, under the scenario` })),
      statistic('baseline_mean', 'Mean over worlds under the baseline'),
      statistic('baseline_median', 'Median over worlds under the baseline'),
      ...DIFFERENCES,
      ...SHARES,
      ALARM,
      HARM,
    ],
    primaryKey: ['scenario', 'metric'],
    count: scenarios.reduce((sum, one) => sum + one.metrics.length, 0),
    rows: () => comparisonRows(ensemble, language),
  };
}

const text = (name: string, description: string): Column => ({ name, type: 'string', description });

const BETTER: Column = {
  ...text('better', 'Which direction is better'),
  required: true,
  enum: ['lower', 'higher', 'neither'],
};
const WORLDS: Column = {
  name: 'worlds',
  type: 'integer',
  description:
    'Worlds that gave a number under the scenario and the baseline; 0 when the baseline does not have the metric in this unit',
  required: true,
  minimum: 0,
};
const DIFFERENCES = [
  statistic('difference_mean', 'Mean of the paired differences'),
  statistic('difference_median', 'Median of the paired differences'),
  ...[5, 25, 75, 95].map((percent) =>
    statistic(
      `difference_p${String(percent).padStart(2, '0')}`,
      `${percent}th percentile of the paired differences`,
    ),
  ),
];
const UNJUDGED = 'empty when neither direction is better';
const SHARES = [
  share('share_better', `better than under the baseline; ${UNJUDGED}`),
  share('share_worse', `worse than under the baseline; ${UNJUDGED}`),
  share('share_equal', 'the same as under the baseline, to the last bit'),
];
const ALARM: Column = {
  ...text(
    'alarm',
    'state_harm: the metric counts harm by the state, it rises in more worlds than it falls, and its median or mean rises by 1 % of the baseline or more. many_worlds: the metric is worse in over a quarter of the worlds, and by 1 % of the baseline or more in a quarter. Empty: no warning',
  ),
  enum: ['state_harm', 'many_worlds'],
};
const HARM: Column = {
  name: 'policy_does_harm',
  type: 'boolean',
  description:
    'Whether harm to people, by the state or by armed groups, rises in more worlds than it falls and by 1 % of the baseline or more: the same in all rows of the scenario',
  required: true,
};

function share(name: string, what: string): Column {
  const description = `Share of worlds in which the metric is ${what}`;
  return { name, type: 'number', description, minimum: 0, maximum: 1 };
}

function* comparisonRows(ensemble: Ensemble, language: string): Generator<Cell[]> {
  const rows = compareScenarios(ensemble);
  const [baseline] = ensemble.scenarios;
  for (const runs of ensemble.scenarios) {
    const { name, title } = runs.scenario;
    const own = rows.filter((one) => one.scenario === name);
    const isBaseline = runs === baseline;
    const harmful = !isBaseline && doesHarm(own);
    for (const one of own) {
      const quartiles = quartilesOf(ensemble, runs, one);
      yield [
        ...[name, oneLine(title, language)],
        ...[one.metric.name, oneLine(one.metric.title, language), one.unit, one.metric.better],
        one.worlds,
        ...[one.mean, one.p05, quartiles[0], one.median, quartiles[1], one.p95].map(rounded),
        ...differenceCells(one),
        ...[isBaseline ? '' : alarmCell(one), String(harmful)],
      ];
    }
  }
}

function differenceCells(one: MetricComparison): Cell[] {
  const of = (worlds: number) => rounded(worlds / one.worlds);
  const judged = one.metric.better !== 'neither';
  return [
    ...[one.baselineMean, one.baselineMedian, one.differenceMean, one.differenceMedian],
    ...[one.differenceP05, one.differenceP25, one.differenceP75, one.differenceP95],
  ]
    .map(rounded)
    .concat([
      judged ? of(one.betterWorlds) : Number.NaN,
      judged ? of(one.worseWorlds) : Number.NaN,
      of(one.worlds - one.lowerWorlds - one.higherWorlds),
    ]);
}

function alarmCell(one: MetricComparison): 'state_harm' | 'many_worlds' | '' {
  const { stateHarmRises, manyWorlds } = alarmOf(one);
  return stateHarmRises ? 'state_harm' : manyWorlds ? 'many_worlds' : '';
}

// Over the same worlds as the rest of the row.
function quartilesOf(
  { scenarios, completed }: Ensemble,
  runs: ScenarioRuns,
  { metric, worlds }: MetricComparison,
): readonly [number, number] {
  const [baseline] = scenarios;
  const own = metricColumn(runs, metric.name, completed);
  const other = baseline === undefined ? own : metricColumn(baseline, metric.name, completed);
  const kept = own.filter(
    (value, world) => Number.isFinite(value) && (worlds === 0 || Number.isFinite(other[world])),
  );
  const [p25, p75] = quantilesInPlace(kept, [0.25, 0.75]);
  return [p25 ?? Number.NaN, p75 ?? Number.NaN];
}
