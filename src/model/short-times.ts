import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { constantOf } from './constant.js';
import { roughRange } from './distribution-range.js';
import type { Expr } from './expr.js';
import { namesIn, walk } from './expr.js';
import type { ModelTime, Parameter, Variable } from './model.js';

/** A time that an author gave to a function with a memory. */
interface MemoryTime {
  readonly fn: string;
  readonly time: Expr;
  /** Stages of a chain; undefined for delay_fixed, whose time is rounded to steps. */
  readonly order?: number;
}

/** Numbers that a parameter can be: at its value, and over what is likely. */
export interface Candidates {
  readonly values: readonly number[];
  readonly likely: readonly number[];
}

export type CandidatesOf = (parameter: Parameter) => Candidates;

/** The candidates of a parameter as its model has it. */
export function ownCandidates({ values, distribution }: Parameter): Candidates {
  const ends = [Math.min(...values), Math.max(...values)];
  return { values: ends, likely: distribution === undefined ? ends : roughRange(distribution) };
}

export interface ShortTimes {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly time: Pick<ModelTime, 'start' | 'end' | 'report' | 'stepsPerReport'>;
  readonly candidates: CandidatesOf;
  /** Where to report a time; undefined to pass it over. */
  readonly place: (time: Expr) => Place | undefined;
}

/**
 * Warns of times of smooth, delay and delay_fixed that the step is too long for, or the run too short. They follow
 * from numbers and parameters; of others nothing is known before a run.
 */
export function warnOfTimes(given: ShortTimes, diagnostics: Diagnostics): void {
  for (const one of timesIn(given.variables)) {
    const place = given.place(one.time);
    if (place === undefined) continue;
    const problem = problemOf(one, given);
    if (problem !== undefined)
      diagnostics.warning('short-time', place, problem.message, { expected: problem.expected });
  }
}

function timesIn(variables: ReadonlyMap<string, Variable>): readonly MemoryTime[] {
  const found = new Map<Expr, MemoryTime>();
  for (const one of variables.values()) {
    if (!one.hidden) continue;
    const fn = /__(smooth|delay|delay_fixed)\d+(?:_|$)/.exec(one.name)?.[1] ?? 'smooth';
    if (one.kind === 'memory' && one.delay !== undefined)
      found.set(one.delay, { fn, time: one.delay });
    if (one.kind !== 'flow') continue;
    walk(one.equation, (part) => {
      if (part.op !== 'call' || part.fn !== 'stage_time') return;
      const [time, order] = part.args;
      if (time === undefined || order?.op !== 'number') return;
      found.set(time, { fn, time, order: order.value });
    });
  }
  return [...found.values()];
}

interface Problem {
  readonly message: string;
  readonly expected: string | undefined;
}

function problemOf(one: MemoryTime, given: ShortTimes): Problem | undefined {
  const values = possible(one.time, given, 'values');
  const likely = possible(one.time, given, 'likely');
  const isNumber = namesIn(one.time).length === 0;
  for (const [list, verb] of [
    [values, 'is'],
    [likely, 'can be'],
  ] as const) {
    for (const time of [Math.min(...list), Math.max(...list)]) {
      const problem = Number.isFinite(time) ? problemAt(one, time, verb, given) : undefined;
      // Numbers that break the rules are errors, reported where they are written.
      if (problem !== undefined && !(isNumber && time <= 0)) return problem;
    }
  }
  return undefined;
}

const MOST_COMBINATIONS = 256;

/** What an expression of parameters can be; empty where it depends on more. */
function possible(expr: Expr, given: ShortTimes, which: keyof Candidates): readonly number[] {
  let rows: ReadonlyMap<string, number>[] = [new Map()];
  for (const name of namesIn(expr)) {
    const parameter = given.variables.get(name);
    if (parameter?.kind !== 'parameter') return [];
    const numbers = [...new Set(given.candidates(parameter)[which])];
    rows = rows.flatMap((row) => numbers.map((value) => new Map([...row, [name, value]])));
    if (rows.length > MOST_COMBINATIONS) return [];
  }
  const found = rows.map((row) =>
    constantOf(expr, (part) => (part.op === 'ref' ? row.get(part.name) : undefined)),
  );
  return found.filter((value) => value !== undefined);
}

// A twelfth of a unit is no shorter than a step of 0.08333333.
const SLACK = 1e-6;

function problemAt(
  { fn, order }: MemoryTime,
  time: number,
  verb: string,
  { time: { start, end, report, stepsPerReport } }: ShortTimes,
): Problem | undefined {
  const step = report / stepsPerReport;
  const what = `the time of ${fn} ${verb} ${short(time)}`;
  if (order === undefined) {
    if (time < 0) return { message: `${what}, below 0: then the world fails`, expected: undefined };
    if (time > (end - start + report) * (1 + SLACK))
      return {
        message: `${what}, longer than the run: then it gives its first value throughout`,
        expected: `at most ${short(end - start)}`,
      };
    if (time >= (step / 2) * (1 - SLACK)) return undefined;
    return {
      message: `${what}, less than half a step of ${short(step)}: then it is taken as one step`,
      expected: `at least ${short(step)}, or a shorter step`,
    };
  }
  if (time <= 0)
    return { message: `${what}, not above 0: then the world fails`, expected: 'above 0' };
  const expected = `at least ${short(step * order)} here, or a shorter step`;
  if (time < step * (1 - SLACK))
    return {
      message: `${what}, shorter than the step of ${short(step)}: then it is taken as one step`,
      expected,
    };
  if (time / order >= step * (1 - SLACK)) return undefined;
  const stages = `its ${order} stages are shorter than the step of ${short(step)}`;
  return {
    message: `${what}, and ${stages}: then what enters comes out after that time all at once`,
    expected,
  };
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
