// biome-ignore-all lint/correctness/noPrecisionLoss: the coefficients stand as they were published.

import type { Code, Emit } from '../wasm/code.js';
import {
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

const INVERSE_LN2 = Math.LOG2E;
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
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
  const clamped = c.v(vpmin(vpmax(x, both(-750)), both(710)));
  const rounded = c.v(vadd(vmul(clamped, both(INVERSE_LN2)), both(ROUNDER)));
  const k = c.v(vsub(rounded, both(ROUNDER)));
  const high = c.v(vsub(clamped, vmul(k, both(LN2_HIGH))));
  const low = c.v(vmul(k, both(LN2_LOW)));
  const y = c.v(exponentialOf(c, high, low));
  return timesPowerOfTwo(c, y, rounded, vlt(clamped, both(-708)));
}

/** e to the power high - low, for |high - low| up to half of ln 2. */
function exponentialOf(c: Code, high: V, low: V): V {
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

/**
 * y times 2^k, for y from 1/2 to 2 and |k| up to 1100, where k stands in the low bits of `rounded`.
 * @param small where the result may be below the normal range.
 */
export function timesPowerOfTwo(c: Code, y: V, rounded: V, small: V): V {
  // 2 y * 2^(k-1), so that k = 1024 needs no exception.
  const result = c.keep('v128', vmul(vadd(y, y), lshl(ladd(rounded, bits(1022n)), 52)));
  c.if(anyTrue(small), () => {
    c.set(result, inTwoSteps(c, y, rounded));
  });
  return result.get;
}

/** The same, by two factors, neither of which leaves the range of exponents: one rounding, at the end. */
export function inTwoSteps(c: Code, y: V, rounded: V): V {
  const k = c.v(vsub(rounded, both(ROUNDER)));
  const half = c.v(vadd(vmul(k, both(0.5)), both(ROUNDER)));
  const rest = vadd(vsub(k, vsub(half, both(ROUNDER))), both(ROUNDER));
  const factor = (part: V): V => lshl(ladd(part, bits(1023n)), 52);
  return vmul(vmul(y, factor(half)), factor(rest));
}
