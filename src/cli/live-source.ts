import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { sharedCopy } from '../ensemble/shared-numbers.js';
import { Asker } from '../live/asker.js';
import { assumptionsOf } from '../live/assumptions.js';
import { viewsOf } from '../live/bands.js';
import type { SnapshotSource } from '../live/shown.js';
import { newestRequest, portTo, type ThreadStart } from '../live/threads/ports.js';
import type { DiskFiles } from '../study/disk-files.js';
import type { Study } from '../study/load.js';
import { reasonOf } from './errors.js';
import { makeBench } from './live-bench.js';

// One thread for the interface; more than two for the worlds would not pay for the telling.
const MOST_THREADS = 2;

/** Runs a comparison, and drafts beside it, on threads of their own, and shows what is whole so far. */
export function liveSource(
  comparison: Study,
  signal: AbortSignal,
  files: DiskFiles,
): SnapshotSource {
  const { scenarios, plan } = comparison;
  const [baseline] = scenarios;
  if (baseline === undefined) throw new Error('a comparison has a baseline');
  const views = viewsOf(baseline.model);
  const worlds = sharedWorlds(comparison.worlds);
  const newest = newestRequest();
  const threads = Math.min(MOST_THREADS, comparison.workers ?? availableParallelism());
  const start: ThreadStart = { base: baseline.base, worlds, plan, views, newest, threads };
  const worker = new Worker(new URL('./live-worker.js', import.meta.url), { workerData: start });
  const first = views.slice(0, 1).map((one) => one.variable);
  const asker = new Asker(portTo(worker, newest), scenarios, worlds.count, first);
  worker.on('error', (reason) => asker.fail(new Error(reasonOf(reason))));
  worker.on('exit', (code) => {
    if (!signal.aborted)
      asker.fail(new Error(`the thread that runs worlds ended early with code ${code}`));
  });
  signal.addEventListener('abort', () => void worker.terminate());
  const assumptions = assumptionsOf(baseline.base, worlds);
  return {
    model: baseline.model.title,
    seed: plan.seed,
    unitsChecked: scenarios.every((one) => one.model.unitsChecked),
    scenarios,
    views,
    warnings: comparison.diagnostics
      .list()
      .map(({ place, message }) => `${place.file}:${place.line}: ${message}`),
    bench: makeBench(comparison, files, { views, assumptions, asker }),
    subscribe: (listener, failed) => asker.subscribe(listener, failed),
  };
}

function sharedWorlds(worlds: Study['worlds']): Study['worlds'] {
  const { count, columns, key, quantiles, values } = worlds;
  return { count, columns, key, quantiles: sharedCopy(quantiles), values: sharedCopy(values) };
}
