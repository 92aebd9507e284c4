import type { Job, PathRoom } from './job.js';
import { roomFor } from './shared-numbers.js';

/** Bytes of one slab, if that is enough for a few worlds. */
export const SLAB_BYTES = 4e7;
/** A kernel that is given fewer worlds at a time stands idle in part. */
const LEAST_CHUNK = 8;

/**
 * Paths of some worlds in a row, of all scenarios: they are kept in shared memory until they have been counted into
 * sketches. Each worker counts some of the points, so there is one sketch of each point however many workers there
 * are. While one slab is counted the next is filled, so there is room for two.
 */
export interface Slabs {
  /** Chunks in a slab. */
  readonly chunks: number;
  /** By job, room for two slabs. */
  readonly rooms: readonly (readonly [PathRoom, PathRoom])[];
  /** Shared, by slab: workers that have nothing more to run in it. */
  readonly arrived: Int32Array;
}

/** As many worlds in a chunk as wished, or fewer where so many would not fit into a slab. */
export function chunkForSlabs(
  jobs: readonly Job[],
  wished: number,
  slabBytes = SLAB_BYTES,
): number {
  return Math.min(wished, Math.max(LEAST_CHUNK, worldsIn(jobs, slabBytes)));
}

/** @param chunk worlds in a chunk, of which a slab holds at least one. */
export function newSlabs(
  jobs: readonly Job[],
  worlds: number,
  chunk: number,
  slabBytes = SLAB_BYTES,
): Slabs {
  const all = Math.ceil(worlds / chunk);
  const chunks = Math.max(1, Math.min(all, Math.floor(worldsIn(jobs, slabBytes) / chunk)));
  const roomOf = ({ outputs }: Job): PathRoom =>
    new Map([...outputs].map(([name, size]) => [name, roomFor(chunks * chunk * size, true)]));
  return {
    chunks,
    rooms: jobs.map((job) => [roomOf(job), roomOf(job)] as const),
    arrived: new Int32Array(new SharedArrayBuffer(4 * Math.ceil(all / chunks))),
  };
}

// How many worlds fit into a slab.
function worldsIn(jobs: readonly Job[], slabBytes: number): number {
  const points = jobs.flatMap((job) => [...job.outputs.values()]).reduce((a, b) => a + b, 0);
  return Math.floor(slabBytes / (8 * Math.max(1, points)));
}

/** The room of a job's paths in a slab. */
export function roomOfSlab({ rooms }: Slabs, job: number, slab: number): PathRoom {
  return rooms[job]?.[slab % 2 === 0 ? 0 : 1] ?? new Map();
}

/** Says that a worker has nothing more to run in a slab, and waits until no worker has. */
export function waitForSlab({ arrived }: Slabs, slab: number, workers: number): void {
  Atomics.add(arrived, slab, 1);
  Atomics.notify(arrived, slab);
  for (let count = Atomics.load(arrived, slab); count < workers; ) {
    Atomics.wait(arrived, slab, count);
    count = Atomics.load(arrived, slab);
  }
}

/** The variables whose points one worker counts, by job. */
export function shareOf(
  jobs: readonly Job[],
  worker: number,
  workers: number,
): readonly ReadonlyMap<string, number>[] {
  let number = 0;
  return jobs.map(
    ({ outputs }) => new Map([...outputs].filter(() => number++ % workers === worker)),
  );
}
