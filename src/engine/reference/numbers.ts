import { ARGUMENT_RULES, fits, runBounds } from '../../model/argument-rules.js';
import { SWITCH_SLACK } from '../../model/time-grid.js';

/**
 * What each function of the language means for numbers, in plain JavaScript. Comparisons are exact (mathjs's own
 * take nearly equal numbers for equal), truth is 1 and 0, what is compared with no number is no number, and the root of a negative number is NaN, not complex.
 */
export const NUMBER_FUNCTIONS: Readonly<Record<string, (...args: number[]) => number>> = {
  add: (a, b) => num(a) + num(b),
  subtract: (a, b) => num(a) - num(b),
  multiply: (a, b) => num(a) * num(b),
  divide: (a, b) => num(a) / num(b),
  pow: (a, b) => num(a) ** num(b),
  unaryMinus: (a) => -num(a),
  smaller: compared((a, b) => a < b),
  smallerEq: compared((a, b) => a <= b),
  larger: compared((a, b) => a > b),
  largerEq: compared((a, b) => a >= b),
  equal: compared((a, b) => a === b),
  unequal: compared((a, b) => a !== b),
  // What has no value decides nothing, unless the other side decides alone.
  and: (a, b) => (a === 0 || b === 0 ? 0 : whereKnown([a, b], 1)),
  or: (a, b) => (isTrue(a) || isTrue(b) ? 1 : whereKnown([a, b], 0)),
  not: (a) => whereKnown([a], a === 0 ? 1 : 0),
  choose: (condition, then, otherwise) =>
    whereKnown([condition], condition !== 0 ? num(then) : num(otherwise)),
  sum: (...args) => args.reduce((total, a) => total + a),
  product: (...args) => args.reduce((total, a) => total * a),
  min: (...args) => Math.min(...args),
  max: (...args) => Math.max(...args),
  abs: (a) => Math.abs(num(a)),
  exp: (a) => Math.exp(num(a)),
  log: (a) => Math.log(num(a)),
  log10: (a) => Math.log10(num(a)),
  sqrt: (a) => Math.sqrt(num(a)),
  floor: (a) => Math.floor(num(a)),
  ceil: (a) => Math.ceil(num(a)),
  round: (a) => Math.sign(num(a)) * roundUp(Math.abs(num(a))),
  sign: (a) => Math.sign(num(a)),
  mod: (a, b) => num(a) - num(b) * Math.floor(num(a) / num(b)),
  sin: (a) => Math.sin(num(a)),
  cos: (a) => Math.cos(num(a)),
  tan: (a) => Math.tan(num(a)),
  atan: (a) => Math.atan(num(a)),
  tanh: (a) => Math.tanh(num(a)),
  // Times that equations work out are compared with a millionth of a step to spare, since 3 * 0.1 is not 0.3.
  step: guarded('step', (height, start, now, dt) =>
    num(now) - num(start) >= -SWITCH_SLACK * num(dt) ? num(height) : 0,
  ),
  ramp: guarded(
    'ramp',
    (slope, start, end, now) =>
      num(slope) *
      (Math.min(Math.max(num(now), num(start)), Math.max(num(end), num(start))) - num(start)),
  ),
  pulse: guarded('pulse', (height, start, length, every, now, dt) =>
    pulse(num(height), num(start), num(length), num(every), num(now), num(dt)),
  ),
  stage_time: (time, order, dt) =>
    fits(CHAIN_BOUNDS, [0, num(time)]) ? Math.max(num(time) / num(order), num(dt)) : Number.NaN,
  stage_entry: (time, order, stage, dt) => stageEntry(num(time), num(order), num(stage), num(dt)),
};

const CHAIN_BOUNDS = runBounds(ARGUMENT_RULES.get('smooth') ?? []);

// A chain lasts `time`, from one step to as many as it has stages; what lies between two whole numbers of steps is
// split between them.
function stageEntry(time: number, order: number, stage: number, dt: number): number {
  if (time / order >= dt) return 0;
  const steps = Math.max(1, time / dt);
  return Math.min(1, Math.max(0, order + 2 - stage - steps));
}

/** A function that has no value for arguments that break the rules of the language. */
function guarded(
  name: string,
  value: (...args: number[]) => number,
): (...args: number[]) => number {
  const bounds = runBounds(ARGUMENT_RULES.get(name) ?? []);
  return (...args) => (fits(bounds, args) ? value(...args) : Number.NaN);
}

function compared(holds: (a: number, b: number) => boolean): (...args: number[]) => number {
  return (a, b) => whereKnown([a, b], holds(num(a), num(b)) ? 1 : 0);
}

function isTrue(value: number | undefined): boolean {
  return value !== 0 && !Number.isNaN(num(value));
}

/** A value that follows from others: no number where one of them is none. */
function whereKnown(values: readonly (number | undefined)[], value: number): number {
  return values.some((one) => Number.isNaN(num(one))) ? Number.NaN : value;
}

function num(value: number | undefined): number {
  return value ?? Number.NaN;
}

// Halves go up. Adding 0.5 and taking the floor would round twice: 0.49999999999999994 would give 1.
function roundUp(a: number): number {
  const whole = Math.floor(a);
  return a - whole < 0.5 ? whole : whole + 1;
}

function pulse(
  height: number,
  start: number,
  length: number,
  every: number,
  now: number,
  dt: number,
): number {
  const since = now - start + SWITCH_SLACK * dt;
  if (!(since >= 0)) return 0;
  const within = every > 0 ? since - every * Math.floor(since / every) : since;
  return within < Math.max(length, dt) ? height : 0;
}

/** The value of a table (or series) at x: straight lines or steps between its points, the ends held. */
export function interpolate(
  xs: Float64Array,
  ys: { readonly [index: number]: number },
  stride: number,
  offset: number,
  x: number,
  linear: boolean,
): number {
  const last = xs.length - 1;
  const y = (k: number) => ys[k * stride + offset] ?? Number.NaN;
  if (Number.isNaN(x)) return Number.NaN;
  if (x <= (xs[0] ?? 0)) return y(0);
  if (x >= (xs[last] ?? 0)) return y(last);
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const x0 = xs[low] ?? 0;
  return linear ? between(x, [x0, y(low)], [xs[high] ?? 0, y(high)]) : y(low);
}

/**
 * The value at x on the line from one point to the next. The product comes before the quotient, so that whole
 * numbers give the nearest number there is; rounding may not lead past the end. So the value is exact at both
 * ends, and never falls while the line rises. The kernel's `lookup.ts` does the same, operation by operation.
 */
function between(x: number, [x0, y0]: Point, [x1, y1]: Point): number {
  const product = (y1 - y0) * (x - x0);
  // Of inputs; tables so steep are refused.
  if (!Number.isFinite(product)) {
    const share = (x - x0) / (x1 - x0);
    return y0 * (1 - share) + y1 * share;
  }
  const value = y0 + product / (x1 - x0);
  return Math.max(Math.min(value, Math.max(y0, y1)), Math.min(y0, y1));
}

type Point = readonly [x: number, y: number];
