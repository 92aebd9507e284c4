import { compareWith } from '../analysis/comparison.js';
import type { Engine } from '../engine/engine.js';
import type { Model } from '../model/model.js';
import type { Scenario } from '../scenario/scenario.js';
import { bandsOf } from './bands.js';
import { OtherPaths } from './other-paths.js';
import type {
  DraftFile,
  LiveReply,
  LiveRequest,
  ResultReply,
  RunnerStart,
  ScenarioRequest,
} from './protocol.js';
import { unpacked } from './protocol.js';
import { RegionRuns } from './region-runs.js';
import { type LiveEntry, type LiveHelper, LiveRuns, type LiveStep } from './runs.js';
import type { RunnerPort } from './transport.js';

/** Takes a part of the worlds elsewhere. */
export interface Helpers {
  /** A helper for one purpose: keys of different purposes do not meet. */
  for(purpose: string): LiveHelper;
  /** Keeps these scenarios of a purpose and forgets the others. */
  keep(purpose: string, keys: readonly string[]): void;
}

export interface RunnerOptions {
  readonly engine: Engine;
  readonly port: RunnerPort;
  /** @returns the scenario, or why it cannot run. */
  readonly readDraft: (draft: DraftFile, model: Model) => Scenario | string;
  /** Told of an error in the program; nothing runs after it. */
  readonly failed: (reason: unknown) => void;
  /** Starts what takes a part of the worlds elsewhere. @param number gives the number of the request worked for. */
  readonly helpers?: (number: () => number) => Helpers;
}

/** Answers requests: runs what the latest one names, and tells what is known. protocol.ts draws its states. */
export class Runner {
  readonly #start: RunnerStart;
  readonly #options: RunnerOptions;
  readonly #helpers: Helpers | undefined;
  readonly #runs: LiveRuns;
  readonly #regions: RegionRuns;
  readonly #others: OtherPaths;
  /** By key: what was sent; undefined for a draft that cannot run. */
  #known = new Map<string, Scenario | undefined>();
  #entries: readonly LiveEntry[] = [];
  #request: LiveRequest | undefined;
  #waiting: LiveRequest[] = [];
  #busy = false;

  constructor(start: RunnerStart, options: RunnerOptions) {
    this.#start = start;
    this.#options = options;
    const { engine, port } = options;
    const number = () => this.#request?.number ?? 0;
    const newer = () => port.newer(number());
    const helpers = options.helpers?.(number);
    const helperFor = (purpose: string) =>
      helpers === undefined ? {} : { helper: helpers.for(purpose) };
    this.#helpers = helpers;
    const outputs = start.views.map((one) => one.variable);
    const { worlds, plan } = start;
    this.#runs = new LiveRuns(worlds, plan, engine, { outputs, newer, ...helperFor('all') });
    this.#regions = new RegionRuns(start, engine, { newer, ...helperFor('regions') });
    this.#others = new OtherPaths(this.#runs, start.views);
    port.onMessage((request) => this.#hear(request));
  }

  // A request is heard at any time, but taken up between two steps: what runs keeps its arrays until it ends.
  #hear(request: LiveRequest): void {
    this.#waiting.push(request);
    if (this.#busy) return;
    this.#busy = true;
    void this.#work();
  }

  async #work(): Promise<void> {
    try {
      for (let more = true; more; ) {
        await this.#options.port.pause();
        this.#takeUp();
        more = (await this.#step()) || this.#waiting.length > 0;
      }
      this.#busy = false;
    } catch (reason) {
      this.#options.failed(reason);
    }
  }

  /** Takes up the newest of the waiting requests; of those it overtook only the inputs that they brought count. */
  #takeUp(): void {
    const waiting = this.#waiting;
    const next = waiting.at(-1);
    if (next === undefined) return;
    this.#waiting = [];
    const before = this.#request;
    this.#request = next;
    const sent = new Map<string, ScenarioRequest>();
    for (const one of waiting.flatMap(({ scenarios }) => scenarios)) {
      if (one.scenario !== undefined || one.draft !== undefined) sent.set(one.key, one);
    }
    this.#forget(new Set([...sent.keys()].filter((key) => this.#known.has(key))));
    this.#known = new Map(next.scenarios.flatMap((one) => this.#inputsOf(one, sent)));
    const old = this.#entries;
    this.#entries = this.#comparable(
      next.scenarios.flatMap(({ key, against }): LiveEntry[] => {
        const scenario = this.#known.get(key);
        const other = against === undefined ? {} : { against };
        return scenario === undefined ? [] : [{ key, scenario, ...other }];
      }),
    );
    const keys = this.#entries.map((one) => one.key);
    this.#runs.set(this.#entries);
    this.#helpers?.keep('all', keys);
    this.#helpers?.keep('regions', keys);
    this.#others.keep(keys);
    if (before !== undefined) this.#tellWhatIsKnown(old, before.variables, next);
    this.#post(this.#regions.set(this.#entries, next));
  }

  /**
   * Forgets what was sent again. The asker had dropped it, and its results, in a request that was overtaken: what is
   * kept here would never be told again.
   */
  #forget(keys: ReadonlySet<string>): void {
    if (keys.size === 0) return;
    for (const key of keys) this.#known.delete(key);
    this.#entries = this.#entries.filter((one) => !keys.has(one.key));
    const kept = this.#entries.map((one) => one.key);
    this.#runs.forget(keys);
    this.#regions.forget(keys);
    this.#others.keep(kept);
    this.#helpers?.keep('all', kept);
    this.#helpers?.keep('regions', kept);
  }

  #inputsOf(
    { key }: ScenarioRequest,
    sent: ReadonlyMap<string, ScenarioRequest>,
  ): readonly (readonly [string, Scenario | undefined])[] {
    if (this.#known.has(key)) return [[key, this.#known.get(key)]];
    const { scenario, draft } = sent.get(key) ?? {};
    const model = this.#start.base;
    if (scenario !== undefined) return [[key, unpacked(scenario, model)]];
    if (draft === undefined) {
      this.#post([{ kind: 'unknown', key }]);
      return [];
    }
    const read = this.#options.readDraft(draft, model);
    if (typeof read !== 'string') return [[key, read]];
    this.#post([{ kind: 'problem', key, message: read }]);
    return [[key, undefined]];
  }

  /** Leaves out what is compared with a scenario that cannot run: no result is better than one beside another. */
  #comparable(entries: readonly LiveEntry[]): readonly LiveEntry[] {
    const keys = new Set(entries.map((one) => one.key));
    const lost = entries.filter(({ against }) => against !== undefined && !keys.has(against));
    if (lost.length === 0) return entries;
    const message = 'the scenario that it is compared with cannot run';
    this.#post(lost.map(({ key }) => ({ kind: 'problem', key, message })));
    return this.#comparable(entries.filter((one) => !lost.includes(one)));
  }

  /** What need not run again: scenarios that are compared with another one now, and charts newly on screen. */
  #tellWhatIsKnown(
    old: readonly LiveEntry[],
    variables: readonly string[],
    next: LiveRequest,
  ): void {
    const before = new Map(old.map((one) => [one.key, one.against]));
    for (const { key, against } of this.#entries) {
      const moved = before.has(key) && before.get(key) !== against;
      if (moved) this.#tell(this.#runs.known(key));
    }
    if (variables.join() === next.variables.join()) return;
    for (const key of new Set([this.#entries[0]?.key ?? '', ...next.onScreen])) {
      const step = this.#runs.whole(key);
      if (step !== undefined) this.#post([{ kind: 'paths', key, paths: this.#pathsOf(step) }]);
    }
  }

  /** What is on screen, then its regions, then what may be looked at next, then the other scenarios. */
  async #step(): Promise<boolean> {
    if (!this.#runs.urgent()) {
      const found = (await this.#regions.step()) ?? this.#others.step(this.#entries[0]?.key);
      if (found !== undefined) {
        this.#post(found);
        return true;
      }
    }
    const step = await this.#runs.step();
    if (step === undefined) return false;
    if (step === 'newer') return true;
    this.#tell(step);
    for (const one of this.#runs.comparedWith(step.key)) this.#tell(one);
    return true;
  }

  #tell(step: LiveStep | undefined): void {
    if (step === undefined || step.ensemble.completed === 0) return;
    this.#post([this.#resultOf(step)]);
    if (step.ensemble.completed === this.#start.worlds.count) this.#others.add(step.key);
  }

  #resultOf(step: LiveStep): ResultReply {
    const { key, against, ensemble } = step;
    const own = ensemble.scenarios.at(-1);
    const reference = ensemble.scenarios[0];
    if (own === undefined || reference === undefined) throw new Error('a result has a scenario');
    const { completed } = ensemble;
    const failures = own.failures.filter((one) => one.world < completed);
    const [first] = failures;
    const failure =
      first && `world ${first.world}: ${first.variable} is ${first.value}, from ${first.operand}`;
    return {
      kind: 'result',
      key,
      ...(against === undefined ? {} : { against }),
      done: completed,
      comparisons: compareWith(reference, own, completed),
      paths: this.#pathsOf(step),
      failed: failures.length,
      ...(failure === undefined ? {} : { failure }),
    };
  }

  /** The paths of the charts on screen. */
  #pathsOf({ ensemble }: LiveStep) {
    const own = ensemble.scenarios.at(-1);
    if (own === undefined) return [];
    const { variables = [] } = this.#request ?? {};
    return variables.flatMap((one) => bandsOf(own, ensemble.completed, one) ?? []);
  }

  #post(replies: readonly LiveReply[]): void {
    for (const one of replies) this.#options.port.post(one);
  }
}
