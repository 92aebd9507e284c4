import type { Code, Emit, Local } from '../wasm/code.js';
import {
  add,
  and,
  anyTrue,
  bits,
  both,
  firstLanes,
  i32,
  iand,
  ladd,
  load,
  lowWord,
  lshl,
  secondLanes,
  shl,
  vabs,
  vadd,
  vlt,
  vmul,
  vpmax,
  vpmin,
  vsub,
} from '../wasm/ops.js';
import { ROUNDER } from './bits.js';
import { expTable, INTERVAL_BITS, INTERVALS, ROW_BYTES, STEP_HIGH, STEP_LOW } from './exp-table.js';

type V = Emit<'v128'>;

/** Multiples of ln 2 / 256 in 1. */
const STEPS = INTERVALS * Math.LOG2E;
/** The largest distance from a multiple of ln 2 / 256. */
const REACH = Math.LN2 / (2 * INTERVALS);

// e^r = 1 + r + r² (1/2 + r/6 + r²/24 + r³/120): the last term, at most 4e-17, is spread over the one of r³ so
// that what is left of it is at most 5e-18.
const [C2, C3, C4] = [1 / 2, 1 / 6 + (0.868 * REACH * REACH) / 120, 1 / 24] as const;

/** Up to here results, and their parts, are within the normal range. */
export const FAST_UP_TO = 660;

/**
 * e to the power x, in both lanes. Error below 0.55 units in the last place; exact at 0, ±Infinity and NaN;
 * results below the normal range are rounded once more, and within 0.8.
 *
 * The method is Tang's (1989, "Table-driven implementation of the exponential function in IEEE floating-point
 * arithmetic"): x = (256 k + j) ln 2 / 256 + r, a table of 2^(j/256), a polynomial of r, times 2^k.
 */
export function exp(c: Code, x: V): V {
  // Past these ends the result is 0 or Infinity anyway; NaN, as the first operand, stays.
  const clamped = c.v(vpmin(vpmax(x, both(-750)), both(710)));
  const power = reduced(c, clamped);
  const result = c.keep('v128', inOneStep(c, power));
  c.if(anyTrue(vlt(both(FAST_UP_TO), vabs(clamped))), () => {
    c.set(result, inTwoSteps(c, power));
  });
  return result.get;
}

/**
 * `exp` without a branch, of x or of -x, which then need not be worked out: the same bits for |x| below 660. Other
 * lanes are cleared in `fine`.
 */
export function expFast(c: Code, x: V, fine: Local<'v128'>, sign: 1 | -1 = 1): V {
  const given = c.v(x);
  c.set(fine, and(fine.get, vlt(vabs(given), both(FAST_UP_TO))));
  return inOneStep(c, sign === 1 ? reduced(c, given) : reducedOpposite(c, given));
}

/** A power of e in parts: 2^k T (1 + p). */
export interface Power {
  /** 256 k + j, in its low bits. */
  readonly rounded: V;
  /** The bits of T, less j where k is added. */
  readonly scale: V;
  readonly p: V;
}

/** e to the power x; or, to more digits, high + low, of which x is the nearest number. */
export function reduced(c: Code, x: V, high = x, low?: V): Power {
  const { rounded, steps } = stepsOf(c, x, STEPS);
  const near = vsub(high, vmul(steps, both(STEP_HIGH)));
  const far = vmul(steps, both(STEP_LOW));
  const r = c.v(low === undefined ? vsub(near, far) : vsub(near, vsub(far, low)));
  const square = c.v(vmul(r, r));
  const series = vadd(vadd(both(C2), vmul(r, both(C3))), vmul(square, both(C4)));
  const { lost, scale } = rowsOf(c, rounded);
  return { rounded, scale, p: c.v(vadd(vadd(lost, r), vmul(square, series))) };
}

/** e to the power -x: the same with every sign turned, -r for r. */
function reducedOpposite(c: Code, x: V): Power {
  const { rounded, steps } = stepsOf(c, x, -STEPS);
  const r = c.v(vadd(vadd(x, vmul(steps, both(STEP_HIGH))), vmul(steps, both(STEP_LOW))));
  const square = c.v(vmul(r, r));
  const series = vadd(vsub(both(C2), vmul(r, both(C3))), vmul(square, both(C4)));
  const { lost, scale } = rowsOf(c, rounded);
  return { rounded, scale, p: c.v(vadd(vsub(lost, r), vmul(square, series))) };
}

/** x times a number, rounded to a whole one: as that number, and with it in the low bits. */
function stepsOf(c: Code, x: V, times: number): { readonly rounded: V; readonly steps: V } {
  const rounded = c.v(vadd(vmul(x, both(times)), both(ROUNDER)));
  return { rounded, steps: c.v(vsub(rounded, both(ROUNDER))) };
}

function rowsOf(c: Code, rounded: V): { readonly lost: V; readonly scale: V } {
  const table = c.module.once('exponentials', () => c.module.pool.block(expTable()));
  const row = (index: 0 | 1): V => {
    const j = iand(lowWord(rounded, index), i32(INTERVALS - 1));
    return c.v(load(add(shl(j, i32(Math.log2(ROW_BYTES))), i32(table)), 0));
  };
  const [row0, row1] = [row(0), row(1)];
  return { lost: c.v(firstLanes(row0, row1)), scale: c.v(secondLanes(row0, row1)) };
}

/** For results in the normal range, far from its ends. */
export function inOneStep(c: Code, { rounded, scale, p }: Power): V {
  const size = c.v(ladd(scale, lshl(rounded, Number(52n - INTERVAL_BITS))));
  return vadd(size, vmul(size, p));
}

/** For all results: by two factors, neither of which leaves the range of exponents: one more rounding, at the end. */
export function inTwoSteps(c: Code, { rounded, scale, p }: Power): V {
  const j = and(rounded, bits(BigInt(INTERVALS - 1)));
  const size = c.v(ladd(scale, lshl(j, Number(52n - INTERVAL_BITS))));
  const k = c.v(floorOf(c, rounded));
  const half = c.v(vadd(vmul(k, both(0.5)), both(ROUNDER)));
  const rest = vadd(vsub(k, vsub(half, both(ROUNDER))), both(ROUNDER));
  const factor = (part: V): V => lshl(ladd(part, bits(1023n)), 52);
  return vmul(vmul(vadd(size, vmul(size, p)), factor(half)), factor(rest));
}

/** k, as a number. */
function floorOf(c: Code, rounded: V): V {
  const whole = c.v(and(rounded, bits(~BigInt(INTERVALS - 1) & 0xffffffffffffffffn)));
  return vmul(vsub(whole, both(ROUNDER)), both(1 / INTERVALS));
}

/** A polynomial, coefficients of the highest power first. */
export function horner(x: V, coefficients: readonly number[]): V {
  const [first = 0, ...rest] = coefficients;
  return rest.reduce((sum, one) => vadd(vmul(sum, x), both(one)), both(first));
}
