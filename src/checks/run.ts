import type { Place } from '../diagnostics/diagnostic.js';
import type { Engine, Failure, RunBlock, WorldBlock } from '../engine/engine.js';
import { elementLabels, elementName } from '../model/elements.js';
import type { Model } from '../model/model.js';
import { labelOfReport, momentLabel } from '../model/moments.js';
import type { Text } from '../model/names.js';
import { worldColumns } from '../model/world-columns.js';
import type { Plan, Worlds } from '../plan/plan.js';
import type { Check, Checks, Expectation, Setup } from './check.js';
import { expectedText } from './expected-text.js';
import type { Found, Verdict } from './judge.js';
import { judge } from './judge.js';

/** What came of one expectation. */
export interface CheckResult {
  /** The name of the model. */
  readonly model: string;
  /** Of the check that it belongs to. */
  readonly title: Text;
  readonly basis?: string;
  readonly place: Place;
  /** What was looked at: `A at 5`. */
  readonly subject: string;
  /** What was expected, as text: `872.17 ± 1e-7`. */
  readonly expected: string;
  /** The value that decides: the one furthest out, or nearest to it. */
  readonly found: number;
  /** Found minus expected, or how far outside the bounds (0 within them). */
  readonly difference: number;
  readonly passed: boolean;
  /** Why it failed, where the numbers do not say it: a value that is not finite, or where it stands. */
  readonly reason?: string;
}

/** Draws the worlds of a plan: `makeWorlds` of the plan room. */
export type WorldMaker = (model: Model, plan: Plan) => Worlds;

/**
 * Runs all checks of a file. Expectations of one check share its runs; checks over several worlds share the
 * worlds of the model as it stands, so that a change is seen in the same worlds.
 */
export function runChecks(
  checks: Checks,
  engine: Engine,
  makeWorlds: WorldMaker,
): readonly CheckResult[] {
  const drawn = new Map<string, Worlds>();
  const worldsOf = (plan: Plan) => {
    const key = JSON.stringify(plan);
    const worlds = drawn.get(key) ?? makeWorlds(checks.model, plan);
    drawn.set(key, worlds);
    return worlds;
  };
  return checks.checks.flatMap((check) => runCheck(check, engine, worldsOf));
}

function runCheck(
  check: Check,
  engine: Engine,
  worldsOf: (plan: Plan) => Worlds,
): readonly CheckResult[] {
  const worlds = check.plan && worldsOf(check.plan);
  const runs = run(check, check.setup, engine, worlds);
  const others = check.against && run(check, check.against, engine, worlds);
  const failure = runs.failures[0] ?? others?.failures[0];
  return check.expectations.map((expectation) => {
    const values = minus(
      found(expectation, runs, check),
      others && found(expectation, others, check),
    );
    const verdict = judge(expectation, values);
    const reason = verdict.passed ? undefined : reasonOf(verdict, expectation, check, failure);
    return {
      model: check.setup.model.name,
      title: check.title,
      ...(check.basis === undefined ? {} : { basis: check.basis }),
      place: expectation.place,
      subject: check.against === undefined ? expectation.text : `change of ${expectation.text}`,
      expected: expectedText(expectation),
      found: verdict.found,
      difference: verdict.difference,
      passed: verdict.passed,
      ...(reason === undefined ? {} : { reason }),
    };
  });
}

/** A block of runs, and where each metric stands in it. */
interface Runs extends RunBlock {
  readonly metricNames: readonly string[];
}

function run(check: Check, setup: Setup, engine: Engine, worlds: Worlds | undefined): Runs {
  const { horizon } = check;
  const subjects = check.expectations.map((one) => one.subject);
  const names = (kind: 'metric' | 'variable') => [
    ...new Set(subjects.flatMap((one) => (one.kind === kind ? [one.name] : []))),
  ];
  const metricNames = names('metric');
  const metrics = metricNames.flatMap((name) =>
    setup.model.metrics.filter((metric) => metric.name === name),
  );
  const levers = new Map(
    [...setup.levers].map(([name, levels]) => [name, repeat(levels, horizon.reports)]),
  );
  const inputs = { levers, jumps: [] };
  const program = engine.prepare(setup.model, {
    horizon,
    inputs,
    metrics,
    outputs: names('variable'),
  });
  return { ...program.run(worlds === undefined ? ONE_RUN : blockOf(worlds, setup)), metricNames };
}

// Every parameter keeps its value.
const ONE_RUN: WorldBlock = {
  first: 0,
  count: 1,
  columns: [],
  values: new Float64Array(0),
  key: [0, 0],
};

// Parameters that the check sets are no longer drawn.
function blockOf(worlds: Worlds, setup: Setup): WorldBlock {
  const width = worlds.columns.length;
  const known = worldColumns(setup.model);
  const kept = worlds.columns.flatMap((column, c) => {
    const parameter = known.get(column)?.parameter.name;
    return parameter !== undefined && setup.fixed.has(parameter) ? [] : [c];
  });
  const values = new Float64Array(worlds.count * kept.length);
  for (let world = 0; world < worlds.count; world++) {
    kept.forEach((c, k) => {
      values[world * kept.length + k] = worlds.values[world * width + c] ?? Number.NaN;
    });
  }
  const columns = kept.map((c) => worlds.columns[c] ?? '');
  return { first: 0, count: worlds.count, columns, values, key: worlds.key };
}

function repeat(levels: Float64Array, times: number): Float64Array {
  const all = new Float64Array(levels.length * times);
  for (let k = 0; k < times; k++) all.set(levels, k * levels.length);
  return all;
}

function found(expectation: Expectation, runs: Runs, check: Check): Found {
  const { subject } = expectation;
  const worlds = runs.count;
  if (subject.kind === 'metric') {
    const width = runs.metricNames.length;
    const m = runs.metricNames.indexOf(subject.name);
    const values = Float64Array.from(
      { length: worlds },
      (_, w) => runs.metrics[w * width + m] ?? NaN,
    );
    return { worlds, times: 1, elements: 1, values };
  }
  const { elements, from, to, name } = subject;
  const size = check.setup.model.variables.get(name)?.size ?? 1;
  const series = runs.series.get(name);
  const times = to - from + 1;
  const values = new Float64Array(worlds * times * elements.length);
  let next = 0;
  for (let world = 0; world < worlds; world++) {
    for (let k = from; k <= to; k++) {
      const row = (world * check.horizon.reports + k) * size;
      for (const element of elements) values[next++] = series?.[row + element] ?? Number.NaN;
    }
  }
  return { worlds, times, elements: elements.length, values };
}

function minus(a: Found, b: Found | undefined): Found {
  if (b === undefined) return a;
  return { ...a, values: a.values.map((value, k) => value - (b.values[k] ?? Number.NaN)) };
}

function reasonOf(
  verdict: Verdict,
  expectation: Expectation,
  check: Check,
  failure: Failure | undefined,
): string | undefined {
  const { horizon, setup } = check;
  if (Number.isNaN(verdict.found) && failure !== undefined) {
    const name = nameAt(setup.model, failure.variable, failure.element);
    const world = check.plan === undefined ? '' : `in world ${failure.world}, `;
    const time = momentLabel(failure.time, setup.model.time, horizon.report);
    return `${world}${name} is ${failure.value} at ${time}: ${failure.operand}`;
  }
  const parts: string[] = [];
  const { subject, share } = expectation;
  if (subject.kind === 'variable') {
    const { name, from, to, elements } = subject;
    if (elements.length > 1)
      parts.push(nameAt(setup.model, name, elements[verdict.at.element] ?? 0));
    if (to > from) {
      const report = from + verdict.at.time;
      parts.push(`at ${labelOfReport(report, horizon, setup.model.time)}`);
    }
  }
  if (check.plan !== undefined && verdict.at.world !== undefined) {
    const worlds = check.plan.worlds;
    if (share !== undefined) parts.push(`holds in ${verdict.holdsIn} of ${worlds} worlds`);
    else parts.push(`in world ${verdict.at.world}`);
  }
  return parts.length === 0 ? undefined : parts.join(', ');
}

function nameAt(model: Model, name: string, element: number): string {
  const dims = model.variables.get(name)?.dims ?? [];
  return elementName(name, elementLabels(dims, model.dimensions)[element] ?? '');
}
