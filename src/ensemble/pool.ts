import type { Worker } from 'node:worker_threads';
import type { Failure } from '../engine/engine.js';
import type { Plan, Worlds } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { newBoard } from './claims.js';
import type { Ensemble } from './ensemble.js';
import { givenWorlds } from './given-worlds.js';
import { prepareJobs, runsOf } from './job.js';
import { PathSketches } from './path-sketches.js';
import type { EnsembleOptions } from './run.js';
import { chunkForSlabs, newSlabs } from './slabs.js';
import { takeWorker, WORKER_URL } from './warm-workers.js';
import type { WorkerEnd, WorkerFailures, WorkerStart } from './worker-message.js';
import { STOP, wholeWorlds } from './worker-message.js';

export interface PoolOptions extends Omit<EnsembleOptions, 'pause'> {
  readonly workers: number;
  /** Worlds in a chunk: what a worker takes at a time, and what an interrupt waits for. */
  readonly chunk: number;
  /** Bytes of paths that are kept at a time where they are sketched; `SLAB_BYTES` when absent. */
  readonly slabBytes?: number | undefined;
  /** The built worker; beside this file in the bundle. */
  readonly workerUrl?: URL;
}

// Progress is looked at, not sent: workers never wait for anyone.
const LOOK_MS = 40;
// Most chunks end within this time when all shall stop.
const GRACE_MS = 40;

/**
 * Runs every scenario over every world on several threads. Workers take chunks of worlds as they come free and
 * write into shared memory, each world in its own place, so that the bits do not depend on how many there are.
 */
export async function runInPool(
  scenarios: readonly Scenario[],
  worlds: Worlds,
  plan: Plan,
  options: PoolOptions,
): Promise<Ensemble> {
  const { paths = 'reported', pathBytes, slabBytes } = options;
  const jobs = prepareJobs(scenarios, worlds, { paths, room: 'job', shared: true, pathBytes });
  const sketched = jobs.some((job) => job.sketched);
  const chunk = sketched ? chunkForSlabs(jobs, options.chunk, slabBytes) : options.chunk;
  const chunks = Math.ceil(worlds.count / chunk);
  const control = new Int32Array(new SharedArrayBuffer(4));
  const models = scenarios.map((one) => one.model);
  const done = new Int32Array(new SharedArrayBuffer(4 * chunks));
  const start = {
    engine: options.engine.name,
    jobs,
    worlds: givenWorlds(worlds, true),
    chunk,
    control,
    board: newBoard(chunks, models),
    done,
    ...(sketched ? { slabs: newSlabs(jobs, worlds.count, chunk, slabBytes) } : {}),
  };
  const failures = jobs.map((): Failure[] => []);
  const sketches = jobs.map((job) => (job.sketched ? new PathSketches(job.outputs) : undefined));
  const runs = jobs.map((job, i) => runsOf(job, worlds, failures[i] ?? [], sketches[i]));
  const total = worlds.count * jobs.length;
  const soFar = (): Ensemble => {
    return { plan, worlds, scenarios: runs, completed: wholeWorlds(start) };
  };
  const look = () => {
    const count = done.reduce((sum, one) => sum + one, 0) * chunk;
    options.onProgress?.({ done: Math.min(total, count), total }, soFar());
  };
  const { promise: inVain, giveUp } = givenUp();
  const stop = () => {
    Atomics.store(control, STOP, 1);
    // Where nothing is whole, no worker is waited for.
    setTimeout(() => soFar().completed === 0 && giveUp(), GRACE_MS).unref();
  };
  options.signal?.addEventListener('abort', stop);
  if (options.signal?.aborted === true) stop();
  const timer = setInterval(look, LOOK_MS);
  const workers: Worker[] = [];
  try {
    const url = options.workerUrl ?? WORKER_URL;
    const count = Math.max(1, Math.min(options.workers, chunks * jobs.length));
    const hear = ({ job, failures: some }: WorkerFailures) => failures[job]?.push(...some);
    const finish = (number: number) => {
      const worker = takeWorker(url);
      workers.push(worker);
      return finished(worker, { ...start, worker: number, workers: count }, hear, options.signal);
    };
    const ends = Promise.all(Array.from({ length: count }, (_, number) => finish(number)));
    for (const end of await Promise.race([ends, inVain])) {
      for (const [index, one] of end.sketches.entries()) if (one) sketches[index]?.merge(one);
    }
    const ensemble = soFar();
    // In the order of worlds, whoever met them; those of a chunk that was not ended do not count.
    for (const list of failures) {
      list.sort((a, b) => a.world - b.world);
      while ((list.at(-1)?.world ?? 0) >= ensemble.completed && list.length > 0) list.pop();
    }
    for (const [index, one] of sketches.entries())
      if (one) one.failed = failures[index]?.length ?? 0;
    options.onProgress?.({ done: ensemble.completed * jobs.length, total }, ensemble);
    return ensemble;
  } finally {
    clearInterval(timer);
    // When one ends early, the others must not go on.
    for (const worker of workers) void worker.terminate();
    options.signal?.removeEventListener('abort', stop);
  }
}

function givenUp(): {
  readonly promise: Promise<readonly WorkerEnd[]>;
  readonly giveUp: () => void;
} {
  let giveUp = () => {};
  const promise = new Promise<readonly WorkerEnd[]>((resolve) => {
    giveUp = () => resolve([]);
  });
  return { promise, giveUp };
}

/**
 * Waits until a worker has ended. When all shall stop, it soon has to: results are in their places as
 * soon as they are whole, so what it is at is not waited for. Only sketches are told at the end, and waited for.
 */
function finished(
  worker: Worker,
  start: WorkerStart,
  hear: (failures: WorkerFailures) => void,
  signal: AbortSignal | undefined,
): Promise<WorkerEnd> {
  return new Promise((resolve, reject) => {
    worker.postMessage(start);
    let broken = false;
    const breakOff = () =>
      setTimeout(() => {
        broken = true;
        void worker.terminate();
      }, GRACE_MS).unref();
    if (start.slabs === undefined) signal?.addEventListener('abort', breakOff);
    worker.on('message', (message: WorkerFailures | WorkerEnd) => {
      if ('failures' in message) hear(message);
      else resolve(message);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal?.removeEventListener('abort', breakOff);
      if (broken) resolve({ sketches: [] });
      else reject(new Error(`a worker ended early with code ${code}`));
    });
  });
}
