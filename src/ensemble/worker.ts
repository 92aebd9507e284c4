import { parentPort } from 'node:worker_threads';
import { kernelEngine } from '../engine/kernel/index.js';
import { referenceEngine } from '../engine/reference/index.js';
import { type Claim, Claims } from './claims.js';
import { stretchesOf } from './given-worlds.js';
import type { Task } from './job.js';
import { runChunk, taskOf } from './job.js';
import { PathSketches } from './path-sketches.js';
import { roomOfSlab, shareOf, waitForSlab } from './slabs.js';
import type { WorkerEnd, WorkerFailures, WorkerStart } from './worker-message.js';
import { STOP, wholeWorlds } from './worker-message.js';

const ENGINES = [kernelEngine, referenceEngine];

// Takes some worlds of a scenario after the other until there are none; results go straight into shared memory. What
// has run under every scenario is whole; a chunk that is broken off is not counted.
function work(start: WorkerStart): WorkerEnd {
  const { jobs, slabs, board, worker, workers } = start;
  const claims = new Claims(board);
  const run = runnerOf(start);
  const next = (chunks?: number) =>
    Atomics.load(start.control, STOP) === 0 ? claims.next(chunks) : undefined;
  if (slabs === undefined) {
    for (let claim = next(); claim !== undefined; claim = next()) run(claim);
    return { sketches: [] };
  }
  const sketches = shareOf(jobs, worker, workers).map((share) => new PathSketches(share));
  const chunks = Math.ceil(start.worlds.count / start.chunk);
  for (let slab = 0; slab * slabs.chunks < chunks; slab += 1) {
    const first = slab * slabs.chunks;
    const end = Math.min(chunks, first + slabs.chunks);
    for (let claim = next(end); claim !== undefined; claim = next(end)) {
      const room = roomOfSlab(slabs, claim.job, slab);
      run(claim, { room, from: first * start.chunk });
    }
    waitForSlab(slabs, slab, workers);
    const whole = wholeWorlds(start) - first * start.chunk;
    const worlds = Math.min(whole, slabs.chunks * start.chunk);
    if (worlds <= 0) continue;
    for (const [job, one] of sketches.entries()) one.addPaths(roomOfSlab(slabs, job, slab), worlds);
  }
  return { sketches: sketches.map((one) => one.counts()) };
}

type Runner = (claim: Claim, paths?: Parameters<typeof runChunk>[3]) => void;

function runnerOf({ jobs, worlds, chunk: size, done, ...start }: WorkerStart): Runner {
  const engine = ENGINES.find((one) => one.name === start.engine) ?? referenceEngine;
  const stretches = stretchesOf(worlds);
  const tasks = jobs.map((): Task | undefined => undefined);
  return ({ chunk, job: index }, paths) => {
    const job = jobs[index];
    if (job === undefined) throw new Error(`there is no job ${index}`);
    const task = tasks[index] ?? taskOf(job, worlds, engine);
    tasks[index] = task;
    const first = chunk * size;
    const some = stretches(first, Math.min(size, worlds.count - first));
    const block = runChunk(task, some, first, paths);
    if (block.failures.length > 0) tell({ job: index, failures: block.failures });
    Atomics.add(done, chunk, 1);
  };
}

function tell(failures: WorkerFailures): void {
  parentPort?.postMessage(failures);
}

// It may have been started before there was anything to do, so that its code is loaded by then.
parentPort?.once('message', (start: WorkerStart) => parentPort?.postMessage(work(start)));
