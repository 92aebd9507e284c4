import { parentPort, workerData } from 'node:worker_threads';
import { kernelEngine } from '../engine/kernel/index.js';
import { referenceEngine } from '../engine/reference/index.js';
import { stretchesOf } from './given-worlds.js';
import type { Task } from './job.js';
import { pathPoints, runChunk, taskOf } from './job.js';
import { PathSketches } from './path-sketches.js';
import type { WorkerEnd, WorkerFailures, WorkerStart } from './worker-message.js';
import { NEXT_CHUNK, STOP } from './worker-message.js';

const ENGINES = [kernelEngine, referenceEngine];

// Takes one chunk after the other until there are none; results go straight into shared memory. What has run under
// every scenario is whole; a chunk that is broken off is not counted. Sketches cannot forget what they have counted,
// so with them a chunk that is begun is ended.
function work({ jobs, worlds, chunk: size, control, done, ...start }: WorkerStart): WorkerEnd {
  const engine = ENGINES.find((one) => one.name === start.engine) ?? referenceEngine;
  const stretches = stretchesOf(worlds);
  const tasks = jobs.map((job) => ({
    job,
    task: undefined as Task | undefined,
    sketches: job.sketched ? new PathSketches(pathPoints(job.scenario)) : undefined,
  }));
  const stopped = () => Atomics.load(control, STOP) !== 0;
  while (!stopped()) {
    const chunk = Atomics.add(control, NEXT_CHUNK, 1);
    const first = chunk * size;
    if (first >= worlds.count) break;
    const stretch = stretches(first, Math.min(size, worlds.count - first));
    for (const [index, own] of tasks.entries()) {
      const { job, sketches } = own;
      if ((sketches === undefined || index === 0) && stopped()) break;
      own.task ??= taskOf(job, worlds, engine);
      const block = runChunk(own.task, stretch, first);
      if (block.failures.length > 0) tell({ job: index, failures: block.failures });
      sketches?.add(block);
      Atomics.add(done, chunk, 1);
    }
  }
  return { sketches: tasks.map((one) => one.sketches?.counts()) };
}

function tell(failures: WorkerFailures): void {
  parentPort?.postMessage(failures);
}

parentPort?.postMessage(work(workerData as WorkerStart));
