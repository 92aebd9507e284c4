import type { Engine, Failure } from '../engine/engine.js';
import type { Plan, Worlds } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Ensemble, Progress } from './ensemble.js';
import { givenWorlds, stretchesOf } from './given-worlds.js';
import { prepareJobs, runChunk, runsOf, taskOf } from './job.js';
import type { PathRequest } from './path-request.js';
import { PathSketches } from './path-sketches.js';

export interface EnsembleOptions {
  readonly engine: Engine;
  /** Called after every chunk, with what is whole so far. */
  readonly onProgress?: (progress: Progress, soFar: Ensemble) => void;
  /** Which paths are kept; those of all that the base model reports when absent. */
  readonly paths?: PathRequest | undefined;
  /** Bytes of paths above which they are sketched; `PATH_BYTES` when absent. */
  readonly pathBytes?: number | undefined;
  /** Stops between chunks; the ensemble then holds the worlds that ran under every scenario. */
  readonly signal?: AbortSignal;
  /** Lets the rest of the program breathe between chunks. */
  readonly pause?: () => Promise<void>;
}

// A chunk lasts about this long, so that an interrupt is heard and progress moves.
const CHUNK_MS = 40;

/**
 * Runs every scenario over every world on this thread, world by world, so that what is done at any time is whole:
 * the first worlds under all scenarios. `runInPool` does the same on several threads, to the same bits.
 * @param scenarios the baseline first.
 */
export async function runEnsemble(
  scenarios: readonly Scenario[],
  worlds: Worlds,
  plan: Plan,
  options: EnsembleOptions,
): Promise<Ensemble> {
  const { paths = 'reported', pathBytes } = options;
  const kept = { paths, room: 'job', shared: false, pathBytes } as const;
  const jobs = prepareJobs(scenarios, worlds, kept).map((job) => ({
    job,
    task: taskOf(job, worlds, options.engine),
    failures: [] as Failure[],
    sketches: job.sketched ? new PathSketches(job.outputs) : undefined,
  }));
  const runs = jobs.map(({ job, failures, sketches }) => runsOf(job, worlds, failures, sketches));
  const soFar = (completed: number): Ensemble => ({ plan, worlds, scenarios: runs, completed });
  const stretches = stretchesOf(givenWorlds(worlds, false));
  const total = worlds.count * jobs.length;
  const pause = options.pause ?? (() => Promise.resolve());
  let chunk = 1;
  let first = 0;
  while (first < worlds.count) {
    const count = Math.min(chunk, worlds.count - first);
    // Only the size of chunks depends on the clock, and results do not depend on that.
    const start = performance.now();
    if (options.signal?.aborted === true) return soFar(first);
    const stretch = stretches(first, count);
    for (const [index, { task, failures, sketches }] of jobs.entries()) {
      const block = runChunk(task, stretch, first);
      failures.push(...block.failures);
      sketches?.add(block);
      const done = first * jobs.length + (index + 1) * count;
      options.onProgress?.({ done, total }, soFar(first));
      await pause();
    }
    first += count;
    options.onProgress?.({ done: first * jobs.length, total }, soFar(first));
    const each = (performance.now() - start) / (count * jobs.length);
    chunk = Math.max(1, Math.min(256, Math.round(CHUNK_MS / Math.max(each, 1e-3))));
  }
  return soFar(first);
}
