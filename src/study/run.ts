import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { kernelEngine } from '../engine/kernel/index.js';
import type { Ensemble, Progress } from '../ensemble/ensemble.js';
import { runInPool } from '../ensemble/pool.js';
import { runEnsemble } from '../ensemble/run.js';
import { warmWorkers } from '../ensemble/warm-workers.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Study } from './load.js';

/** The engine that runs studies. */
export const ENGINE = kernelEngine;

// Worlds that a worker takes at a time: as many as keep the kernel busy, but no more than this many steps of elements
// over all scenarios, since what is begun when a run is interrupted was in vain: about a second.
const CHUNK = { most: 64, least: 8, steps: 1_000_000_000 } as const;

/** Below this many steps of elements, starting workers takes longer than running. */
const SMALL_JOB = 30_000_000;

/** How {@link run} goes. */
export interface RunOptions {
  /** Called as worlds are done, a few times a second at most, with the ensemble as it is so far. */
  readonly onProgress?: ((progress: Progress, soFar: Ensemble) => void) | undefined;
  /** Breaks off the run: what is whole by then is returned. */
  readonly signal?: AbortSignal | undefined;
  /** How many threads; as the study says when absent, and as many as the machine has when that says nothing. */
  readonly workers?: number | undefined;
}

/**
 * Runs all scenarios of a study over all its worlds. The same files and seed give the same numbers, for any number of
 * threads. Keys and signals are heard meanwhile.
 *
 * ```ts
 * const ensemble = await run(study, { onProgress: ({ done, total }) => console.log(done / total) });
 * ensemble.scenarios[0]?.metricValues; // metricValues[world * metrics.length + m]
 * ```
 *
 * @returns the runs, in the units of the model. After `signal` fewer worlds than the plan has: see
 * `Ensemble.completed`. A world that gave a value that is not finite is NaN, and is listed in `failures`.
 * @throws Error when the machine has too little memory or starts no more threads.
 */
export function run(study: Study, options: RunOptions = {}): Promise<Ensemble> {
  const { scenarios, worlds, plan, paths, pathBytes } = study;
  const { signal, onProgress, workers = study.workers } = options;
  const heard = signal === undefined ? {} : { signal };
  const told = onProgress === undefined ? {} : { onProgress };
  const shared = { engine: ENGINE, paths, pathBytes, ...told, ...heard };
  if (workers === undefined && sizeOf(scenarios) * worlds.count < SMALL_JOB) {
    return runEnsemble(scenarios, worlds, plan, { ...shared, pause: () => setImmediate() });
  }
  const count = workers ?? availableParallelism();
  const wished = 8 * Math.floor(CHUNK.steps / sizeOf(scenarios) / 8);
  const chunk = Math.max(CHUNK.least, Math.min(CHUNK.most, wished));
  return runInPool(scenarios, worlds, plan, { ...shared, workers: count, chunk });
}

/** Starts threads while files are still being read; small studies will not need them. */
export function warmUp(workers = availableParallelism()): void {
  if (availableParallelism() > 1) warmWorkers(workers);
}

function sizeOf(scenarios: readonly Scenario[]): number {
  return scenarios.reduce((sum, { model, horizon }) => {
    const elements = [...model.variables.values()].reduce((count, one) => count + one.size, 0);
    return sum + elements * horizon.steps;
  }, 0);
}
