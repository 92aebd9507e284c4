import { bandsOf, type LiveView } from './bands.js';
import type { LiveReply } from './protocol.js';
import { provenanceOf } from './provenance.js';
import type { LiveRuns } from './runs.js';
import type { PathBands } from './shown.js';

interface Unfinished {
  readonly key: string;
  /** The view that is summed up next. */
  next: number;
  readonly paths: PathBands[];
}

/** The paths of charts that are not on screen, of scenarios that are whole: summed up one view at a time. */
export class OtherPaths {
  readonly #runs: LiveRuns;
  readonly #views: readonly LiveView[];
  #unfinished: readonly Unfinished[] = [];

  constructor(runs: LiveRuns, views: readonly LiveView[]) {
    this.#runs = runs;
    this.#views = views;
  }

  /** Says that a scenario has become whole. */
  add(key: string): void {
    const others = this.#unfinished.filter((one) => one.key !== key);
    this.#unfinished = [...others, { key, next: 0, paths: [] }];
  }

  keep(keys: readonly string[]): void {
    this.#unfinished = this.#unfinished.filter((one) => keys.includes(one.key));
  }

  /**
   * Sums up one view.
   * @param baseline the scenario whose provenance is told with its paths.
   * @returns what is to be told; undefined when there was nothing to do.
   */
  step(baseline: string | undefined): readonly LiveReply[] | undefined {
    const [first] = this.#unfinished;
    if (first === undefined) return undefined;
    const { key } = first;
    const step = this.#runs.whole(key);
    const own = step?.ensemble.scenarios.at(-1);
    const view = this.#views[first.next];
    if (step !== undefined && own !== undefined && view !== undefined) {
      first.next += 1;
      const found = bandsOf(own, step.ensemble.completed, view.variable);
      if (found !== undefined) first.paths.push(found);
      return [];
    }
    this.#unfinished = this.#unfinished.slice(1);
    if (step === undefined) {
      this.#runs.again(key);
      return [];
    }
    const paths = { kind: 'paths', key, paths: first.paths } as const;
    const rests = key === baseline ? [provenanceOf(step.ensemble)] : [];
    this.#runs.read(key);
    return [paths, ...rests];
  }
}
