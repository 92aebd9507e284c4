import { Worker } from 'node:worker_threads';

/** The built worker; beside this file in the bundle. */
export const WORKER_URL = new URL('./worker.js', import.meta.url);

/** More threads than this are started when they are needed. */
const MOST = 4;

const warm: Worker[] = [];

/** Starts threads that load their code while the files of a run are read; `takeWorker` then gives them out. */
export function warmWorkers(count: number): void {
  while (warm.length < Math.min(count, MOST)) {
    const worker = new Worker(WORKER_URL);
    // They may never be needed, and then keep nobody waiting.
    worker.unref();
    worker.once('error', () => drop(worker));
    worker.once('exit', () => drop(worker));
    warm.push(worker);
  }
}

/** A thread that waits for its `WorkerStart`: one that is warm, or a new one. */
export function takeWorker(url: URL): Worker {
  const worker = url.href === WORKER_URL.href ? warm.pop() : undefined;
  if (worker === undefined) return new Worker(url);
  worker.removeAllListeners();
  worker.ref();
  return worker;
}

function drop(worker: Worker): void {
  const at = warm.indexOf(worker);
  if (at >= 0) warm.splice(at, 1);
}
