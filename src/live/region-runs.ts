import { kernelEngine } from '../engine/kernel/index.js';
import { type LiveView, regionBandsOf, regionValuesOf } from './bands.js';
import type { LiveOrder, LiveRegions, LiveStart } from './protocol.js';
import { type LiveEntry, type LiveHelper, LiveRuns, type LiveStep } from './runs.js';

/**
 * Runs of the scenarios on screen that keep the paths by region of the charts on screen, and nothing else: to keep
 * them always would make every run slower.
 */
export class LiveRegionRuns {
  readonly #start: LiveStart;
  readonly #helper: LiveHelper | undefined;
  readonly #newer: () => boolean;
  #views: readonly LiveView[] = [];
  #region: string | undefined;
  #runs: LiveRuns | undefined;

  constructor(start: LiveStart, newer: () => boolean, helper: LiveHelper | undefined) {
    this.#start = start;
    this.#newer = newer;
    this.#helper = helper;
  }

  /** @returns what is known already of the region that is newly looked at. */
  set(entries: readonly LiveEntry[], order: LiveOrder): readonly LiveRegions[] {
    // The map shades the chosen view alone; all charts are wanted by region only when they show one.
    const wanted = order.region === undefined ? order.shown.slice(0, 1) : order.shown;
    const views = this.#start.views.filter(
      (one) => one.byRegion !== undefined && wanted.includes(one.variable),
    );
    if (!order.byRegion || views.length === 0) {
      this.#runs = undefined;
      this.#views = [];
      return [];
    }
    if (this.#runs === undefined || !sameViews(views, this.#views)) {
      const outputs = [...new Set(views.flatMap((one) => one.byRegion?.variable ?? []))];
      const helper = this.#helper === undefined ? {} : { helper: this.#helper };
      const { worlds, plan } = this.#start;
      this.#runs = new LiveRuns(worlds, plan, kernelEngine, {
        outputs,
        newer: this.#newer,
        ...helper,
      });
      this.#views = views;
    }
    const drawn = entries.filter((one) => order.drawn.includes(one.key));
    this.#runs.set(drawn);
    const moved = order.region !== this.#region;
    this.#region = order.region;
    return moved ? drawn.flatMap((one) => this.#told(this.#runs?.whole(one.key))) : [];
  }

  /** Runs the next chunk. @returns what it gave, none while a scenario is not whole; undefined when all is done. */
  async step(): Promise<readonly LiveRegions[] | undefined> {
    const step = await this.#runs?.step();
    if (step === undefined) return undefined;
    return step === 'newer' || step.ensemble.completed < this.#start.worlds.count
      ? []
      : this.#told(step);
  }

  #told(step: LiveStep | undefined): readonly LiveRegions[] {
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
