import type { Draft } from '../scenario/draft.js';
import type { Scenario } from '../scenario/scenario.js';
import type { LiveReply, ProvenanceReply, ResultReply } from './protocol.js';
import type { PathBands, RegionValues, Snapshot } from './shown.js';

/** A scenario that shall run: one that was read, or a draft as its file would be. */
export interface AskedScenario {
  /** Stands for its inputs: other inputs have another key. */
  readonly key: string;
  readonly name: string;
  readonly scenario?: Scenario;
  readonly draft?: Draft;
  readonly path?: string;
  readonly text?: string;
  /** The name of the scenario that it is compared with; the baseline when absent. */
  readonly against?: string;
}

interface Known {
  readonly result: ResultReply;
  readonly paths: ReadonlyMap<string, PathBands>;
  readonly regions: readonly RegionValues[];
}

/**
 * The latest results by name of the scenario. A result for earlier inputs stays, and is called stale, until the first
 * one for the present inputs has come.
 */
export class LatestResults {
  asked: readonly AskedScenario[];
  readonly #total: number;
  readonly #known = new Map<string, Known>();
  readonly #problems = new Map<string, string>();
  #provenance: Pick<ProvenanceReply, 'assumedShares' | 'drivers'> = {
    assumedShares: [],
    drivers: [],
  };

  constructor(asked: readonly AskedScenario[], total: number) {
    this.asked = asked;
    this.#total = total;
  }

  /** @returns whether other scenarios are asked for than before. */
  ask(asked: readonly AskedScenario[]): boolean {
    const before = this.asked.map((one) => one.key).join('\n');
    this.asked = asked;
    const names = new Set(asked.map((one) => one.name));
    for (const name of this.#known.keys()) if (!names.has(name)) this.#known.delete(name);
    const keys = new Set(asked.map((one) => one.key));
    for (const key of this.#problems.keys()) if (!keys.has(key)) this.#problems.delete(key);
    return before !== asked.map((one) => one.key).join('\n');
  }

  /** The key of the scenario that this one is compared with; undefined for the baseline. */
  againstOf({ against }: AskedScenario): string | undefined {
    if (against === undefined) return undefined;
    // Not the baseline instead: the runner says that it knows no such scenario.
    return this.asked.find((one) => one.name === against)?.key ?? against;
  }

  /** Takes in a reply. @returns whether it is still of use. */
  take(reply: LiveReply): boolean {
    if (reply.kind === 'provenance') {
      this.#provenance = { assumedShares: reply.assumedShares, drivers: reply.drivers };
      return true;
    }
    const own = this.asked.find((one) => one.key === reply.key);
    if (own === undefined || reply.kind === 'unknown') return false;
    if (reply.kind === 'problem') {
      this.#problems.set(reply.key, reply.message);
      return true;
    }
    if (reply.kind === 'result') return this.#takeResult(own, reply);
    const old = this.#known.get(own.name);
    if (old?.result.key !== reply.key) return false;
    const regions = reply.kind === 'regions' ? reply.regions : old.regions;
    this.#known.set(own.name, { ...old, paths: withPaths(old.paths, reply.paths), regions });
    return true;
  }

  #takeResult(own: AskedScenario, result: ResultReply): boolean {
    // It was compared with something else when it was sent.
    if (result.against !== this.againstOf(own)) return false;
    const old = this.#known.get(own.name);
    const sameKey = old !== undefined && old.result.key === result.key;
    const same = sameKey && old.result.against === result.against;
    // This run only fetches paths again: the fuller result stays.
    if (same && result.done < old.result.done) return false;
    const paths = same && result.done === old.result.done ? old.paths : undefined;
    this.#problems.delete(result.key);
    this.#known.set(own.name, {
      result,
      paths: withPaths(paths, result.paths),
      regions: sameKey ? old.regions : [],
    });
    return true;
  }

  /** What is known of a scenario for its present inputs, beside what it is compared with now. */
  #fresh(asked: AskedScenario): ResultReply | undefined {
    const result = this.#known.get(asked.name)?.result;
    const fits = result?.key === asked.key && result.against === this.againstOf(asked);
    return fits ? result : undefined;
  }

  snapshot(): Snapshot {
    const known = this.asked.flatMap((one) => this.#known.get(one.name) ?? []);
    const doneOf = (one: AskedScenario) => this.#fresh(one)?.done ?? 0;
    return {
      comparisons: known.flatMap((one) => one.result.comparisons),
      paths: known.flatMap((one) => [...one.paths.values()]),
      regions: known.flatMap((one) => one.regions),
      done: Math.min(...this.asked.map(doneOf)),
      total: this.#total,
      progress: Object.fromEntries(this.asked.map((one) => [one.name, doneOf(one)])),
      failures: this.asked.flatMap(({ name }) => {
        const result = this.#known.get(name)?.result;
        return result === undefined || result.failed === 0
          ? []
          : [{ scenario: name, worlds: result.failed, first: result.failure ?? '' }];
      }),
      ...this.#provenance,
      stale: this.asked
        .filter((one) => this.#known.has(one.name) && this.#fresh(one) === undefined)
        .map((one) => one.name),
      drafts: new Map(
        this.asked.flatMap(({ name, draft }) =>
          draft === undefined ? [] : [[name, draft] as const],
        ),
      ),
      problems: Object.fromEntries(
        this.asked.flatMap(({ key, name }) => {
          const problem = this.#problems.get(key);
          return problem === undefined ? [] : [[name, problem]];
        }),
      ),
    };
  }
}

// One path a variable, and one of it by region.
function withPaths(
  old: ReadonlyMap<string, PathBands> | undefined,
  fresh: readonly PathBands[],
): ReadonlyMap<string, PathBands> {
  const paths = new Map(old);
  for (const one of fresh)
    paths.set(`${one.variable}/${one.region === undefined ? '' : 'region'}`, one);
  return paths;
}
