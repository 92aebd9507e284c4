import type { Engine } from '../engine/engine.js';
import { type LiveView, regionBandsOf, regionValuesOf } from './bands.js';
import type { LiveRequest, RegionsReply, RunnerStart } from './protocol.js';
import { type LiveEntry, type LiveHelper, LiveRuns, type LiveStep, type Newer } from './runs.js';

export interface RegionOptions {
  readonly newer: Newer;
  readonly helper?: LiveHelper;
}

/**
 * Runs of the scenarios on screen that keep the paths by region of the charts on screen, and nothing else: to keep
 * them always would make every run slower.
 */
export class RegionRuns {
  readonly #start: RunnerStart;
  readonly #engine: Engine;
  readonly #options: RegionOptions;
  #views: readonly LiveView[] = [];
  #region: string | undefined;
  #runs: LiveRuns | undefined;

  constructor(start: RunnerStart, engine: Engine, options: RegionOptions) {
    this.#start = start;
    this.#engine = engine;
    this.#options = options;
  }

  /** @returns what is known already of the region that is newly looked at. */
  set(entries: readonly LiveEntry[], request: LiveRequest): readonly RegionsReply[] {
    // The map shades the chosen view alone; all charts are needed by region only when they show one.
    const variables =
      request.region === undefined ? request.variables.slice(0, 1) : request.variables;
    const views = this.#start.views.filter(
      (one) => one.byRegion !== undefined && variables.includes(one.variable),
    );
    if (!request.byRegion || views.length === 0) {
      this.#runs?.set([]);
      this.#runs = undefined;
      this.#views = [];
      return [];
    }
    if (this.#runs === undefined || !sameViews(views, this.#views)) {
      const outputs = [...new Set(views.flatMap((one) => one.byRegion?.variable ?? []))];
      const { worlds, plan } = this.#start;
      this.#runs?.set([]);
      this.#runs = new LiveRuns(worlds, plan, this.#engine, { ...this.#options, outputs });
      this.#views = views;
    }
    // Nothing is compared here: each stands by itself.
    const drawn = entries
      .filter((one) => request.onScreen.includes(one.key))
      .map(({ key, scenario }) => ({ key, scenario, against: key }));
    this.#runs.set(drawn);
    const moved = request.region !== this.#region;
    this.#region = request.region;
    return moved ? drawn.flatMap((one) => this.#told(this.#runs?.whole(one.key))) : [];
  }

  /** As in `LiveRuns`. */
  forget(keys: ReadonlySet<string>): void {
    this.#runs?.forget(keys);
  }

  /** Runs the next chunk. @returns what it gave, none while a scenario is not whole; undefined when all is done. */
  async step(): Promise<readonly RegionsReply[] | undefined> {
    const step = await this.#runs?.step();
    if (step === undefined) return undefined;
    return step === 'newer' || step.ensemble.completed < this.#start.worlds.count
      ? []
      : this.#told(step);
  }

  #told(step: LiveStep | undefined): readonly RegionsReply[] {
    const own = step?.ensemble.scenarios.at(-1);
    if (step === undefined || own === undefined) return [];
    const { completed } = step.ensemble;
    const region = this.#region;
    const regions = this.#views.flatMap((view) => regionValuesOf(own, completed, view) ?? []);
    const paths =
      region === undefined
        ? []
        : this.#views.flatMap((view) => regionBandsOf(own, completed, view, region) ?? []);
    return [{ kind: 'regions', key: step.key, regions, paths }];
  }
}

function sameViews(a: readonly LiveView[], b: readonly LiveView[]): boolean {
  return a.length === b.length && a.every((one, i) => one.variable === b[i]?.variable);
}
