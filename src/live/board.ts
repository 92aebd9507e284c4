import type { Draft } from '../scenario/draft.js';
import type { Scenario } from '../scenario/scenario.js';
import type { LiveGrounds, LiveMessage, LiveResult } from './protocol.js';
import type { PathBands, RegionValues, Snapshot } from './shown.js';

/** A scenario that shall run: one that was read, or a draft as its file would be. */
export interface Wanted {
  /** Names its inputs: another key, other numbers. */
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
  readonly result: LiveResult;
  readonly paths: ReadonlyMap<string, PathBands>;
  readonly regions: readonly RegionValues[];
}

/** What has come in so far, by scenario, whichever inputs it came from. */
export class LiveBoard {
  wanted: readonly Wanted[];
  readonly #total: number;
  readonly #known = new Map<string, Known>();
  readonly #problems = new Map<string, string>();
  #grounds: Pick<LiveGrounds, 'assumedShares' | 'drivers'> = { assumedShares: [], drivers: [] };

  constructor(wanted: readonly Wanted[], total: number) {
    this.wanted = wanted;
    this.#total = total;
  }

  /** @returns whether anything else is wanted than before. */
  want(wanted: readonly Wanted[]): boolean {
    const before = this.wanted.map((one) => one.key).join('\n');
    this.wanted = wanted;
    const names = new Set(wanted.map((one) => one.name));
    for (const name of this.#known.keys()) if (!names.has(name)) this.#known.delete(name);
    const keys = new Set(wanted.map((one) => one.key));
    for (const key of this.#problems.keys()) if (!keys.has(key)) this.#problems.delete(key);
    return before !== wanted.map((one) => one.key).join('\n');
  }

  /** Takes in what a thread says. @returns whether it is still of use. */
  take(message: LiveMessage): boolean {
    if (message.kind === 'grounds') {
      this.#grounds = message;
      return true;
    }
    const own = this.wanted.find((one) => one.key === message.key);
    if (own === undefined) return false;
    if (message.kind === 'problem') {
      this.#problems.set(message.key, message.message);
      return true;
    }
    const old = this.#known.get(own.name);
    const same = old !== undefined && old.result.key === message.key;
    if (message.kind === 'result') {
      // Run again for its paths alone: what is known already is not less known now.
      if (same && message.done < old.result.done) return false;
      const paths = same && message.done === old.result.done ? old.paths : undefined;
      this.#known.set(own.name, {
        result: message,
        paths: withPaths(paths, message.paths),
        regions: same ? old.regions : [],
      });
      return true;
    }
    if (!same) return false;
    const regions = message.kind === 'regions' ? message.regions : old.regions;
    this.#known.set(own.name, { ...old, paths: withPaths(old.paths, message.paths), regions });
    return true;
  }

  snapshot(): Snapshot {
    const known = this.wanted.flatMap((one) => this.#known.get(one.name) ?? []);
    const doneOf = ({ key, name }: Wanted) => {
      const result = this.#known.get(name)?.result;
      return result?.key === key ? result.done : 0;
    };
    return {
      comparisons: known.flatMap((one) => one.result.comparisons),
      paths: known.flatMap((one) => [...one.paths.values()]),
      regions: known.flatMap((one) => one.regions),
      done: Math.min(...this.wanted.map(doneOf)),
      total: this.#total,
      progress: Object.fromEntries(this.wanted.map((one) => [one.name, doneOf(one)])),
      failures: this.wanted.flatMap(({ name }) => {
        const result = this.#known.get(name)?.result;
        return result === undefined || result.failed === 0
          ? []
          : [{ scenario: name, worlds: result.failed, first: result.failure ?? '' }];
      }),
      ...this.#grounds,
      stale: this.wanted
        .filter(({ key, name }) => {
          const result = this.#known.get(name)?.result;
          return result !== undefined && result.key !== key;
        })
        .map((one) => one.name),
      drafts: new Map(
        this.wanted.flatMap(({ name, draft }) =>
          draft === undefined ? [] : [[name, draft] as const],
        ),
      ),
      problems: Object.fromEntries(
        this.wanted.flatMap(({ key, name }) => {
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
