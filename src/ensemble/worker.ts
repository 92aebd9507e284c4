import { parentPort, workerData } from 'node:worker_threads';
import type { Failure } from '../engine/engine.js';
import { referenceEngine } from '../engine/reference/index.js';
import { programOf, runChunk } from './job.js';
import type { WorkerEnd, WorkerStart } from './worker-message.js';
import { NEXT_CHUNK, STOP } from './worker-message.js';

const ENGINES = [referenceEngine];

// Takes one chunk after the other until there are none; results go straight into shared memory.
function work(start: WorkerStart): WorkerEnd {
  const engine = ENGINES.find((one) => one.name === start.engine) ?? referenceEngine;
  const programs = start.jobs.map((job) => programOf(job, engine));
  const failures = start.jobs.map((): Failure[] => []);
  for (;;) {
    const chunk = Atomics.add(start.control, NEXT_CHUNK, 1);
    const first = chunk * start.chunk;
    if (first >= start.worlds) return { failures };
    const count = Math.min(start.chunk, start.worlds - first);
    for (const [index, job] of start.jobs.entries()) {
      if (Atomics.load(start.control, STOP) === 1) return { failures };
      const program = programs[index];
      if (program !== undefined) {
        failures[index]?.push(...runChunk(job, program, first, count, start.key));
      }
      Atomics.add(start.done, chunk, 1);
    }
  }
}

parentPort?.postMessage(work(workerData as WorkerStart));
