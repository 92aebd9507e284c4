import type { ScenarioRuns } from '../ensemble/ensemble.js';
import type { PathSketches } from '../ensemble/path-sketches.js';
import { quantilesOf } from './quantile.js';

/** The quantiles that paths and metrics are summarised by. */
export const SUMMARY_PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

// Points are gathered so many at a time: the worlds are far apart in memory, and each visit to one costs the same
// for one point as for its neighbours.
const BLOCK = 64;

/** A variable over the worlds of one scenario, at each report and element. */
export interface PathSummary {
  readonly variable: string;
  readonly reports: number;
  readonly size: number;
  /** Worlds that the numbers are made of, and worlds left out because they failed. */
  readonly worlds: number;
  readonly failed: number;
  /** `mean[k * size + element]`; NaN when no world is left. */
  readonly mean: Float64Array;
  readonly probabilities: readonly number[];
  /** For each probability, in the layout of `mean`. */
  readonly quantiles: readonly Float64Array[];
}

/**
 * Mean and quantiles over worlds of a variable, at each report and element. Quantiles are taken point by point:
 * the line that joins the medians is not the path of any one world. A world with a value that is not finite
 * anywhere in this variable is left out of all its points, and counted.
 * @param completed worlds that are filled: `Ensemble.completed`.
 * When the runs kept sketches instead of paths, the numbers are within `SKETCH_ERROR`.
 * @returns undefined when the runs did not keep the variable.
 */
export function pathSummary(
  runs: ScenarioRuns,
  completed: number,
  variable: string,
  probabilities: readonly number[] = SUMMARY_PROBABILITIES,
): PathSummary | undefined {
  if (runs.sketches !== undefined)
    return sketchedSummary(runs, runs.sketches, variable, probabilities);
  const series = runs.series.get(variable);
  if (series === undefined) return undefined;
  const { reports } = runs.scenario.horizon;
  const size = runs.scenario.model.variables.get(variable)?.size ?? 1;
  const worlds = finishedWorlds(series, completed, reports * size);
  const mean = new Float64Array(reports * size);
  const bands = probabilities.map(() => new Float64Array(reports * size));
  const width = reports * size;
  const columns = Array.from({ length: BLOCK }, () => new Float64Array(worlds.length));
  const quantilesIn = quantilesOf(worlds.length, probabilities);
  for (let first = 0; first < width; first += BLOCK) {
    const count = Math.min(BLOCK, width - first);
    for (let i = 0; i < worlds.length; i += 1) {
      const from = (worlds[i] ?? 0) * width + first;
      for (let b = 0; b < count; b += 1) columns[b]![i] = series[from + b]!;
    }
    for (let b = 0; b < count; b += 1) {
      const column = columns[b]!;
      mean[first + b] = meanOf(column);
      const found = quantilesIn(column);
      for (const [p, band] of bands.entries()) band[first + b] = found[p] ?? Number.NaN;
    }
  }
  const failed = completed - worlds.length;
  const counts = { worlds: worlds.length, failed };
  return { variable, reports, size, ...counts, mean, probabilities, quantiles: bands };
}

// Quantiles and means are then within `SKETCH_ERROR` of the values.
function sketchedSummary(
  runs: ScenarioRuns,
  sketches: PathSketches,
  variable: string,
  probabilities: readonly number[],
): PathSummary | undefined {
  const points = sketches.of(variable);
  if (points === undefined) return undefined;
  const { reports } = runs.scenario.horizon;
  return {
    variable,
    reports,
    size: points.length / reports,
    worlds: points[0]?.count ?? 0,
    failed: sketches.failed,
    mean: Float64Array.from(points, (one) => one.mean()),
    probabilities,
    quantiles: probabilities.map((p) => Float64Array.from(points, (one) => one.quantile(p))),
  };
}

/** The arithmetic mean, NaN of nothing. Values are added in their order, so the same runs give the same bits. */
export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function finishedWorlds(series: Float64Array, completed: number, width: number): number[] {
  const worlds: number[] = [];
  for (let world = 0; world < completed; world += 1) {
    // A difference is NaN, and stays so, from the first value on that is not finite.
    let sum = 0;
    for (let at = world * width; at < (world + 1) * width; at += 1)
      sum += series[at]! - series[at]!;
    if (sum === 0) worlds.push(world);
  }
  return worlds;
}
