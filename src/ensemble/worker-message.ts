import type { Failure } from '../engine/engine.js';
import type { ClaimBoard } from './claims.js';
import type { GivenWorlds } from './given-worlds.js';
import type { Job } from './job.js';
import type { PathCounts } from './path-sketches.js';
import type { Slabs } from './slabs.js';

/** What a worker is started with. */
export interface WorkerStart {
  readonly engine: string;
  readonly jobs: readonly Job[];
  readonly worlds: GivenWorlds;
  /** Worlds in a chunk. */
  readonly chunk: number;
  /** Shared: 1 when all shall stop. */
  readonly control: Int32Array;
  /** Shared: which worker runs what. */
  readonly board: ClaimBoard;
  /** Shared, by chunk: scenarios that are done. */
  readonly done: Int32Array;
  /** Where paths are kept until they are counted, when they are sketched. */
  readonly slabs?: Slabs;
  /** The number of this worker, and how many there are. */
  readonly worker: number;
  readonly workers: number;
}

export const STOP = 0;

/** What a worker says while it runs: worlds of a scenario that failed. */
export interface WorkerFailures {
  /** The number of its job. */
  readonly job: number;
  readonly failures: readonly Failure[];
}

/** What a worker says when it ends, by scenario: sketches of the points that it counted. */
export interface WorkerEnd {
  readonly sketches: readonly (PathCounts | undefined)[];
}

/** How many worlds have run under every scenario: the first of them. */
export function wholeWorlds({
  done,
  jobs,
  chunk,
  worlds,
}: Pick<WorkerStart, 'done' | 'jobs' | 'chunk' | 'worlds'>): number {
  const whole = done.findIndex((count) => count < jobs.length);
  return whole < 0 ? worlds.count : Math.min(worlds.count, whole * chunk);
}
