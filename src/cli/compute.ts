import { setImmediate } from 'node:timers/promises';
import { compareScenarios } from '../analysis/comparison.js';
import { provenance } from '../analysis/provenance.js';
import { referenceEngine } from '../engine/reference/index.js';
import type { Ensemble, Progress } from '../ensemble/ensemble.js';
import { runEnsemble } from '../ensemble/run.js';
import type { Comparison } from './load.js';

/** The engine that runs comparisons. */
export const ENGINE = referenceEngine;

/** Runs all scenarios over all worlds, leaving room for keys and signals between chunks. */
export function compute(
  { scenarios, worlds, plan }: Comparison,
  onProgress: (progress: Progress, soFar: Ensemble) => void,
  signal?: AbortSignal,
): Promise<Ensemble> {
  return runEnsemble(scenarios, worlds, plan, {
    engine: ENGINE,
    onProgress,
    pause: () => setImmediate(),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** What the table and the interface say of an ensemble beside its paths. */
export function findings(ensemble: Ensemble) {
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
      return found === undefined ? [] : [{ metric: name, share: found.assumedShare }];
    }),
  };
}

export type Findings = ReturnType<typeof findings>;
