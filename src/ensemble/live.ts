import type { Engine, Failure } from '../engine/engine.js';
import type { Plan, Worlds } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Ensemble, ScenarioRuns } from './ensemble.js';
import type { Stretches } from './given-worlds.js';
import { givenWorlds, stretchesOf } from './given-worlds.js';
import type { Job, Task } from './job.js';
import { prepareJobs, runChunk, runsOf, taskOf } from './job.js';

/** A scenario to run; runs of the same key are the same, so they are kept. */
export interface LiveEntry {
  readonly key: string;
  readonly scenario: Scenario;
}

interface Running {
  readonly entry: LiveEntry;
  readonly job: Job;
  task: Task | undefined;
  readonly failures: Failure[];
  readonly runs: ScenarioRuns;
  done: number;
}

// Enough worlds to see which way the medians go.
const FIRST_CHUNK = 32;
// A newer wish waits for one chunk at most.
const CHUNK_MS = 50;

/** Runs scenarios that come and go, over the same worlds, a chunk at a time; the newest wishes win. */
export class LiveRuns {
  readonly #worlds: Worlds;
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #stretches: Stretches;
  readonly #outputs: readonly string[] | undefined;
  #running: readonly Running[] = [];
  #perWorld = CHUNK_MS / FIRST_CHUNK;

  /** @param outputs the variables whose paths are kept; all that the model reports when absent. */
  constructor(worlds: Worlds, plan: Plan, engine: Engine, outputs?: readonly string[]) {
    this.#outputs = outputs;
    this.#worlds = worlds;
    this.#plan = plan;
    this.#engine = engine;
    this.#stretches = stretchesOf(givenWorlds(worlds, false));
  }

  /** What shall be run: the baseline first, then in the order of haste. What is not named any more is dropped. */
  set(entries: readonly LiveEntry[]): void {
    const known = new Map(this.#running.map((one) => [one.entry.key, one]));
    this.#running = entries.map((entry) => known.get(entry.key) ?? this.#start(entry));
  }

  #start(entry: LiveEntry): Running {
    const { base } = entry.scenario;
    const kept = { ...entry.scenario, base: { ...base, report: this.#outputs ?? base.report } };
    const [job] = prepareJobs([kept], this.#worlds, false);
    if (job === undefined) throw new Error('one scenario makes one job');
    const failures: Failure[] = [];
    const runs = runsOf(job, this.#worlds, failures);
    return { entry, job, task: undefined, failures, runs, done: 0 };
  }

  // The baseline and the hastiest in full; the others all get their first worlds before any gets more.
  #next(): Running | undefined {
    const open = this.#running.filter((one) => one.done < this.#worlds.count);
    const urgent = open.find((one) => this.#running.indexOf(one) < 2);
    return urgent ?? open.find((one) => one.done === 0) ?? open[0];
  }

  /**
   * Runs the next chunk.
   * @returns the key it belongs to, and that scenario beside the baseline over the worlds that both have;
   * undefined when all is done.
   */
  step(): { readonly key: string; readonly ensemble: Ensemble } | undefined {
    const [baseline] = this.#running;
    const next = this.#next();
    if (next === undefined || baseline === undefined) return undefined;
    next.task ??= taskOf(next.job, this.#worlds, this.#engine);
    const wished = next.done === 0 ? FIRST_CHUNK : Math.ceil(CHUNK_MS / this.#perWorld);
    const count = Math.min(Math.max(8, wished), this.#worlds.count - next.done);
    const compiled = performance.now();
    const block = runChunk(next.task, this.#stretches(next.done, count), next.done);
    // Only the size of chunks depends on the clock, and results do not depend on that.
    this.#perWorld = Math.max(0.01, (performance.now() - compiled) / count);
    next.failures.push(...block.failures);
    next.done += count;
    const scenarios = next === baseline ? [baseline.runs] : [baseline.runs, next.runs];
    const completed = Math.min(baseline.done, next.done);
    return {
      key: next.entry.key,
      ensemble: { plan: this.#plan, worlds: this.#worlds, scenarios, completed },
    };
  }
}
