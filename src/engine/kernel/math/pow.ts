// biome-ignore-all lint/correctness/noPrecisionLoss: the coefficients stand as they were published.

import type { Code, Emit, Local } from '../wasm/code.js';
import {
  and,
  andNot,
  anyTrue,
  bits,
  both,
  ladd,
  leq,
  lshru,
  lsub,
  not,
  or,
  select,
  vabs,
  vadd,
  vdiv,
  veq,
  vfloor,
  vge,
  vgt,
  vle,
  vlt,
  vmul,
  vne,
  vpmax,
  vpmin,
  vsub,
  xor,
} from '../wasm/ops.js';
import { HIGH_WORD, LARGEST, ROUNDER, SIGN_BIT, SMALLEST_NORMAL } from './bits.js';
import { horner, inTwoSteps, single } from './exp.js';

type V = Emit<'v128'>;

// log2(1.5), in two parts.
const LOG2_1_5_HIGH = 5.84962487220764160156e-1;
const LOG2_1_5_LOW = 1.35003920212974897128e-8;
// (3/2) (log(x) - 2s - 2/3 s³), highest power first.
const L = [
  2.06975017800338417784e-1, 2.30660745775561754067e-1, 2.72728123808534006489e-1,
  3.33333329818377432918e-1, 4.28571428578550184252e-1, 5.99999999999994648725e-1,
] as const;
const P = [
  4.13813679705723846039e-8, -1.6533902205465251539e-6, 6.61375632143793436117e-5,
  -2.77777777770155933842e-3, 1.66666666666666019037e-1,
] as const;
const LN2 = 6.93147180559945286227e-1;
const LN2_HIGH = 6.93147182464599609375e-1;
const LN2_LOW = -1.90465429995776804525e-9;
// 2 / (3 ln 2), whole and in two parts.
const CP = 9.61796693925975554329e-1;
const CP_HIGH = 9.61796700954437255859e-1;
const CP_LOW = -7.02846165095275826516e-9;

/** A value as the unevaluated sum of two, the first with its lower half clear. */
interface Pair {
  readonly high: V;
  readonly low: V;
}

/**
 * x to the power y, in both lanes, as JavaScript's `**` has it: 1 for y = 0, NaN for a negative x with a
 * fractional y, NaN for ±1 to the power ±Infinity. Error below 0.8 units in the last place.
 *
 * The method is that of fdlibm's `e_pow.c` (Sun Microsystems 2004, freely granted): log2(x) to about 70 bits,
 * times y, and 2 to that power.
 */
export function pow(c: Code, base: V, exponent: V): V {
  const x = c.v(base);
  const y = c.v(exponent);
  const ax = c.keep('v128', x);
  const shift = c.keep('v128', both(0));
  const odd = c.i(anyTrue(not(and(vge(x, both(SMALLEST_NORMAL)), vle(x, both(LARGEST))))));
  c.if(odd, () => {
    const size = c.v(vabs(x));
    const small = c.v(vlt(size, both(SMALLEST_NORMAL)));
    c.set(ax, select(vmul(size, both(2 ** 54)), size, small));
    c.set(shift, and(both(54), small));
    // What follows needs a positive finite number; the result is put right in the end.
    c.set(ax, select(ax.get, both(1), and(vgt(size, both(0)), vle(size, both(LARGEST)))));
  });
  const { z, value, rounded } = powerOf(c, y, log2(c, ax.get, shift.get));
  const result = c.keep('v128', single(value, rounded));
  // Not below 1000: also where y is not finite.
  c.if(or32(odd, anyTrue(not(vlt(vabs(z), both(1000))))), () => {
    c.set(result, inTwoSteps(c, value, rounded));
    setSpecialValues(c, x, y, z, result);
  });
  return result.get;
}

/**
 * `pow` without a branch: the same bits where x is a positive normal number, or 0 with a positive y, and the result
 * is within 2^±1000. Other lanes are cleared in `fine`.
 */
export function powFast(c: Code, base: V, exponent: V, fine: Local<'v128'>): V {
  const x = c.v(base);
  const y = c.v(exponent);
  const { z, value, rounded } = powerOf(c, y, log2(c, x, both(0)));
  const usual = and(
    and(vge(x, both(SMALLEST_NORMAL)), vle(x, both(LARGEST))),
    vlt(vabs(z), both(1000)),
  );
  const zero = c.v(and(leq(x, both(0)), vlt(both(0), y)));
  c.set(fine, and(fine.get, or(usual, zero)));
  return andNot(single(value, rounded), zero);
}

/** y times a logarithm, as z, and 2 to that power. */
function powerOf(
  c: Code,
  y: V,
  log: Pair,
): { readonly z: V; readonly value: V; readonly rounded: V } {
  const product = times(c, y, log);
  const z = c.v(vadd(product.low, product.high));
  return { z, ...powerOfTwo(c, product, z) };
}

const or32 =
  (a: Emit<'i32'>, b: Emit<'i32'>): Emit<'i32'> =>
  (c) => {
    a(c);
    b(c);
    c.op(0x72);
  };

const truncate = (a: V): V => and(a, bits(HIGH_WORD));

/** log2(x), for a positive normal x, less `shift`. */
function log2(c: Code, x: V, shift: V): Pair {
  // x = 2^n m, with m from sqrt(3)/2 to sqrt(3), near 1 or near 1.5.
  const lifted = c.v(ladd(x, bits(0x3ff0000000000000n - 0x3febb67ae8584caan)));
  const n = c.v(
    vsub(
      vsub(or(lshru(lifted, 52), bits(0x4330000000000000n)), both(4503599627370496 + 1023)),
      shift,
    ),
  );
  const m = c.v(ladd(lsub(x, and(lifted, bits(0xfff0000000000000n))), bits(0x3ff0000000000000n)));
  const upper = c.v(vge(m, both(1.224744871391589)));
  const centre = c.v(select(both(1.5), both(1), upper));
  // s = (m - centre) / (m + centre), in two parts.
  const u = c.v(vsub(m, centre));
  const sum = c.v(vadd(m, centre));
  const v = c.v(vdiv(both(1), sum));
  const s = c.v(vmul(u, v));
  const sHigh = c.v(truncate(s));
  const sumHigh = c.v(truncate(sum));
  const sumLow = vsub(m, vsub(sumHigh, centre));
  const sLow = c.v(vmul(v, vsub(vsub(u, vmul(sHigh, sumHigh)), vmul(sHigh, sumLow))));
  // log(m) = 2s + 2/3 s³ + ...
  const s2 = c.v(vmul(s, s));
  const r = c.v(vadd(vmul(vmul(s2, s2), horner(s2, L)), vmul(sLow, vadd(sHigh, s))));
  const square = c.v(vmul(sHigh, sHigh));
  const tHigh = c.v(truncate(vadd(vadd(both(3), square), r)));
  const tLow = vsub(r, vsub(vsub(tHigh, both(3)), square));
  const first = c.v(vmul(sHigh, tHigh));
  const second = c.v(vadd(vmul(sLow, tHigh), vmul(tLow, s)));
  // Times 2 / (3 ln 2), plus log2 of the centre, plus n.
  const pHigh = c.v(truncate(vadd(first, second)));
  const pLow = vsub(second, vsub(pHigh, first));
  const zHigh = c.v(vmul(both(CP_HIGH), pHigh));
  const zLow = c.v(
    vadd(vadd(vmul(both(CP_LOW), pHigh), vmul(pLow, both(CP))), and(both(LOG2_1_5_LOW), upper)),
  );
  const offset = c.v(and(both(LOG2_1_5_HIGH), upper));
  const high = c.v(truncate(vadd(vadd(vadd(zHigh, zLow), offset), n)));
  const low = c.v(vsub(zLow, vsub(vsub(vsub(high, n), offset), zHigh)));
  return { high, low };
}

function times(c: Code, y: V, log: Pair): Pair {
  const yHigh = c.v(truncate(y));
  const low = vadd(vmul(vsub(y, yHigh), log.high), vmul(y, log.low));
  return { low: c.v(low), high: c.v(vmul(yHigh, log.high)) };
}

/** 2^(high + low) = value 2^k, with k in the low bits of `rounded`; past ±1100 the value is anything. */
function powerOfTwo(c: Code, p: Pair, z: V): { readonly value: V; readonly rounded: V } {
  const rounded = c.v(vadd(vpmax(vpmin(z, both(1100)), both(-1100)), both(ROUNDER)));
  const high = c.v(vsub(p.high, vsub(rounded, both(ROUNDER))));
  const t = c.v(truncate(vadd(p.low, high)));
  const u = c.v(vmul(t, both(LN2_HIGH)));
  const v = c.v(vadd(vmul(vsub(p.low, vsub(t, high)), both(LN2)), vmul(t, both(LN2_LOW))));
  const x = c.v(vadd(u, v));
  const w = c.v(vsub(v, vsub(x, u)));
  const x2 = c.v(vmul(x, x));
  const q = c.v(vsub(x, vmul(x2, horner(x2, P))));
  const r = vsub(vdiv(vmul(x, q), vsub(q, both(2))), vadd(w, vmul(x, w)));
  return { value: c.v(vsub(both(1), vsub(r, x))), rounded };
}

/** Sets right what is past the range, and what the rules say about 0, Infinity, NaN and negative bases. */
function setSpecialValues(
  c: Code,
  x: V,
  y: V,
  z: V,
  result: { readonly get: V; readonly index: number; readonly valueType: 'v128' },
): void {
  const put = (value: V, where: V) => c.set(result, select(value, result.get, where));
  const infinity = both(Number.POSITIVE_INFINITY);
  const size = c.v(vabs(x));
  put(infinity, vgt(z, both(1090)));
  put(both(0), vlt(z, both(-1090)));
  // 0 and Infinity, and any number to the power ±Infinity: 0 or Infinity.
  const zero = c.v(veq(size, both(0)));
  const endless = c.v(vgt(size, both(LARGEST)));
  const wild = vgt(vabs(y), both(LARGEST));
  const below = or(zero, and(wild, vlt(size, both(1))));
  const above = or(endless, and(wild, vgt(size, both(1))));
  const rising = c.v(vgt(y, both(0)));
  const grows = or(and(above, rising), andNot(below, rising));
  const shrinks = or(and(below, rising), andNot(above, rising));
  put(infinity, grows);
  put(both(0), shrinks);
  put(both(Number.NaN), and(veq(size, both(1)), vgt(vabs(y), both(LARGEST))));
  // A negative base: the sign of an odd power, no fractional power. -0 counts as negative.
  const whole = c.v(veq(vfloor(y), y));
  const half = c.v(vmul(y, both(0.5)));
  const isOdd = and(whole, vne(vfloor(half), half));
  c.set(result, xor(result.get, and(and(x, bits(SIGN_BIT)), isOdd)));
  const negative = and(vlt(x, both(0)), vle(size, both(LARGEST)));
  put(both(Number.NaN), andNot(negative, whole));
  put(both(Number.NaN), or(vne(x, x), vne(y, y)));
  put(both(1), veq(y, both(0)));
}
