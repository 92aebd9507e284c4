import type { Expr, PureFunction } from './expr.js';

type Meaning = (...args: number[]) => number;

// What functions of numbers mean, where no time is involved; as the reference engine has them.
const MEANINGS: Readonly<Partial<Record<PureFunction, Meaning>>> = {
  add: (a = 0, b = 0) => a + b,
  subtract: (a = 0, b = 0) => a - b,
  multiply: (a = 0, b = 0) => a * b,
  divide: (a = 0, b = 0) => a / b,
  pow: (a = 0, b = 0) => a ** b,
  negate: (a = 0) => -a,
  lt: (a = 0, b = 0) => Number(a < b),
  le: (a = 0, b = 0) => Number(a <= b),
  gt: (a = 0, b = 0) => Number(a > b),
  ge: (a = 0, b = 0) => Number(a >= b),
  eq: (a, b) => Number(a === b),
  ne: (a, b) => Number(a !== b),
  and: (a, b) => Number(a !== 0 && b !== 0),
  or: (a, b) => Number(a !== 0 || b !== 0),
  not: (a) => Number(a === 0),
  if: (condition, then = 0, otherwise = 0) => (condition !== 0 ? then : otherwise),
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  exp: Math.exp,
  log: Math.log,
  log10: Math.log10,
  sqrt: Math.sqrt,
  floor: Math.floor,
  ceil: Math.ceil,
  round: (a = 0) => Math.sign(a) * Math.round(Math.abs(a)),
  sign: Math.sign,
  mod: (a = 0, b = 0) => a - b * Math.floor(a / b),
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  atan: Math.atan,
  tanh: Math.tanh,
};

/**
 * The value of an expression that follows from numbers alone; undefined for any other.
 * @param known the value of other parts, where the caller knows it.
 */
export function constantOf(
  expr: Expr,
  known: (part: Expr) => number | undefined = () => undefined,
): number | undefined {
  if (expr.op === 'number') return expr.value;
  const meaning = expr.op === 'call' ? MEANINGS[expr.fn] : undefined;
  if (expr.op !== 'call' || meaning === undefined) return known(expr);
  const args = expr.args.map((arg) => constantOf(arg, known));
  const numbers = args.filter((arg) => arg !== undefined);
  return numbers.length === args.length ? meaning(...numbers) : undefined;
}
