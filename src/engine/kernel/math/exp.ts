// biome-ignore-all lint/correctness/noPrecisionLoss: the coefficients stand as they were published.

import type { Code, Emit, Local } from '../wasm/code.js';
import {
  and,
  andNot,
  anyTrue,
  bits,
  both,
  ladd,
  lshl,
  vadd,
  vdiv,
  vlt,
  vmul,
  vpmax,
  vpmin,
  vsub,
} from '../wasm/ops.js';
import { ROUNDER } from './bits.js';

type V = Emit<'v128'>;

export const INVERSE_LN2 = Math.LOG2E;
export const LN2_HIGH = 6.9314718036912381649e-1;
export const LN2_LOW = 1.90821492927058770002e-10;
// Highest power first.
const P = [
  4.13813679705723846039e-8, -1.6533902205465251539e-6, 6.61375632143793436117e-5,
  -2.77777777770155933842e-3, 1.66666666666666019037e-1,
] as const;

/**
 * e to the power x, in both lanes. Error below 1 unit in the last place; exact at 0, ±Infinity and NaN;
 * results below the normal range are rounded once.
 *
 * The method is that of fdlibm's `e_exp.c` (Sun Microsystems 1993, freely granted): x = k ln 2 + r, a rational
 * function of r, times 2^k.
 */
export function exp(c: Code, x: V): V {
  // Past these ends the result is 0 or Infinity anyway; NaN, as the first operand, stays.
  const clamped = c.v(vpmin(vpmax(x, both(-750)), both(MOST)));
  const { rounded, y } = reduced(c, clamped);
  const result = c.keep('v128', single(y, rounded));
  c.if(anyTrue(vlt(clamped, both(NORMAL_FROM))), () => {
    c.set(result, inTwoSteps(c, y, rounded));
  });
  return result.get;
}

/**
 * `exp` without a branch: the same bits, but where the result is below the normal range and not 0. There the lane
 * is cleared in `fine`, and the result is 0.
 */
export function expFast(c: Code, x: V, fine: Local<'v128'>): V {
  const clamped = c.v(vpmin(x, both(MOST)));
  const { rounded, y } = reduced(c, clamped);
  const below = c.v(vlt(clamped, both(NORMAL_FROM)));
  c.set(fine, andNot(fine.get, and(below, vlt(both(ZERO_BELOW), clamped))));
  return andNot(single(y, rounded), below);
}

/** The result is Infinity from a little before here on, normal from here on, and 0 below here. */
const MOST = 710;
const NORMAL_FROM = -708;
const ZERO_BELOW = -745.2;

/** x = k ln 2 + r: y is e to the power r, and k stands in the low bits of `rounded`. */
function reduced(c: Code, x: V): { readonly rounded: V; readonly y: V } {
  const rounded = c.v(vadd(vmul(x, both(INVERSE_LN2)), both(ROUNDER)));
  const k = c.v(vsub(rounded, both(ROUNDER)));
  const high = c.v(vsub(x, vmul(k, both(LN2_HIGH))));
  const low = c.v(vmul(k, both(LN2_LOW)));
  return { rounded, y: c.v(exponentialOf(c, high, low)) };
}

/** e to the power high - low, for |high - low| up to half of ln 2. */
export function exponentialOf(c: Code, high: V, low: V): V {
  const r = c.v(vsub(high, low));
  const t = c.v(vmul(r, r));
  const q = c.v(vsub(r, vmul(t, horner(t, P))));
  return vsub(both(1), vsub(vsub(low, vdiv(vmul(r, q), vsub(both(2), q))), high));
}

/** A polynomial, coefficients of the highest power first. */
export function horner(x: V, coefficients: readonly number[]): V {
  const [first = 0, ...rest] = coefficients;
  return rest.reduce((sum, one) => vadd(vmul(sum, x), both(one)), both(first));
}

/** y times 2^k, where k stands in the low bits of `rounded`, for results in the normal range and Infinity. */
export function single(y: V, rounded: V): V {
  // 2 y * 2^(k-1), so that k = 1024 needs no exception.
  return vmul(vadd(y, y), lshl(ladd(rounded, bits(1022n)), 52));
}

/** The same for all results, by two factors, neither of which leaves the range of exponents: one rounding, at the end. */
export function inTwoSteps(c: Code, y: V, rounded: V): V {
  const k = c.v(vsub(rounded, both(ROUNDER)));
  const half = c.v(vadd(vmul(k, both(0.5)), both(ROUNDER)));
  const rest = vadd(vsub(k, vsub(half, both(ROUNDER))), both(ROUNDER));
  const factor = (part: V): V => lshl(ladd(part, bits(1023n)), 52);
  return vmul(vmul(y, factor(half)), factor(rest));
}
