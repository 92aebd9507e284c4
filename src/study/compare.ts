import type { MetricComparison } from '../analysis/comparison.js';
import { compareScenarios } from '../analysis/comparison.js';
import { provenance } from '../analysis/provenance.js';
import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';

/** How much of the spread of one metric of the baseline goes with numbers that nobody has measured. */
export interface AssumedShare {
  readonly metric: string;
  /** 0 to 1. */
  readonly share: number;
  /** Standard error of the share. */
  readonly error: number;
  /** The error is larger than the share: the worlds are too few to say how large it is. */
  readonly tooFew: boolean;
  /** Worlds that it is computed from. */
  readonly worlds: number;
}

/** What the runs of an ensemble say. */
export interface Findings {
  /** By scenario, then by metric; the baseline against itself comes first. */
  readonly comparisons: readonly MetricComparison[];
  /** Scenarios in which some worlds gave a value that is not finite, and how many worlds. */
  readonly failures: readonly { readonly scenario: string; readonly worlds: number }[];
  /** Only metrics that vary, and only with enough worlds. */
  readonly assumedShares: readonly AssumedShare[];
}

/**
 * Compares every scenario of an ensemble with its baseline, world by world, metric by metric.
 *
 * ```ts
 * for (const { scenario, metric, unit, differenceMedian } of compare(ensemble).comparisons)
 *   console.log(scenario, metric.name, differenceMedian, unit);
 * ```
 *
 * @returns the quantiles of the paired differences, the worlds that failed, and what rests on assumptions. A metric
 * that cannot be compared has NaN. No forecast: a difference between scenarios of a model.
 */
export function compare(ensemble: Ensemble): Findings {
  const [baseline] = ensemble.scenarios;
  const metrics = baseline?.metrics ?? [];
  return {
    comparisons: compareScenarios(ensemble),
    failures: ensemble.scenarios.flatMap((runs) => {
      const worlds = runs.failures.filter((one) => one.world < ensemble.completed).length;
      return worlds === 0 ? [] : [{ scenario: runs.scenario.name, worlds }];
    }),
    assumedShares: metrics.flatMap(({ name }) => {
      const found = baseline && provenance(ensemble, baseline, name);
      if (found === undefined) return [];
      const { assumedShare: share, error, tooFew, worlds } = found;
      return [{ metric: name, share, error, tooFew, worlds }];
    }),
  };
}

/**
 * The values of one parameter under one scenario, a number a world.
 *
 * ```ts
 * const [baseline] = ensemble.scenarios;
 * const theory = baseline && worldColumn(ensemble, baseline, 'theory');
 * ```
 *
 * @param name a column of the worlds: `beta`, or `trust[mopti]` for one element.
 * @returns an array of length `ensemble.completed`, in the unit of the parameter; undefined when no such parameter
 * varies.
 */
export function worldColumn(
  ensemble: Ensemble,
  runs: ScenarioRuns,
  name: string,
): Float64Array | undefined {
  const { columns } = ensemble.worlds;
  const at = columns.indexOf(name);
  if (at < 0) return undefined;
  return Float64Array.from(
    { length: ensemble.completed },
    (_, world) => runs.values[world * columns.length + at] ?? Number.NaN,
  );
}
