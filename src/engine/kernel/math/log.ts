// biome-ignore-all lint/correctness/noPrecisionLoss: the coefficients stand as they were published.

import type { Code, Emit, Local } from '../wasm/code.js';
import {
  and,
  anyTrue,
  bits,
  both,
  ladd,
  lshru,
  lsub,
  not,
  or,
  select,
  vadd,
  vdiv,
  veq,
  vge,
  vle,
  vlt,
  vmul,
  vsub,
} from '../wasm/ops.js';
import { HIGH_WORD, LARGEST, SMALLEST_NORMAL } from './bits.js';
import { horner } from './exp.js';

type V = Emit<'v128'>;

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const LG1 = 6.66666666666673513e-1;
const LG2 = 3.999999999940941908e-1;
const LG3 = 2.857142874366239149e-1;
const LG4 = 2.222219843214978396e-1;
const LG5 = 1.818357216161805012e-1;
const LG6 = 1.531383769920937332e-1;
const LG7 = 1.479819860511658591e-1;

/** A positive number as 2^k (1 + f), with 1 + f between about 0.71 and 1.41. */
interface Parts {
  readonly k: V;
  readonly f: V;
}

/**
 * The natural logarithm, in both lanes. Error below 1 unit in the last place; log(1) = 0, log(±0) = -Infinity,
 * log(Infinity) = Infinity, NaN below 0.
 *
 * The method is that of fdlibm's `e_log.c` (Sun Microsystems 1993, freely granted).
 */
export function log(c: Code, x: V): V {
  return withSpecialValues(c, x, (normal, shift) => naturalOf(c, split(c, normal, shift)));
}

/** `log` without a branch: the same bits for positive normal numbers. Other lanes are cleared in `fine`. */
export function logFast(c: Code, x: V, fine: Local<'v128'>): V {
  const given = c.v(x);
  c.set(fine, and(fine.get, isNormal(given)));
  return naturalOf(c, split(c, given, both(0)));
}

/** Positive, finite and not below the normal range. */
function isNormal(x: V): V {
  return and(vge(x, both(SMALLEST_NORMAL)), vle(x, both(LARGEST)));
}

function naturalOf(c: Code, { k, f }: Parts): V {
  const { half, tail } = series(c, f);
  const low = vadd(tail, vmul(k, both(LN2_LOW)));
  return vadd(vadd(vsub(low, half), f), vmul(k, both(LN2_HIGH)));
}

const INVERSE_LN10_HIGH = 4.34294481878168880939e-1;
const INVERSE_LN10_LOW = 2.50829467116452752298e-11;
const LOG10_2_HIGH = 3.01029995663611771306e-1;
const LOG10_2_LOW = 3.69423907715893078616e-13;

/**
 * The logarithm to base 10, in both lanes. Error below 1 unit in the last place; exact at powers of 10, special
 * values as `log`.
 *
 * The method is that of FreeBSD's `e_log10.c` (Sun Microsystems 1993, freely granted).
 */
export function log10(c: Code, x: V): V {
  return withSpecialValues(c, x, (normal, shift) => {
    const { k, f } = split(c, normal, shift);
    const { half, tail } = series(c, f);
    const high = c.v(and(vsub(f, half), bits(HIGH_WORD)));
    const low = c.v(vadd(vsub(vsub(f, high), half), tail));
    const valueHigh = c.v(vmul(high, both(INVERSE_LN10_HIGH)));
    const y = c.v(vmul(k, both(LOG10_2_HIGH)));
    const valueLow = c.v(
      vadd(
        vadd(vmul(k, both(LOG10_2_LOW)), vmul(vadd(low, high), both(INVERSE_LN10_LOW))),
        vmul(low, both(INVERSE_LN10_HIGH)),
      ),
    );
    const sum = c.v(vadd(y, valueHigh));
    return vadd(vadd(valueLow, vadd(vsub(y, sum), valueHigh)), sum);
  });
}

/** Takes x = 2^k (1 + f) apart; `shift` is subtracted from k. */
export function split(c: Code, x: V, shift: V): Parts {
  // 1 + f is taken from the square root of 1/2 up.
  const lifted = c.v(ladd(x, bits(0x3ff0000000000000n - 0x3fe6a09e667f3bcdn)));
  const k = vsub(
    vsub(or(lshru(lifted, 52), bits(0x4330000000000000n)), both(4503599627370496 + 1023)),
    shift,
  );
  const exponent = and(lifted, bits(0xfff0000000000000n));
  const m = ladd(lsub(x, exponent), bits(0x3ff0000000000000n));
  return { k: c.v(k), f: c.v(vsub(m, both(1))) };
}

/** log(1 + f) = f - half + tail, where half = f²/2. */
function series(c: Code, f: V): { readonly half: V; readonly tail: V } {
  const s = c.v(vdiv(f, vadd(both(2), f)));
  const z = c.v(vmul(s, s));
  const w = c.v(vmul(z, z));
  const even = vmul(w, horner(w, [LG6, LG4, LG2]));
  const odd = vmul(z, horner(w, [LG7, LG5, LG3, LG1]));
  const half = c.v(vmul(vmul(both(0.5), f), f));
  return { half, tail: c.v(vmul(s, vadd(half, vadd(even, odd)))) };
}

/** Brings what is not a positive normal number into range, and sets right what the formula makes of it. */
function withSpecialValues(c: Code, x: V, formula: (normal: V, shift: V) => V): V {
  const given = c.v(x);
  const normal = c.keep('v128', given);
  const shift = c.keep('v128', both(0));
  const odd = c.i(anyTrue(not(isNormal(given))));
  c.if(odd, () => {
    const small = c.v(and(vlt(given, both(SMALLEST_NORMAL)), vlt(both(0), given)));
    c.set(normal, select(vmul(given, both(2 ** 54)), given, small));
    c.set(shift, and(both(54), small));
  });
  const result = c.keep('v128', formula(normal.get, shift.get));
  c.if(odd, () => {
    c.set(result, select(both(Number.POSITIVE_INFINITY), result.get, vlt(both(LARGEST), given)));
    c.set(result, select(both(Number.NEGATIVE_INFINITY), result.get, veq(given, both(0))));
    // Also where x is NaN: all comparisons with it fail.
    c.set(result, select(result.get, both(Number.NaN), vge(given, both(0))));
  });
  return result.get;
}
