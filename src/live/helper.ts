import type { Engine } from '../engine/engine.js';
import { givenWorlds, stretchesOf } from '../ensemble/given-worlds.js';
import type { Job, Task } from '../ensemble/job.js';
import { taskOf } from '../ensemble/job.js';
import type { Model } from '../model/model.js';
import { type PackedScenario, type RunnerStart, unpacked } from './protocol.js';
import type { Helpers } from './runner.js';
import { type LiveHelper, type Newer, runWorlds, type WorldsDone } from './runs.js';

/** Some worlds of a scenario, for a helper. The arrays of its job are in memory that both sides share. */
export interface HelpAsked {
  readonly number: number;
  readonly key: string;
  /** Absent when the helper knows it already. Its model comes by number. */
  readonly scenario?: Omit<PackedScenario, 'model'>;
  /** The number of the model that runs, and the model itself the first time; scenarios share what is compiled. */
  readonly model: number;
  readonly made?: Model;
  readonly job: Omit<Job, 'scenario'>;
  readonly first: number;
  readonly count: number;
  /** The number of the request that it is for. */
  readonly request: number;
  /** Keys that are not needed any more. */
  readonly forget: readonly string[];
}

export interface HelpGiven extends WorldsDone {
  readonly number: number;
}

interface Known {
  readonly scenario: Job['scenario'];
  task: Task | undefined;
}

/** Runs what is asked of a helper, one message after the other. */
export class Helper {
  readonly #start: RunnerStart;
  readonly #engine: Engine;
  readonly #stretches: ReturnType<typeof stretchesOf>;
  readonly #known = new Map<string, Known>();
  readonly #models = new Map<number, Model>();

  constructor(start: RunnerStart, engine: Engine) {
    this.#start = start;
    this.#engine = engine;
    this.#stretches = stretchesOf(givenWorlds(start.worlds, false));
  }

  async run(asked: HelpAsked, newer: Newer): Promise<HelpGiven> {
    const own = this.#knownOf(asked);
    const job: Job = { ...asked.job, scenario: own.scenario };
    if (own.task !== undefined && !sameOutputs(own.task.job, job)) {
      // Compiled for other paths: those asked for now would not be computed.
      own.task.program.release?.();
      own.task = undefined;
    }
    own.task ??= taskOf(job, this.#start.worlds, this.#engine);
    const { number, first, count } = asked;
    const done = await runWorlds({ ...own.task, job }, this.#stretches, first, count, newer);
    return { ...done, number };
  }

  #knownOf(asked: HelpAsked): Known {
    for (const key of asked.forget) {
      this.#known.get(key)?.task?.program.release?.();
      this.#known.delete(key);
    }
    if (asked.made !== undefined) this.#models.set(asked.model, asked.made);
    if (asked.scenario !== undefined) {
      const model = this.#models.get(asked.model) ?? this.#start.base;
      const scenario = unpacked({ ...asked.scenario, model }, this.#start.base);
      this.#known.set(asked.key, { scenario, task: undefined });
    }
    const own = this.#known.get(asked.key);
    if (own === undefined) throw new Error('the helper was not told of a scenario');
    return own;
  }
}

function sameOutputs(a: Job, b: Job): boolean {
  return (
    a.outputs.size === b.outputs.size && [...a.outputs.keys()].every((one) => b.outputs.has(one))
  );
}

/** The runner's side of a helper: what it was sent is not sent again. */
export class HelperLine implements Helpers {
  readonly #post: (asked: HelpAsked) => void;
  readonly #request: () => number;
  readonly #waiting = new Map<number, (given: HelpGiven) => void>();
  readonly #sent = new Set<string>();
  readonly #models: Map<Model, number>;
  #forgotten: string[] = [];
  #number = 0;

  /** @param request gives the number of the request that is worked for. */
  constructor(base: Model, request: () => number, post: (asked: HelpAsked) => void) {
    this.#models = new Map([[base, 0]]);
    this.#request = request;
    this.#post = post;
  }

  hear(given: HelpGiven): void {
    this.#waiting.get(given.number)?.(given);
    this.#waiting.delete(given.number);
  }

  for(purpose: string): LiveHelper {
    return (key, { scenario, ...job }, first, count) => {
      this.#number += 1;
      const number = this.#number;
      const own = `${purpose} ${key}`;
      const { base: _, model: runs, ...rest } = scenario;
      const fresh = this.#sent.has(own) ? {} : { scenario: rest };
      const made = this.#models.has(runs) ? {} : { made: runs };
      const model = this.#models.get(runs) ?? this.#models.size;
      this.#models.set(runs, model);
      this.#sent.add(own);
      const forget = this.#forgotten;
      this.#forgotten = [];
      const request = this.#request();
      const inputs = { key: own, ...fresh, ...made, model, job, forget };
      this.#post({ number, ...inputs, first, count, request });
      return new Promise((resolve) => this.#waiting.set(number, resolve));
    };
  }

  keep(purpose: string, keys: readonly string[]): void {
    const kept = new Set(keys.map((key) => `${purpose} ${key}`));
    for (const one of this.#sent) {
      if (!one.startsWith(`${purpose} `) || kept.has(one)) continue;
      this.#sent.delete(one);
      this.#forgotten.push(one);
    }
  }
}
