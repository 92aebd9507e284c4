import type { Calibration, ScoreWish, Target } from '../calibration.js';
import { observedAt } from '../read/observed.js';
import type { Benchmark } from './benchmarks.js';
import { BENCHMARKS, benchmarkMembers } from './benchmarks.js';
import type { Skill } from './block-bootstrap.js';
import { skillInterval } from './block-bootstrap.js';
import type { Forecast } from './forecast.js';
import type { CellScore } from './score-cell.js';
import { CELL_MEASURES, scoreCell } from './score-cell.js';

export type Forecaster = 'model' | Benchmark;
export const FORECASTERS: readonly Forecaster[] = ['model', ...BENCHMARKS];

/** Skill over a benchmark. */
export interface SkillOver extends Skill {
  readonly over: Benchmark;
}

/** Means over origins of one forecaster, at one lead, for one place. */
export interface ScoreRow {
  /** An element; `sum` of all of them; `mean` over their own scores; or the same of some, as `mali, sum`. */
  readonly place: string;
  /** Reports ahead; 0 for the long run from the one origin before the months that are scored. */
  readonly lead: number;
  readonly forecaster: Forecaster;
  readonly cells: number;
  readonly scores: CellScore;
  /** Of the model, over the benchmark with the lowest CRPS at this place and lead. */
  readonly skill?: SkillOver;
  /** Of the model, over every benchmark that forecast as often. */
  readonly skills?: readonly SkillOver[];
}

/** The scores of one forecaster at one place and lead. */
interface Run {
  readonly place: string;
  readonly lead: number;
  readonly forecaster: Forecaster;
  /** By origin, in order. */
  readonly cells: CellScore[];
}

/** Elements that are also scored together: their sum as one series, and the mean of their scores. */
interface Group {
  readonly sum: string;
  readonly mean: string;
  readonly elements: readonly number[];
}

/** Which origin forecasts which reports. */
export interface OriginPlan {
  readonly origin: number;
  /** Leads scored as such. */
  readonly leads: readonly number[];
  /** Leads of the long run; only at the first origin. */
  readonly long: readonly number[];
}

/**
 * Rolling origins: at each lead h every report of the window is forecast from the origin h before it. The long run
 * goes from the report before the window to its end.
 */
export function originPlans(
  from: number,
  to: number,
  leads: readonly number[],
): readonly OriginPlan[] {
  const furthest = Math.max(...leads);
  const first = Math.min(from - 1, from - furthest);
  return Array.from({ length: to - first }, (_, k) => first + k).flatMap((origin) => {
    const due = leads.filter((lead) => origin + lead >= from && origin + lead <= to);
    const long = origin === from - 1 ? Array.from({ length: to - origin }, (_, k) => k + 1) : [];
    return due.length + long.length === 0 ? [] : [{ origin, leads: due, long }];
  });
}

/** Gathers the scores of the model and of the benchmarks, origin by origin. */
export class ScoreBook {
  readonly #target: Target;
  readonly #season: number;
  readonly #runs = new Map<string, Run>();
  readonly #counts: boolean;
  readonly #groups: readonly Group[];

  /** @param season reports in a year. */
  constructor(calibration: Calibration, wish: ScoreWish, season: number) {
    this.#target = calibration.targets.find((one) => one.name === wish.series)!;
    const all = this.#target.observed.labels.map((_, e) => e);
    this.#groups = [
      ...(all.length > 1 ? [{ sum: 'sum', mean: 'mean', elements: all }] : []),
      ...Array.from(wish.together, ([name, elements]) => ({
        sum: `${name}, sum`,
        mean: `${name}, mean`,
        elements,
      })),
    ];
    this.#counts = this.#target.noise.kind === 'negative_binomial';
    this.#season = season;
  }

  /** Scores one origin. `result.members` follows `[...plan.leads, ...plan.long]`. */
  add(plan: OriginPlan, result: Forecast): void {
    const leads = [...plan.leads, ...plan.long];
    leads.forEach((lead, at) => {
      const named = at < plan.leads.length ? lead : 0;
      this.#addLead(plan.origin, lead, named, result.members[at]!, result.weights);
    });
  }

  #addLead(
    origin: number,
    lead: number,
    named: number,
    members: readonly Float64Array[],
    weights: Float64Array,
  ): void {
    const { observed } = this.#target;
    const seen = observed.labels.map((_, e) => observedAt(observed, origin + lead, e));
    const pasts = observed.labels.map((_, e) =>
      Array.from({ length: origin - observed.first + 1 }, (_k, k) =>
        observedAt(observed, observed.first + k, e),
      ),
    );
    const places = observed.labels.map((label, e) => ({
      place: label === '' ? 'all' : label,
      seen: seen[e]!,
      past: pasts[e]!,
      members: members[e]!,
    }));
    const sums = this.#groups.map(({ sum, elements }) => ({
      place: sum,
      seen: elements.reduce((total, e) => total + seen[e]!, 0),
      past: Array.from(added(elements.map((e) => pasts[e]!))),
      members: added(elements.map((e) => members[e]!)),
    }));
    for (const forecaster of FORECASTERS) {
      const scored = [...places, ...sums].map((one) => {
        const own =
          forecaster === 'model'
            ? one.members
            : benchmarkMembers(forecaster, one.past, lead, this.#season);
        if (own === undefined || Number.isNaN(one.seen)) return undefined;
        const shares = forecaster === 'model' ? weights : own.map(() => 1);
        const cell = scoreCell(one.seen, own, shares, this.#counts);
        this.#keep(one.place, named, forecaster, cell);
        return cell;
      });
      for (const { mean, elements } of this.#groups) {
        const cells = elements.flatMap((e) => scored[e] ?? []);
        if (cells.length === elements.length) this.#keep(mean, named, forecaster, meanOf(cells));
      }
    }
  }

  #keep(place: string, lead: number, forecaster: Forecaster, cell: CellScore): void {
    const key = `${place}\0${lead}\0${forecaster}`;
    const run = this.#runs.get(key) ?? { place, lead, forecaster, cells: [] };
    run.cells.push(cell);
    this.#runs.set(key, run);
  }

  /** The table; blocks of the bootstrap are as long as the lead, three reports at least. */
  rows(seed: string): readonly ScoreRow[] {
    const places = [...new Set([...this.#runs.values()].map((one) => one.place))];
    const rank = ({ place, lead, forecaster }: Run) =>
      (places.indexOf(place) * 1000 + (lead || 999)) * 10 + FORECASTERS.indexOf(forecaster);
    const inOrder = [...this.#runs.values()].sort((a, b) => rank(a) - rank(b));
    return inOrder.map((run) => {
      const row = {
        place: run.place,
        lead: run.lead,
        forecaster: run.forecaster,
        cells: run.cells.length,
        scores: meanOf(run.cells),
      };
      if (run.forecaster !== 'model') return row;
      const [skill, ...others] = this.#skills(run, seed);
      return skill === undefined ? row : { ...row, skill, skills: [skill, ...others] };
    });
  }

  /** Over each benchmark, the best one first. */
  #skills(run: Run, seed: string): readonly SkillOver[] {
    const others = BENCHMARKS.flatMap((name) => {
      const other = this.#runs.get(`${run.place}\0${run.lead}\0${name}`);
      return other === undefined || other.cells.length !== run.cells.length
        ? []
        : [{ name, crps: other.cells.map((one) => one.crps) }];
    });
    const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
    const block = Math.max(3, run.lead === 0 ? 12 : run.lead);
    const own = run.cells.map((one) => one.crps);
    const options = { block, draws: 1000, seed: `${seed}/${run.place}/${run.lead}`, level: 0.9 };
    return others
      .sort((a, b) => mean(a.crps) - mean(b.crps))
      .map(({ name, crps }) => ({ ...skillInterval(own, crps, options), over: name }));
  }
}

function added(lists: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from(lists[0]!, (_, i) => lists.reduce((sum, one) => sum + one[i]!, 0));
}

function meanOf(cells: readonly CellScore[]): CellScore {
  const entries = CELL_MEASURES.map((measure) => [
    measure,
    cells.reduce((sum, one) => sum + one[measure], 0) / cells.length,
  ]);
  return Object.fromEntries(entries) as unknown as CellScore;
}
