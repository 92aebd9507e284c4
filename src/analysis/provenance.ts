import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';
import { betterGrade, type Grade, isAssumed } from '../model/grade.js';
import type { Model, Variable } from '../model/model.js';
import { worldColumns } from '../model/world-columns.js';
import { metricColumn } from './comparison.js';
import type { CentredRanks } from './rank-correlation.js';
import { centredRanks, correlateRanks } from './rank-correlation.js';

/** How much of the spread of a metric rests on numbers that nobody has measured. */
export interface Provenance {
  /** Of the explained spread, the share that goes with assumed or illustrative parameters, 0 to 1. */
  readonly assumedShare: number;
  /** Standard error of that share, for the worlds it is computed from: large when they are few. */
  readonly error: number;
  /** The error is larger than the share itself: the worlds are too few to say how large it is. */
  readonly tooFew: boolean;
  /** Of the whole spread (of ranks), the share that parameters explain one by one, 0 to 1. */
  readonly explained: number;
  /** Worlds that it is computed from. */
  readonly worlds: number;
  /** One entry for each column of the worlds that varied, the largest share first. */
  readonly byParameter: readonly ParameterShare[];
}

export interface ParameterShare {
  /** The column: `beta`, or `trust[mopti]`. */
  readonly parameter: string;
  readonly grade: Grade;
  readonly assumed: boolean;
  /** Spearman's rank correlation with the metric. */
  readonly correlation: number;
  /** Share of the whole spread, corrected for sample size; 0 when it is no more than chance gives. */
  readonly share: number;
}

/** Whether an estimate says less than its error: it is not shown to people then. */
export function saysNothing(estimate: number, error: number): boolean {
  return error > Math.abs(estimate);
}

/** Below this many worlds nothing is said. */
export const PROVENANCE_WORLDS = 40;

/** More worlds than this add digits, not knowledge. */
const MOST_WORLDS = 20_000;

/**
 * What share of the explained spread of a metric over worlds rests on parameters that are assumed or illustrative.
 *
 * With r_i the rank correlation of parameter i with the metric over n worlds, parameter i explains
 * s_i = (r_i^2 (n - 1) - 1) / (n - 2) of the spread of ranks: r_i^2, less what a parameter without any effect
 * would show by chance (the adjusted R^2 of one regressor). When parameters are drawn independently the r_i^2 add
 * up to the R^2 of the regression of ranks (Saltelli et al. 2008, chapter 1), so
 * assumedShare = max(0, sum of s_i over assumed) / (that + max(0, sum of s_i over the others)).
 * Within a sum an s_i below 0 stays below 0: cut off one by one, a hundred parameters without effect would seem
 * to explain a quarter of the spread of 200 worlds. Only the `share` of a single parameter is cut off at 0.
 *
 * - It sees what rises or falls throughout. An effect that turns round, or that is only there together with
 *   another parameter, is in what is not explained; so is the noise of a stochastic model.
 * - Parameters drawn together (a posterior) share one effect, which each of them is then credited with.
 * - A column of a parameter that the model itself holds fixed is no number that somebody assumed: it is what a fit
 *   handed over, the state that its worlds had reached. It is left out.
 * - A parameter whose distribution this scenario changes counts as assumed, whatever its evidence: the change is
 *   the scenario's own. One that it fixes does not vary and is not there.
 * - A parameter with neither grade nor evidence counts as assumed.
 * - Of more than 20,000 worlds, the first 20,000 are looked at.
 *
 * Saltelli, A., Ratto, M., Andres, T., Campolongo, F., Cariboni, J., Gatelli, D., Saisana, M., & Tarantola, S.
 * (2008). Global Sensitivity Analysis: The Primer. Wiley.
 * @returns undefined with fewer than {@link PROVENANCE_WORLDS} worlds, or when parameters explain no more than
 * chance would (two standard deviations of the sum of the s_i without any effect, 2 sqrt(2 parameters) / (n - 1)).
 * It is computed once for an ensemble, since the table and the manifest both show it.
 */
export function provenance(
  ensemble: Ensemble,
  runs: ScenarioRuns,
  metric: string,
): Provenance | undefined {
  let known = COMPUTED.get(ensemble);
  if (known === undefined) {
    known = new Map();
    COMPUTED.set(ensemble, known);
  }
  let own = known.get(runs);
  if (own === undefined) {
    own = new Map();
    known.set(runs, own);
  }
  if (!own.has(metric)) own.set(metric, compute(ensemble, runs, metric));
  return own.get(metric);
}

const COMPUTED = new WeakMap<Ensemble, Map<ScenarioRuns, Map<string, Provenance | undefined>>>();

function compute(ensemble: Ensemble, runs: ScenarioRuns, metric: string): Provenance | undefined {
  const outcomes = metricColumn(runs, metric, ensemble.completed);
  const finished = finishedWorlds(outcomes);
  const n = finished.length;
  if (n < PROVENANCE_WORLDS) return undefined;
  const y = centredRanks(gathered(outcomes, finished, 1, 0));
  // What is the same in all worlds goes with nothing.
  if (y.norm === 0) return undefined;
  // A scenario without assumptions need not carry values of its own.
  const used = runs.values.length === 0 ? ensemble.worlds.values : runs.values;
  const columns = rankedColumns(ensemble, used, finished);
  const known = knownColumns(runs.scenario.base, ensemble.worlds.columns);
  const signed = ensemble.worlds.columns.flatMap((parameter, c) => {
    const { ranked, changed } = columns[c] ?? NO_COLUMN;
    const { varies, grade: own } = known[c] ?? UNKNOWN;
    if (!changed && !varies) return [];
    const correlation = correlateRanks(ranked, y);
    if (!Number.isFinite(correlation)) return [];
    const grade = changed ? 'assumed' : own;
    const share = (correlation ** 2 * (n - 1) - 1) / (n - 2);
    return [{ parameter, grade, assumed: isAssumed(grade), correlation, share }];
  });
  const sum = (assumed: boolean) =>
    signed.reduce((total, one) => (one.assumed === assumed ? total + one.share : total), 0);
  const assumed = Math.max(0, sum(true));
  const observed = Math.max(0, sum(false));
  // Of a sum of k shares without any effect: sqrt(2 k) / (n - 1).
  const errorOf = (ofAssumed: boolean) =>
    Math.sqrt(2 * signed.filter((one) => one.assumed === ofAssumed).length) / (n - 1);
  if (!(assumed + observed > (2 * Math.sqrt(2 * signed.length)) / (n - 1))) return undefined;
  const assumedShare = assumed / (assumed + observed);
  const error =
    Math.hypot(observed * errorOf(true), assumed * errorOf(false)) / (assumed + observed) ** 2;
  return {
    assumedShare,
    error,
    tooFew: saysNothing(assumedShare, error),
    explained: Math.min(1, assumed + observed),
    worlds: n,
    byParameter: signed
      .map((one) => ({ ...one, share: Math.max(0, one.share) }))
      .sort((a, b) => b.share - a.share || (a.parameter < b.parameter ? -1 : 1)),
  };
}

/**
 * Standard error of the share of one parameter: without any effect sqrt(2) / (n - 1), and with one about
 * 2 |r| (1 - r^2) / sqrt(n), as of normal values.
 */
export function shareError({ correlation: r }: ParameterShare, worlds: number): number {
  return Math.hypot(Math.SQRT2 / (worlds - 1), (2 * r * (1 - r * r)) / Math.sqrt(worlds));
}

/** Whether the model draws the parameter of a column, or leaves it as it is. */
function varies(model: Model, column: string): boolean {
  const parameter = worldColumns(model).get(column)?.parameter;
  return parameter === undefined || parameter.distribution !== undefined;
}

/** The grade of a column of the worlds: the parameter's own, else the best of its evidence, else assumed. */
export function gradeOf(model: Model, column: string): Grade {
  const parameter = worldColumns(model).get(column)?.parameter;
  return parameter?.grade ?? bestEvidence(model, parameter) ?? 'assumed';
}

function bestEvidence(model: Model, parameter: Variable | undefined): Grade | undefined {
  const grades = (parameter?.evidence ?? []).flatMap((row) => model.evidence[row]?.grade ?? []);
  return grades.length === 0 ? undefined : grades.reduce(betterGrade);
}

interface KnownColumn {
  readonly varies: boolean;
  readonly grade: Grade;
}

const UNKNOWN: KnownColumn = { varies: true, grade: 'assumed' };

// All metrics of all scenarios ask the same of the same columns.
const KNOWN = new WeakMap<Model, { columns: readonly string[]; known: readonly KnownColumn[] }>();

function knownColumns(model: Model, columns: readonly string[]): readonly KnownColumn[] {
  const found = KNOWN.get(model);
  if (found?.columns === columns) return found.known;
  const known = columns.map((one) => ({ varies: varies(model, one), grade: gradeOf(model, one) }));
  KNOWN.set(model, { columns, known });
  return known;
}

function finishedWorlds(outcomes: Float64Array): Int32Array {
  const worlds = new Int32Array(Math.min(MOST_WORLDS, outcomes.length));
  let count = 0;
  for (let world = 0; world < outcomes.length && count < worlds.length; world += 1) {
    if (Number.isFinite(outcomes[world])) worlds[count++] = world;
  }
  return worlds.subarray(0, count);
}

/** Of rows of `width` numbers, number `c` of those of some worlds. */
function gathered(rows: Float64Array, worlds: Int32Array, width: number, c: number): Float64Array {
  const column = new Float64Array(worlds.length);
  for (let i = 0; i < worlds.length; i += 1) column[i] = rows[worlds[i]! * width + c]!;
  return column;
}

interface RankedColumn {
  readonly ranked: CentredRanks;
  /** Whether a scenario gives it other values than the model draws. */
  readonly changed: boolean;
}

const NO_COLUMN: RankedColumn = {
  ranked: { values: new Float64Array(), norm: 0 },
  changed: false,
};

// All metrics of all scenarios without assumptions of their own ask for the same columns.
const RANKED = new WeakMap<
  Float64Array,
  { worlds: Int32Array; columns: readonly RankedColumn[] }
>();

function rankedColumns(
  ensemble: Ensemble,
  used: Float64Array,
  worlds: Int32Array,
): readonly RankedColumn[] {
  const drawn = ensemble.worlds.values;
  const known = RANKED.get(used);
  if (known !== undefined && sameNumbers(known.worlds, worlds)) return known.columns;
  const width = ensemble.worlds.columns.length;
  // A scenario changes few columns; the others rank as they were drawn.
  const others = used === drawn ? [] : rankedColumns(ensemble, drawn, worlds);
  const columns = ensemble.worlds.columns.map((_, c): RankedColumn => {
    const values = gathered(used, worlds, width, c);
    const other = others[c];
    if (other !== undefined && sameNumbers(values, gathered(drawn, worlds, width, c))) return other;
    return { ranked: centredRanks(values), changed: other !== undefined };
  });
  RANKED.set(used, { worlds, columns });
  return columns;
}

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
