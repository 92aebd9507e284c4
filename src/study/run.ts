import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { compareScenarios } from '../analysis/comparison.js';
import { provenance } from '../analysis/provenance.js';
import { kernelEngine } from '../engine/kernel/index.js';
import type { Ensemble, Progress } from '../ensemble/ensemble.js';
import { runInPool } from '../ensemble/pool.js';
import { runEnsemble } from '../ensemble/run.js';
import { warmWorkers } from '../ensemble/warm-workers.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Comparison } from './load.js';

/** The engine that runs comparisons. */
export const ENGINE = kernelEngine;

// Worlds that a worker takes at a time: as many as keep the kernel busy, but no more than this many steps of elements
// over all scenarios, since what is begun when a run is interrupted was in vain: about a second.
const CHUNK = { most: 64, least: 8, steps: 1_000_000_000 } as const;

/** Below this many steps of elements, starting workers takes longer than running. */
const SMALL_JOB = 30_000_000;

/** Runs all scenarios over all worlds; keys and signals are heard meanwhile. */
export function compute(
  { scenarios, worlds, plan, workers, paths, pathBytes }: Comparison,
  onProgress: (progress: Progress, soFar: Ensemble) => void,
  signal?: AbortSignal,
): Promise<Ensemble> {
  const heard = signal === undefined ? {} : { signal };
  const shared = { engine: ENGINE, onProgress, paths, pathBytes, ...heard };
  if (workers === undefined && sizeOf(scenarios) * worlds.count < SMALL_JOB) {
    return runEnsemble(scenarios, worlds, plan, { ...shared, pause: () => setImmediate() });
  }
  const count = workers ?? availableParallelism();
  const wished = 8 * Math.floor(CHUNK.steps / sizeOf(scenarios) / 8);
  const chunk = Math.max(CHUNK.least, Math.min(CHUNK.most, wished));
  return runInPool(scenarios, worlds, plan, { ...shared, workers: count, chunk });
}

/** Starts threads while files are still being read; small comparisons will not need them. */
export function warmUp(workers = availableParallelism()): void {
  if (availableParallelism() > 1) warmWorkers(workers);
}

function sizeOf(scenarios: readonly Scenario[]): number {
  return scenarios.reduce((sum, { model, horizon }) => {
    const elements = [...model.variables.values()].reduce((count, one) => count + one.size, 0);
    return sum + elements * horizon.steps;
  }, 0);
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
      return found === undefined
        ? []
        : [
            {
              metric: name,
              share: found.assumedShare,
              error: found.error,
              tooFew: found.tooFew,
              worlds: found.worlds,
            },
          ];
    }),
  };
}

export type Findings = ReturnType<typeof findings>;
