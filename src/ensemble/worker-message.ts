import type { Failure } from '../engine/engine.js';
import type { GivenWorlds } from './given-worlds.js';
import type { Job } from './job.js';
import type { PathCounts } from './path-sketches.js';

/** What a worker is started with. */
export interface WorkerStart {
  readonly engine: string;
  readonly jobs: readonly Job[];
  readonly worlds: GivenWorlds;
  /** Worlds in a chunk. */
  readonly chunk: number;
  /** Shared: the number of the next chunk, and 1 when all shall stop. */
  readonly control: Int32Array;
  /** Shared, by chunk: scenarios that are done. */
  readonly done: Int32Array;
}

export const NEXT_CHUNK = 0;
export const STOP = 1;

/** What a worker says while it runs: worlds of a scenario that failed. */
export interface WorkerFailures {
  /** The number of its job. */
  readonly job: number;
  readonly failures: readonly Failure[];
}

/** What a worker says when it ends, by scenario: its part of the sketches. */
export interface WorkerEnd {
  readonly sketches: readonly (PathCounts | undefined)[];
}
