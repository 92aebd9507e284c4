import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { argumentProblem } from './argument-rules.js';
import { constantOf } from './constant.js';
import type { Expr, PureFunction } from './expr.js';
import { callOf, PURE_FUNCTIONS, SIGNS, TIME_FUNCTIONS } from './functions.js';

/** Reports, at the argument, what is written as numbers and cannot be an argument of the function. */
export function checkArguments(
  fn: string,
  args: readonly Expr[],
  at: Place,
  diagnostics: Diagnostics,
): void {
  const values = args.map((arg) => writtenNumber(fn, arg));
  const problem = argumentProblem(fn, values);
  if (problem === undefined) return;
  const call = Object.hasOwn(SIGNS, fn) ? '' : `${callOf(fn)}, `;
  const place = args[problem.argument]?.at ?? at;
  diagnostics.error('arguments', place, `${problem.message}, in ${wordOf(fn)}`, {
    expected: `${call}${problem.expected}`,
  });
}

function writtenNumber(fn: string, arg: Expr): number | undefined {
  // What `log`, `sqrt` and the like are given may stand in a branch of `if` that is never taken.
  const isPlain = PURE_FUNCTIONS.has(fn) && !TIME_FUNCTIONS.has(fn);
  if ((isPlain || Object.hasOwn(SIGNS, fn)) && arg.op !== 'number') return undefined;
  const value = constantOf(arg);
  // No finite value: the world fails, with this reason.
  return value === undefined || Number.isFinite(value) ? value : undefined;
}

function wordOf(fn: string): string {
  return (Object.hasOwn(SIGNS, fn) ? SIGNS[fn as PureFunction] : undefined) ?? fn;
}
