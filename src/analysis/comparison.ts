import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';
import type { Metric } from '../model/model.js';
import { meanOf } from './paths.js';
import { quantilesInPlace } from './quantile.js';
import { unitLabel } from './unit-label.js';

/** One metric under one scenario, against the baseline in the same worlds. */
export interface MetricComparison {
  readonly scenario: string;
  readonly metric: Metric;
  readonly unit: string;
  /** Worlds that gave a number under this scenario and the baseline. */
  readonly worlds: number;
  readonly mean: number;
  readonly median: number;
  readonly p05: number;
  readonly p95: number;
  readonly baselineMean: number;
  readonly baselineMedian: number;
  /** Mean and quantiles of the paired difference, scenario minus baseline, world by world. */
  readonly differenceMean: number;
  readonly differenceMedian: number;
  readonly differenceP05: number;
  readonly differenceP25: number;
  readonly differenceP75: number;
  readonly differenceP95: number;
  /** Worlds in which the metric is lower, and higher, than under the baseline, whatever is better. */
  readonly lowerWorlds: number;
  readonly higherWorlds: number;
  /** Worlds in which the metric is better, and worse, than under the baseline; ties are neither. */
  readonly betterWorlds: number;
  readonly worseWorlds: number;
}

/**
 * Compares each metric of each scenario with the first scenario, the baseline, world by world: the same world is
 * as lucky or unlucky under both, so the difference is what the scenario does, not what the draw did (common
 * random numbers: Law, A. M. (2015). Simulation Modeling and Analysis, 5th ed., section 11.2).
 *
 * - All numbers of a row are over the same worlds: those that gave a number under both. The median of the
 *   differences is not the difference of the medians.
 * - Better follows the metric's direction; ties are neither better nor worse. A metric that is better neither
 *   lower nor higher has 0 better and 0 worse worlds: `lowerWorlds` and `higherWorlds` say how it moved.
 * - The baseline against itself has difference 0 in all worlds.
 * - A metric that the baseline does not have in the same unit has its own median, p05 and p95, NaN for all that
 *   compares, and 0 worlds.
 * @returns rows by scenario, then by metric, in the order of the ensemble. They are computed once for an ensemble,
 * since the table and several files show them.
 */
export function compareScenarios(ensemble: Ensemble): readonly MetricComparison[] {
  const known = COMPARED.get(ensemble);
  if (known !== undefined) return known;
  const { scenarios, completed } = ensemble;
  const [baseline] = scenarios;
  const rows =
    baseline === undefined
      ? []
      : scenarios.flatMap((runs) => compareWith(baseline, runs, completed));
  COMPARED.set(ensemble, rows);
  return rows;
}

const COMPARED = new WeakMap<Ensemble, readonly MetricComparison[]>();

/** The rows of one scenario alone, as {@link compareScenarios} has them. */
export function compareWith(
  baseline: ScenarioRuns,
  runs: ScenarioRuns,
  completed: number,
): MetricComparison[] {
  return runs.metrics.map((metric) => compareMetric(runs, baseline, metric, completed));
}

function compareMetric(
  runs: ScenarioRuns,
  baseline: ScenarioRuns,
  metric: Metric,
  completed: number,
): MetricComparison {
  const unit = unitLabel(runs.scenario.model, metric.unit);
  const named = { scenario: runs.scenario.name, metric, unit };
  const own = metricColumn(runs, metric.name, completed);
  const other = baseline.metrics.find((one) => one.name === metric.name);
  if (other === undefined || unitLabel(baseline.scenario.model, other.unit) !== unit) {
    return { ...named, worlds: 0, ...spread(own.filter(Number.isFinite)), ...NOTHING_COMPARED };
  }
  const { mine, base, differences } = paired(own, metricColumn(baseline, metric.name, completed));
  const moves = countMoves(mine, base, metric.better);
  // Means first: the quantiles sort the values where they stand.
  const differenceMean = meanOf(differences);
  const baselineMean = meanOf(base);
  const [p05, p25, median, p75, p95] = quantilesInPlace(differences, [0.05, 0.25, 0.5, 0.75, 0.95]);
  return {
    ...named,
    worlds: mine.length,
    ...spread(mine),
    baselineMean,
    baselineMedian: quantilesInPlace(base, [0.5])[0] ?? Number.NaN,
    differenceMean,
    differenceMedian: median ?? Number.NaN,
    differenceP05: p05 ?? Number.NaN,
    differenceP25: p25 ?? Number.NaN,
    differenceP75: p75 ?? Number.NaN,
    differenceP95: p95 ?? Number.NaN,
    ...moves,
  };
}

// The worlds that gave a number under both. Plain loops: there are as many as worlds times metrics times scenarios.
function paired(own: Float64Array, theirs: Float64Array) {
  const mine = new Float64Array(own.length);
  const base = new Float64Array(own.length);
  const differences = new Float64Array(own.length);
  let count = 0;
  for (let world = 0; world < own.length; world += 1) {
    const a = own[world]!;
    const b = theirs[world]!;
    if (!(Number.isFinite(a) && Number.isFinite(b))) continue;
    mine[count] = a;
    base[count] = b;
    differences[count] = a - b;
    count += 1;
  }
  const cut = (values: Float64Array) => values.subarray(0, count);
  return { mine: cut(mine), base: cut(base), differences: cut(differences) };
}

/**
 * The values of one metric by world, NaN where the world failed.
 *
 * ```ts
 * for (const runs of ensemble.scenarios)
 *   console.log(metricColumn(runs, 'recruits', ensemble.completed));
 * ```
 *
 * @param completed how many worlds: `ensemble.completed`.
 * @returns an array of length `completed`, all NaN when the runs have no such metric.
 */
export function metricColumn(runs: ScenarioRuns, metric: string, completed: number): Float64Array {
  const width = runs.metrics.length;
  const m = runs.metrics.findIndex((one) => one.name === metric);
  const column = new Float64Array(completed);
  if (m < 0) return column.fill(Number.NaN);
  const values = runs.metricValues;
  for (let world = 0; world < completed; world += 1) column[world] = values[world * width + m]!;
  return column;
}

const NOTHING_COMPARED = {
  baselineMean: Number.NaN,
  baselineMedian: Number.NaN,
  differenceMean: Number.NaN,
  differenceMedian: Number.NaN,
  differenceP05: Number.NaN,
  differenceP25: Number.NaN,
  differenceP75: Number.NaN,
  differenceP95: Number.NaN,
  lowerWorlds: 0,
  higherWorlds: 0,
  betterWorlds: 0,
  worseWorlds: 0,
};

function spread(values: Float64Array): Pick<MetricComparison, 'mean' | 'median' | 'p05' | 'p95'> {
  const [p05, median, p95] = quantilesInPlace(values.slice(), [0.05, 0.5, 0.95]);
  return {
    mean: meanOf(values),
    median: median ?? Number.NaN,
    p05: p05 ?? Number.NaN,
    p95: p95 ?? Number.NaN,
  };
}

// The values are compared, not their difference: two large numbers that differ are never a tie.
function countMoves(mine: Float64Array, base: Float64Array, better: Metric['better']) {
  let lowerWorlds = 0;
  let higherWorlds = 0;
  for (let i = 0; i < mine.length; i += 1) {
    if (mine[i]! < base[i]!) lowerWorlds += 1;
    else if (mine[i]! > base[i]!) higherWorlds += 1;
  }
  const judged = {
    lower: { betterWorlds: lowerWorlds, worseWorlds: higherWorlds },
    higher: { betterWorlds: higherWorlds, worseWorlds: lowerWorlds },
    neither: { betterWorlds: 0, worseWorlds: 0 },
  };
  return { lowerWorlds, higherWorlds, ...judged[better] };
}
