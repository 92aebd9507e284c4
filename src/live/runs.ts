import type { Engine, Failure } from '../engine/engine.js';
import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';
import type { Stretches } from '../ensemble/given-worlds.js';
import { givenWorlds, stretchesOf } from '../ensemble/given-worlds.js';
import type { Job, Task } from '../ensemble/job.js';
import { prepareJobs, runChunk, runsOf, taskOf } from '../ensemble/job.js';
import type { Plan, Worlds } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { SpareArrays } from './spare-arrays.js';

/** A scenario to run; runs of the same key are the same, so they are kept. */
export interface LiveEntry {
  readonly key: string;
  readonly scenario: Scenario;
  /** The key of the scenario that it is compared with; the first of all when absent. */
  readonly against?: string;
}

/** Runs some worlds of a job elsewhere, into the same shared memory. */
export type LiveHelper = (
  key: string,
  job: Job,
  first: number,
  count: number,
) => Promise<WorldsDone>;

/** Failures of some worlds, or that they were given up for a newer request. */
export interface WorldsDone {
  readonly failures: readonly Failure[];
  readonly whole: boolean;
}

/** Asked between slices of worlds; where it takes its time, messages come in meanwhile. */
export type Newer = () => boolean | Promise<boolean>;

export interface LiveOptions {
  /** The variables whose paths are kept; all that the model reports when absent. */
  readonly outputs?: readonly string[];
  readonly helper?: LiveHelper;
  /** Whether a newer request waits: the worlds that run are then given up. */
  readonly newer?: Newer;
}

interface Running {
  entry: LiveEntry;
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
  /** As in its entry. */
  readonly against?: string;
  readonly ensemble: Ensemble;
}

// What a person sees first; fewer only where that many would take too long.
const FIRST_CHUNK = 200;
const LEAST_FIRST = 32;
const FIRST_MS = 400;
// After it, results come about this often.
const CHUNK_MS = 60;
/** Worlds of a slice: between two slices a newer request is looked for. */
export const SLICE = 32;
// Paths are kept of so many scenarios: the baseline and those looked at last.
const KEPT_PATHS = 4;
// Paths of one scenario take no more than this.
const MOST_BYTES = 3e8;

/**
 * Runs scenarios that come and go, over the same worlds, a chunk at a time. The first few are urgent: the baseline and
 * what is on screen. Paths of the others are dropped when they have been read; metrics of all are kept.
 */
export class LiveRuns {
  readonly #worlds: Worlds;
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #options: LiveOptions;
  readonly #arrays: SpareArrays;
  readonly #stretches: Stretches;
  #running: readonly Running[] = [];
  #perWorld = FIRST_MS / FIRST_CHUNK;

  constructor(worlds: Worlds, plan: Plan, engine: Engine, options: LiveOptions = {}) {
    this.#worlds = worlds;
    this.#plan = plan;
    this.#engine = engine;
    this.#options = options;
    this.#stretches = stretchesOf(givenWorlds(worlds, false));
    this.#arrays = new SpareArrays(options.helper !== undefined);
  }

  /** What shall be run: the most urgent first. What is not named any more is dropped. Called between steps. */
  set(entries: readonly LiveEntry[]): void {
    const known = new Map(this.#running.map((one) => [one.entry.key, one]));
    this.#running = entries.map((entry) => {
      const one = known.get(entry.key) ?? this.#start(entry);
      // The same runs may be compared with others than before.
      one.entry = entry;
      return one;
    });
    for (const one of known.values()) if (!this.#running.includes(one)) this.#retire(one);
    for (const one of this.#running.slice(KEPT_PATHS)) this.#release(one);
  }

  /** Drops these, so that they run anew when they are named again. Called between steps. */
  forget(keys: ReadonlySet<string>): void {
    this.set(this.#running.map((one) => one.entry).filter((one) => !keys.has(one.key)));
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
    const metricValues = this.#arrays.take(made.metricValues.length).fill(Number.NaN);
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

  /** What is known of a scenario whose paths are kept, when it and the one it is compared with have run in full. */
  whole(key: string): LiveStep | undefined {
    const one = this.#running.find(({ entry }) => entry.key === key);
    const step = one?.series === undefined ? undefined : this.#stepOf(one);
    return step?.ensemble.completed === this.#worlds.count ? step : undefined;
  }

  /** What is known of a scenario, whether or not its paths are kept. */
  known(key: string): LiveStep | undefined {
    const one = this.#running.find(({ entry }) => entry.key === key);
    return one && this.#stepOf(one);
  }

  /** What is known of the scenarios that are compared with this one: it changes as this one runs. */
  comparedWith(key: string): readonly LiveStep[] {
    return this.#running
      .filter((one) => one.entry.key !== key && one.done > 0)
      .filter((one) => this.#referenceOf(one)?.entry.key === key)
      .map((one) => this.#stepOf(one));
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
    for (const array of one.series.values()) this.#arrays.give(array);
    one.series = undefined;
    one.runs = runsOf(one.job, this.#worlds, one.failures);
  }

  #retire(one: Running): void {
    this.#release(one);
    this.#arrays.give(one.job.metricValues);
    one.task?.program.release?.();
    one.task = undefined;
  }

  /** Whether the first few have not all run in full. */
  urgent(): boolean {
    return this.#running.slice(0, KEPT_PATHS).some((one) => one.done < this.#worlds.count);
  }

  // The urgent ones in full; the others all get their first worlds before any gets more.
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
    const mine =
      helper === undefined ? count : Math.max(1, Math.floor(count / (2 * SLICE))) * SLICE;
    const theirs =
      mine < count ? helper?.(next.entry.key, job, next.done + mine, count - mine) : undefined;
    const task = { ...next.task, job };
    const { newer } = this.#options;
    const own = await runWorlds(task, this.#stretches, next.done, Math.min(mine, count), newer);
    const other = await theirs;
    if (!own.whole || other?.whole === false) return 'newer';
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
    if (done > 0) return Math.max(SLICE, Math.ceil(CHUNK_MS / this.#perWorld));
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
      fits.map(([name, points]) => [name, this.#arrays.take(points * this.#worlds.count)]),
    );
    one.runs = runsOf({ ...one.job, series: one.series }, this.#worlds, one.failures);
  }

  #referenceOf(one: Running): Running | undefined {
    const { against } = one.entry;
    if (against === undefined) return this.#running[0];
    return this.#running.find(({ entry }) => entry.key === against);
  }

  #stepOf(one: Running): LiveStep {
    const { key, against } = one.entry;
    const reference = this.#referenceOf(one);
    // Better no result than one beside another scenario than was asked for.
    if (reference === undefined) throw new Error(`${key} is compared with an unknown scenario`);
    const scenarios = one === reference ? [one.runs] : [reference.runs, one.runs];
    const completed = Math.min(reference.done, one.done);
    return {
      key,
      ...(against === undefined ? {} : { against }),
      ensemble: { plan: this.#plan, worlds: this.#worlds, scenarios, completed },
    };
  }
}

/**
 * Runs some worlds of a job, until there is a newer request.
 * @throws Error when a path that is kept was not computed: its array holds what was there before.
 */
export async function runWorlds(
  task: Task,
  stretches: Stretches,
  first: number,
  count: number,
  newer: Newer = () => false,
): Promise<WorldsDone> {
  const failures: Failure[] = [];
  for (let at = 0; at < count; at += SLICE) {
    if (at > 0 && (await newer())) return { failures, whole: false };
    const worlds = stretches(first + at, Math.min(SLICE, count - at));
    const block = runChunk(task, worlds, first + at);
    for (const name of task.job.series.keys()) {
      if (!block.series.has(name)) throw new Error(`the engine gave no path of ${name}`);
    }
    failures.push(...block.failures);
  }
  return { failures, whole: true };
}
