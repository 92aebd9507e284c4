// biome-ignore-all lint/correctness/noPrecisionLoss: the coefficients stand as they were published.

import type { Code, Emit, Local } from '../wasm/code.js';
import {
  and,
  andNot,
  anyTrue,
  bits,
  bitsOf,
  both,
  firstLanes,
  i32,
  iand,
  ior,
  ladd,
  leq,
  lgt,
  load,
  loadLane,
  loadZero,
  lowWord,
  lshru,
  lsub,
  not,
  numberOf,
  or,
  secondLanes,
  select,
  vabs,
  vadd,
  veq,
  vfloor,
  vge,
  vgt,
  vle,
  vlt,
  vmul,
  vne,
  vsub,
  xor,
} from '../wasm/ops.js';
import { HIGH_WORD, LARGEST, SIGN_BIT, SMALLEST_NORMAL } from './bits.js';
import type { Power } from './exp.js';
import { FAST_UP_TO, inOneStep, inTwoSteps, reduced } from './exp.js';
import { INTERVALS, LN2_HIGH, LN2_LOW, logTable, OCTAVE, ROW_BYTES } from './log-table.js';

type V = Emit<'v128'>;

// log(1 + r) - r = r² (-1/2 + r/3 - r²/4 + ...).
const [A2, A3, A4, A5, A6, A7, A8] = [-1 / 2, 1 / 3, -1 / 4, 1 / 5, -1 / 6, 1 / 7, -1 / 8] as const;

/** A value as the unevaluated sum of two. */
interface Pair {
  readonly high: V;
  readonly low: V;
}

/**
 * x to the power y, in both lanes, as JavaScript's `**` has it: 1 for y = 0, NaN for a negative x with a
 * fractional y, NaN for ±1 to the power ±Infinity. Error below 1 unit in the last place.
 *
 * The method: log(x) to about 62 bits from a table and a short series (Tang 1990, "Table-driven implementation of
 * the logarithm function"), times y by halves, whose products are exact, and e to that power as in `exp`.
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
  const { z, power } = powerOf(c, y, logOf(c, ax.get, shift.get));
  const result = c.keep('v128', inOneStep(c, power));
  // Not below: also where y is not finite.
  c.if(ior(odd, anyTrue(not(vlt(vabs(z), both(FAST_UP_TO))))), () => {
    c.set(result, inTwoSteps(c, power));
    setSpecialValues(c, x, y, z, result);
  });
  return result.get;
}

/**
 * `pow` without a branch: the same bits where x is a positive normal number, or 0 with a positive y, and the
 * logarithm of the result is within 660. Other lanes are cleared in `fine`.
 * @param known the exponent, where it is the same number always.
 */
export function powFast(c: Code, base: V, exponent: V, fine: Local<'v128'>, known?: number): V {
  const x = c.v(base);
  const y = known === undefined ? c.v(exponent) : both(known);
  const { z, power } = powerOf(c, y, logOf(c, x), known);
  const usual = and(isNormal(x), vlt(vabs(z), both(FAST_UP_TO)));
  const result = inOneStep(c, power);
  if (known !== undefined && !(known > 0)) {
    c.set(fine, and(fine.get, usual));
    return result;
  }
  const isZero = leq(x, both(0));
  const zero = c.v(known === undefined ? and(isZero, vlt(both(0), y)) : isZero);
  c.set(fine, and(fine.get, or(usual, zero)));
  return andNot(result, zero);
}

/** Positive, finite and not below the normal range: adding moves just those bits to the upper end of the whole numbers. */
function isNormal(x: V): V {
  return lgt(ladd(x, bits(0x0010000000000000n)), bits(0x001fffffffffffffn));
}

const truncate = (a: V): V => and(a, bits(HIGH_WORD));

/** log(x), for a positive normal x, less `shift` times log 2. */
function logOf(c: Code, x: V, shift?: V): Pair {
  // x = 2^k z, with z in the octave of the table.
  const lifted = c.v(ladd(x, bits(0x3ff0000000000000n - OCTAVE)));
  const exponent = vsub(
    or(lshru(lifted, 52), bits(0x4330000000000000n)),
    both(4503599627370496 + 1023),
  );
  const k = c.v(shift === undefined ? exponent : vsub(exponent, shift));
  const z = c.v(ladd(lsub(x, and(lifted, bits(0xfff0000000000000n))), bits(0x3ff0000000000000n)));
  const table = c.module.once('logarithms', () => c.module.pool.block(logTable()));
  // The interval is in the seven bits after the exponent.
  const place = c.v(lshru(lifted, 40));
  const row = (index: 0 | 1) => {
    const at = c.i(iand(lowWord(place, index), i32((INTERVALS - 1) * ROW_BYTES)));
    return { at, start: c.v(load(at, table)) };
  };
  const [row0, row1] = [row(0), row(1)];
  const inverse = c.v(firstLanes(row0.start, row1.start));
  const logHigh = secondLanes(row0.start, row1.start);
  const logLow = loadLane(loadZero(row0.at, table + 16), 1, row1.at, table + 16);
  // z / c = 1 + r, exactly in two parts.
  const zHigh = c.v(truncate(z));
  const rHigh = c.v(vsub(vmul(zHigh, inverse), both(1)));
  const rLow = c.v(vmul(vsub(z, zHigh), inverse));
  const r = c.v(vadd(rHigh, rLow));
  const r2 = c.v(vmul(r, r));
  const end = vadd(vadd(both(A6), vmul(r, both(A7))), vmul(r2, both(A8)));
  const middle = vadd(vadd(both(A4), vmul(r, both(A5))), vmul(r2, end));
  const series = c.v(vmul(r2, vadd(vadd(both(A2), vmul(r, both(A3))), vmul(r2, middle))));
  const base = c.v(vadd(vmul(k, both(LN2_HIGH)), logHigh));
  const high = c.v(vadd(base, r));
  // What rounding took from r, and from the sum.
  const rest = vadd(vadd(vsub(base, high), r), vadd(vsub(rHigh, r), rLow));
  const low = vadd(vadd(vadd(vmul(k, both(LN2_LOW)), logLow), rest), series);
  return { high, low: c.v(low) };
}

/** y times a logarithm, as z, and e to that power. */
function powerOf(
  c: Code,
  y: V,
  log: Pair,
  known?: number,
): { readonly z: V; readonly power: Power } {
  const logHigh = c.v(truncate(log.high));
  const logLow = c.v(vadd(vsub(log.high, logHigh), log.low));
  const yHigh = known === undefined ? c.v(truncate(y)) : both(truncated(known));
  const yLow = known === undefined ? vsub(y, yHigh) : both(known - truncated(known));
  const low = c.v(vadd(vmul(yLow, logHigh), vmul(y, logLow)));
  const high = c.v(vmul(yHigh, logHigh));
  const z = c.v(vadd(high, low));
  return { z, power: reduced(c, z, high, low) };
}

function truncated(value: number): number {
  return numberOf(bitsOf(value) & HIGH_WORD);
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
  put(infinity, vgt(z, both(755)));
  put(both(0), vlt(z, both(-755)));
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
