import type { Engine, Failure } from '../engine/engine.js';
import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';
import type { Stretches } from '../ensemble/given-worlds.js';
import { givenWorlds, stretchesOf } from '../ensemble/given-worlds.js';
import type { Job, Task } from '../ensemble/job.js';
import { prepareJobs, runChunk, runsOf, taskOf } from '../ensemble/job.js';
import type { Plan, Worlds } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { Room } from './spare-arrays.js';

/** A scenario to run; runs of the same key are the same, so they are kept. */
export interface LiveEntry {
  readonly key: string;
  readonly scenario: Scenario;
  /** The key of the scenario that it is compared with; the first of all when absent. */
  readonly against?: string;
}

/** Runs some worlds of a job elsewhere, into the same shared memory. */
export type LiveHelper = (key: string, job: Job, first: number, count: number) => Promise<PartDone>;

/** Failures of a part, or that it was given up because something newer is wanted. */
export interface PartDone {
  readonly failures: readonly Failure[];
  readonly whole: boolean;
}

export interface LiveOptions {
  /** The variables whose paths are kept; all that the model reports when absent. */
  readonly outputs?: readonly string[];
  readonly helper?: LiveHelper;
  /** Whether a newer wish waits: the worlds that run are then given up. */
  readonly newer?: () => boolean;
}

interface Running {
  readonly entry: LiveEntry;
  readonly job: Job;
  task: Task | undefined;
  failures: Failure[];
  series: Map<string, Float64Array> | undefined;
  runs: ScenarioRuns;
  done: number;
}

/** A scenario beside what it is compared with, over the worlds that both have. */
export interface LiveStep {
  readonly key: string;
  readonly ensemble: Ensemble;
}

// What a person sees first; fewer only where that many would take too long.
const FIRST_CHUNK = 200;
const LEAST_FIRST = 32;
const FIRST_MS = 400;
// After it, results come about this often.
const CHUNK_MS = 60;
/** A newer wish is looked for after so many worlds. */
export const PART = 32;
// Paths are kept of so many scenarios: the baseline and those looked at last.
const KEPT_PATHS = 4;
// Paths of one scenario take no more than this.
const MOST_BYTES = 3e8;

/**
 * Runs scenarios that come and go, over the same worlds, a chunk at a time; the newest wishes win. Paths are
 * dropped when they have been read, but for the scenarios in haste: metrics of all are kept.
 */
export class LiveRuns {
  readonly #worlds: Worlds;
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #options: LiveOptions;
  readonly #room: Room;
  readonly #stretches: Stretches;
  #running: readonly Running[] = [];
  #perWorld = FIRST_MS / FIRST_CHUNK;

  constructor(worlds: Worlds, plan: Plan, engine: Engine, options: LiveOptions = {}) {
    this.#worlds = worlds;
    this.#plan = plan;
    this.#engine = engine;
    this.#options = options;
    this.#stretches = stretchesOf(givenWorlds(worlds, false));
    this.#room = new Room(options.helper !== undefined);
  }

  /** What shall be run: the baseline first, then in the order of haste. What is not named any more is dropped. */
  set(entries: readonly LiveEntry[]): void {
    const known = new Map(this.#running.map((one) => [one.entry.key, one]));
    this.#running = entries.map((entry) => known.get(entry.key) ?? this.#start(entry));
    for (const one of known.values()) if (!this.#running.includes(one)) this.#retire(one);
    for (const one of this.#running.slice(KEPT_PATHS)) this.#release(one);
  }

  #start(entry: LiveEntry): Running {
    const { scenario } = entry;
    const { outputs: variables = scenario.base.report } = this.#options;
    const [made] = prepareJobs([scenario], this.#worlds, {
      paths: { variables, metrics: [] },
      room: 'caller',
      shared: false,
    });
    if (made === undefined) throw new Error('one scenario makes one job');
    const metricValues = this.#room.take(made.metricValues.length).fill(Number.NaN);
    const job = { ...made, metricValues };
    const failures: Failure[] = [];
    const runs = runsOf(job, this.#worlds, failures);
    const open = { task: undefined, failures, series: undefined, runs, done: 0 };
    return { entry, job, ...open };
  }

  /** Asks for the paths of a scenario whose paths were dropped: it runs again. */
  again(key: string): void {
    const one = this.#running.find(({ entry }) => entry.key === key);
    if (one === undefined || one.series !== undefined || one.done < this.#worlds.count) return;
    one.done = 0;
    one.failures = [];
  }

  /** What is known of a scenario that has run in full and whose paths are kept. */
  whole(key: string): LiveStep | undefined {
    const one = this.#running.find(({ entry }) => entry.key === key);
    if (one?.series === undefined || one.done < this.#worlds.count) return undefined;
    return this.#stepOf(one);
  }

  /** Says that the paths of a scenario have been read. */
  read(key: string): void {
    const at = this.#running.findIndex(({ entry }) => entry.key === key);
    const one = this.#running[at];
    if (one === undefined || at < KEPT_PATHS) return;
    this.#release(one);
    one.task?.program.release?.();
    one.task = undefined;
  }

  #release(one: Running): void {
    if (one.series === undefined) return;
    // Half-run paths would be lost, so they start again.
    if (one.done < this.#worlds.count) {
      one.done = 0;
      one.failures = [];
    }
    for (const array of one.series.values()) this.#room.give(array);
    one.series = undefined;
    one.runs = runsOf(one.job, this.#worlds, one.failures);
  }

  // What runs at this moment ends before anything takes its place: steps follow one another.
  #retire(one: Running): void {
    this.#release(one);
    this.#room.give(one.job.metricValues);
    one.task?.program.release?.();
    one.task = undefined;
  }

  /** Whether the baseline or the hastiest has not run in full. */
  urgent(): boolean {
    return this.#running.slice(0, KEPT_PATHS).some((one) => one.done < this.#worlds.count);
  }

  // The baseline and the hastiest in full; the others all get their first worlds before any gets more.
  #next(): Running | undefined {
    const open = this.#running.filter((one) => one.done < this.#worlds.count);
    const urgent = open.find((one) => this.#running.indexOf(one) < KEPT_PATHS);
    return urgent ?? open.find((one) => one.done === 0) ?? open[0];
  }

  /**
   * Runs the next chunk.
   * @returns the scenario it belongs to, beside the one that it is compared with; `'newer'` when the chunk was
   * given up; undefined when all is done.
   */
  async step(): Promise<LiveStep | 'newer' | undefined> {
    const next = this.#next();
    if (next === undefined) return undefined;
    next.task ??= taskOf(next.job, this.#worlds, this.#engine);
    if (next.series === undefined) this.#makeRoom(next);
    const count = Math.min(this.#chunk(next.done), this.#worlds.count - next.done);
    const { series } = next;
    const job = { ...next.job, series: series ?? new Map() };
    const begun = performance.now();
    // What nobody looks at yet is left to one thread: to compile it on both would take longer than it gains.
    const urgent = this.#running.indexOf(next) < KEPT_PATHS;
    const helper = urgent ? this.#options.helper : undefined;
    const mine = helper === undefined ? count : Math.max(1, Math.floor(count / (2 * PART))) * PART;
    const theirs =
      mine < count ? helper?.(next.entry.key, job, next.done + mine, count - mine) : undefined;
    const task = { ...next.task, job };
    const { newer } = this.#options;
    const own = runPart(task, this.#stretches, next.done, Math.min(mine, count), newer);
    const other = await theirs;
    // Its paths may have been dropped meanwhile, or itself.
    if (!own.whole || other?.whole === false || next.series !== series) return 'newer';
    // Only the size of chunks depends on the clock, and results do not depend on that. What was fast once is fast:
    // a busy machine would otherwise be given many small chunks, which take longer still.
    const each = Math.max(0.005, (performance.now() - begun) / count);
    this.#perWorld = Math.min(each, 1.1 * this.#perWorld);
    next.failures.push(...own.failures, ...(other?.failures ?? []));
    next.failures.sort((a, b) => a.world - b.world);
    next.done += count;
    return this.#stepOf(next);
  }

  #chunk(done: number): number {
    if (done > 0) return Math.max(PART, Math.ceil(CHUNK_MS / this.#perWorld));
    const fits = Math.ceil(FIRST_MS / this.#perWorld);
    return Math.max(LEAST_FIRST, Math.min(FIRST_CHUNK, fits));
  }

  #makeRoom(one: Running): void {
    // With very many worlds the largest are not kept: paths by region.
    let bytes = 0;
    const fits = [...one.job.outputs]
      .sort((a, b) => a[1] - b[1])
      .filter(([, points]) => {
        bytes += 8 * points * this.#worlds.count;
        return bytes < MOST_BYTES;
      });
    one.series = new Map(
      fits.map(([name, points]) => [name, this.#room.take(points * this.#worlds.count)]),
    );
    one.runs = runsOf({ ...one.job, series: one.series }, this.#worlds, one.failures);
  }

  #stepOf(one: Running): LiveStep {
    const reference =
      this.#running.find(({ entry }) => entry.key === one.entry.against) ?? this.#running[0] ?? one;
    const scenarios = one === reference ? [one.runs] : [reference.runs, one.runs];
    const completed = Math.min(reference.done, one.done);
    return {
      key: one.entry.key,
      ensemble: { plan: this.#plan, worlds: this.#worlds, scenarios, completed },
    };
  }
}

/** Runs some worlds of a job, until something newer is wanted. */
export function runPart(
  task: Task,
  stretches: Stretches,
  first: number,
  count: number,
  newer: () => boolean = () => false,
): PartDone {
  const failures: Failure[] = [];
  for (let at = 0; at < count; at += PART) {
    if (at > 0 && newer()) return { failures, whole: false };
    const worlds = stretches(first + at, Math.min(PART, count - at));
    failures.push(...runChunk(task, worlds, first + at).failures);
  }
  return { failures, whole: true };
}
