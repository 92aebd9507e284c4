import { parentPort, workerData } from 'node:worker_threads';
import type { Failure } from '../engine/engine.js';
import { kernelEngine } from '../engine/kernel/index.js';
import { referenceEngine } from '../engine/reference/index.js';
import { pathPoints, programOf, runChunk } from './job.js';
import { PathSketches } from './path-sketches.js';
import type { WorkerEnd, WorkerStart } from './worker-message.js';
import { NEXT_CHUNK, STOP } from './worker-message.js';

const ENGINES = [kernelEngine, referenceEngine];

// Takes one chunk after the other until there are none; results go straight into shared memory. A chunk that is
// begun is ended, so that what has run is always whole: the first worlds under every scenario.
function work(start: WorkerStart): WorkerEnd {
  const engine = ENGINES.find((one) => one.name === start.engine) ?? referenceEngine;
  const tasks = start.jobs.map((job) => ({
    job,
    program: programOf(job, engine),
    failures: [] as Failure[],
    sketches: job.sketched ? new PathSketches(pathPoints(job.scenario)) : undefined,
  }));
  while (Atomics.load(start.control, STOP) === 0) {
    const chunk = Atomics.add(start.control, NEXT_CHUNK, 1);
    const first = chunk * start.chunk;
    if (first >= start.worlds) break;
    const count = Math.min(start.chunk, start.worlds - first);
    for (const { job, program, failures, sketches } of tasks) {
      const block = runChunk(job, program, first, count, start.key);
      failures.push(...block.failures);
      sketches?.add(block);
      Atomics.add(start.done, chunk, 1);
    }
  }
  return {
    failures: tasks.map((one) => one.failures),
    sketches: tasks.map((one) => one.sketches?.counts()),
  };
}

parentPort?.postMessage(work(workerData as WorkerStart));
