import type { ScenarioRuns } from '../ensemble/ensemble.js';
import { meanOf, SUMMARY_PROBABILITIES } from './paths.js';
import { quantilesInPlace } from './quantile.js';

/** How elements of the other dimensions are put together, and how times are. */
export type Gathering = 'sum' | 'mean' | 'end';

/** One region of a variable, over worlds, at each report. */
export interface RegionPath {
  readonly mean: Float64Array;
  /** By probability of {@link SUMMARY_PROBABILITIES}, at each report. */
  readonly quantiles: readonly Float64Array[];
}

/**
 * Mean and quantiles over worlds of one region of a variable, point by point; worlds that failed are left out.
 * @param together how elements of its other dimensions make one number.
 * @returns undefined when the runs did not keep the variable, or it has no such dimension.
 */
export function regionPath(
  runs: ScenarioRuns,
  completed: number,
  variable: string,
  dimension: string,
  element: number,
  together: 'sum' | 'mean',
): RegionPath | undefined {
  const found = layoutOf(runs, variable, dimension);
  if (found === undefined) return undefined;
  const { reports } = runs.scenario.horizon;
  const mean = new Float64Array(reports);
  const quantiles = SUMMARY_PROBABILITIES.map(() => new Float64Array(reports));
  for (let k = 0; k < reports; k += 1) {
    const column = Float64Array.from({ length: completed }, (_, world) =>
      entryOf(found, world, reports, k, element, together),
    ).filter(Number.isFinite);
    mean[k] = meanOf(column);
    for (const [p, value] of quantilesInPlace(column, SUMMARY_PROBABILITIES).entries()) {
      const target = quantiles[p];
      if (target !== undefined) target[k] = value;
    }
  }
  return { mean, quantiles };
}

/**
 * One number a region: the median over worlds of the variable gathered over time.
 * @param overTime the sum or mean over the reports, or the last report.
 * @returns in the order of the dimension's elements; undefined as for {@link regionPath}.
 */
export function regionMedians(
  runs: ScenarioRuns,
  completed: number,
  variable: string,
  dimension: string,
  together: 'sum' | 'mean',
  overTime: Gathering,
): Float64Array | undefined {
  const found = layoutOf(runs, variable, dimension);
  if (found === undefined) return undefined;
  const { reports } = runs.scenario.horizon;
  return Float64Array.from({ length: found.elements }, (_, element) => {
    const gathered = Float64Array.from({ length: completed }, (__, world) => {
      const from = overTime === 'end' ? reports - 1 : 0;
      let sum = 0;
      for (let k = from; k < reports; k += 1) {
        sum += entryOf(found, world, reports, k, element, together);
      }
      return overTime === 'mean' ? sum / reports : sum;
    }).filter(Number.isFinite);
    return quantilesInPlace(gathered, [0.5])[0] ?? Number.NaN;
  });
}

/** Where the elements of a dimension lie in a series whose last dimension runs fastest. */
interface Layout {
  readonly series: Float64Array;
  readonly size: number;
  readonly elements: number;
  /** Distance between neighbours of the dimension, and how often the whole of it is repeated. */
  readonly inner: number;
  readonly outer: number;
}

function layoutOf(runs: ScenarioRuns, variable: string, dimension: string): Layout | undefined {
  const { model } = runs.scenario;
  const series = runs.series.get(variable);
  const found = model.variables.get(variable);
  const at = found?.dims.indexOf(dimension) ?? -1;
  if (series === undefined || found === undefined || at < 0) return undefined;
  const lengths = found.dims.map((one) => model.dimensions.get(one)?.elements.length ?? 1);
  const elements = lengths[at] ?? 1;
  const inner = lengths.slice(at + 1).reduce((a, b) => a * b, 1);
  return { series, size: found.size, elements, inner, outer: found.size / (elements * inner) };
}

function entryOf(
  { series, size, elements, inner, outer }: Layout,
  world: number,
  reports: number,
  k: number,
  element: number,
  together: 'sum' | 'mean',
): number {
  const base = (world * reports + k) * size;
  let sum = 0;
  for (let o = 0; o < outer; o += 1) {
    for (let i = 0; i < inner; i += 1) {
      sum += series[base + (o * elements + element) * inner + i] ?? Number.NaN;
    }
  }
  return together === 'mean' ? sum / (outer * inner) : sum;
}
