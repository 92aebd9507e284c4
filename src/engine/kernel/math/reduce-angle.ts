// biome-ignore-all lint/correctness/noPrecisionLoss: the coefficients stand as they were published.

import type { Code, Emit, Local } from '../wasm/code.js';
import type { Func, ModuleBuilder } from '../wasm/module.js';
import {
  add,
  anyTrue,
  bits,
  bitsOfFloat,
  both,
  choose,
  extendU,
  f64,
  fabs,
  fadd,
  fge,
  floatOfBits,
  floatOfS64,
  flt,
  fmul,
  fneg,
  fsub,
  i32,
  i64,
  iand,
  Ladd,
  Land,
  Leqz,
  Lltu,
  Lmul,
  Lor,
  Lshl,
  Lshru,
  Lsub,
  lane,
  loadI64,
  shl,
  shru,
  sub,
  vabs,
  vadd,
  vge,
  vmul,
  vsub,
  withLane,
  wrap,
} from '../wasm/ops.js';
import { ROUNDER } from './bits.js';

type V = Emit<'v128'>;
type F = Emit<'f64'>;
type L = Emit<'i64'>;

/** An angle as `quarters` quarter turns plus high + low, which is at most an eighth of a turn or so. */
export interface Angle {
  readonly high: V;
  readonly low: V;
  /** The number of quarter turns, in the lowest bits of each lane. */
  readonly quarters: V;
}

// Pi/2 in pieces of 33 bits, whose products with a whole number below 2^20 are exact, and what is left.
const PIECE1 = 1.57079632673412561417;
const PIECE2 = 6.0771005063039659766e-11;
const PIECE3 = 2.0222662487111664558e-21;
const PIECE3_REST = 8.47842766036889956997e-32;
const TWO_OVER_PI = 6.36619772367581382433e-1;
/** From here on the pieces are not enough. */
const HUGE = 2 ** 20;

/** Takes whole quarter turns off an angle (Cody & Waite; Payne & Hanek 1983 for huge ones). */
export function reduceAngle(c: Code, x: V): Angle {
  const rounded = c.keep('v128', vadd(vmul(x, both(TWO_OVER_PI)), both(ROUNDER)));
  const n = c.v(vsub(rounded.get, both(ROUNDER)));
  const near = c.v(vsub(x, vmul(n, both(PIECE1))));
  const second = c.v(vmul(n, both(PIECE2)));
  const r = c.v(vsub(near, second));
  const error = c.v(vsub(vsub(near, r), second));
  const third = c.v(vmul(n, both(PIECE3)));
  const s = c.v(vsub(r, third));
  // The error of a difference, whichever of the two is larger (Knuth).
  const part = c.v(vsub(s, r));
  const error2 = vsub(vsub(r, vsub(s, part)), vadd(third, part));
  const rest = c.v(vadd(error, vsub(error2, vmul(n, both(PIECE3_REST)))));
  const high = c.keep('v128', vadd(s, rest));
  const low = c.keep('v128', vsub(rest, vsub(high.get, s)));
  c.if(anyTrue(vge(vabs(x), both(HUGE))), () => {
    for (const index of [0, 1] as const) reduceHugeLane(c, x, index, { rounded, high, low });
  });
  return { high: high.get, low: low.get, quarters: rounded.get };
}

interface Parts {
  readonly rounded: Local<'v128'>;
  readonly high: Local<'v128'>;
  readonly low: Local<'v128'>;
}

function reduceHugeLane(c: Code, x: V, index: 0 | 1, { rounded, high, low }: Parts): void {
  const value = c.f(lane(x, index));
  c.if(fge(fabs(value), f64(HUGE)), () => {
    c.call(hugeReduction(c.module), value);
    const quarters = c.pop('f64');
    const lowPart = c.pop('f64');
    const highPart = c.pop('f64');
    c.set(high, withLane(high.get, index, highPart));
    c.set(low, withLane(low.get, index, lowPart));
    c.set(rounded, withLane(rounded.get, index, fadd(quarters, f64(ROUNDER))));
  });
}

/**
 * Bits of 2/pi after 64 zeros, in words of 64 bits (from the digits of pi; enough for the largest number).
 * 2/pi = 0.A2F9836E 4E441529 ... in base 16.
 */
const TWO_OVER_PI_BITS: readonly bigint[] = [
  0x0000000000000000n,
  0xa2f9836e4e441529n,
  0xfc2757d1f534ddc0n,
  0xdb6295993c439041n,
  0xfe5163abdebbc561n,
  0xb7246e3a424dd2e0n,
  0x06492eea09d1921cn,
  0xfe1deb1cb129a73en,
  0xe88235f52ebb4484n,
  0xe99c7026b45f7e41n,
  0x3991d639835339f4n,
  0x9c845f8bbdf9283bn,
  0x1ff897ffde05980fn,
  0xef2f118b5a0a6d1fn,
  0x6d367ecf27cb09b7n,
  0x4f463f669e5fea2dn,
  0x7527bac7ebe5f17bn,
  0x3d0739f78a5292ean,
  0x6bfb5fb11f8d5d08n,
  0x56033046fc7b6babn,
  0xf0cfbc209af4361dn,
  0xa9e391615ee61b08n,
];

/** (x) -> high, low, quarters, for finite |x| from 2^20 up. */
function hugeReduction(module: ModuleBuilder): Func {
  return module.shared('huge angle', () =>
    module.add(['f64'], ['f64', 'f64', 'f64'], (c) => {
      const x = c.param(0, 'f64').get;
      const raw = c.l(bitsOfFloat(fabs(x)));
      const exponent = c.i(wrap(Lshru(raw, i64(52n))));
      const m = c.l(Lor(Land(raw, i64(0xfffffffffffffn)), i64(0x10000000000000n)));
      // x = m 2^e; bits of 2/pi before number e - 1 give multiples of 4 quarters, which do not matter.
      const position = c.i(add(sub(exponent, i32(1075)), i32(64 - 2)));
      const table = c.module.pool.block(TWO_OVER_PI_BITS);
      const pointer = c.i(shl(shru(position, i32(6)), i32(3)));
      const bit = c.l(extendU(iand(position, i32(63))));
      const word = (k: number): L =>
        c.l(
          Lor(
            Lshl(loadI64(pointer, table + 8 * k), bit),
            Lshru(Lshru(loadI64(pointer, table + 8 * (k + 1)), i64(1n)), Lsub(i64(63n), bit)),
          ),
        );
      const [w0, w1, w2] = [word(0), word(1), word(2)];
      // m times the 192 bits, modulo 2^192: two bits of quarters, 190 of a fraction.
      const low1 = c.l(Lmul(m, w1));
      const r1 = c.l(Ladd(low1, highProduct(c, m, w2)));
      const carry = extendU(Lltu(r1, low1));
      const r0 = c.l(Ladd(Ladd(Lmul(m, w0), highProduct(c, m, w1)), carry));
      const r2 = c.l(Lmul(m, w2));
      const f0 = c.l(Lor(Lshl(r0, i64(2n)), Lshru(r1, i64(62n))));
      const f1 = c.l(Lor(Lshl(r1, i64(2n)), Lshru(r2, i64(62n))));
      // To the nearest quarter: a fraction from 1/2 up is taken from 1, and negative.
      const upper = c.l(Lshru(f0, i64(63n)));
      const quarters = c.f(floatOfS64(Ladd(Lshru(r0, i64(62n)), upper)));
      const flip = c.l(Lsub(i64(0n), upper));
      const g1 = c.l(Lsub(xor64(f1, flip), flip));
      const g0 = c.l(Ladd(xor64(f0, flip), Land(upper, extendU(Leqz(g1)))));
      const whole = c.f(floatOfS64(g0));
      // What the conversion rounded off, exactly: |g0| is at most 2^63.
      const rest = c.f(floatOfS64(Lsub(g0, truncate(whole))));
      const tail = c.f(
        fadd(fmul(rest, f64(2 ** -64)), fmul(floatOfS64(Lshru(g1, i64(1n))), f64(2 ** -127))),
      );
      const head = c.f(fmul(whole, f64(2 ** -64)));
      const a = c.f(fadd(head, tail));
      const b = c.f(fsub(tail, fsub(a, head)));
      const [high, low] = timesHalfPi(c, a, b);
      const negative = c.i(xor32(flt(x, f64(0)), wrap(upper)));
      c.result(choose(fneg(high), high, negative));
      c.result(choose(fneg(low), low, negative));
      c.result(choose(fneg(quarters), quarters, flt(x, f64(0))));
    }),
  );
}

const xor64 =
  (a: L, b: L): L =>
  (c) => {
    a(c);
    b(c);
    c.op(0x85);
  };

const xor32 =
  (a: Emit<'i32'>, b: Emit<'i32'>): Emit<'i32'> =>
  (c) => {
    a(c);
    b(c);
    c.op(0x73);
  };

const truncate =
  (a: F): L =>
  (c) => {
    a(c);
    c.op(0xfc);
    c.u32(6);
  };

/** The upper 64 bits of a product of unsigned numbers. */
function highProduct(c: Code, a: L, b: L): L {
  const low = (v: L): L => Land(v, i64(0xffffffffn));
  const high = (v: L): L => Lshru(v, i64(32n));
  const cross = c.l(Ladd(Lmul(high(a), low(b)), high(Lmul(low(a), low(b)))));
  const middle = c.l(Ladd(Lmul(low(a), high(b)), low(cross)));
  return c.l(Ladd(Ladd(Lmul(high(a), high(b)), high(cross)), high(middle)));
}

const HALF_PI = 1.57079632679489661923;
const HALF_PI_REST = 6.12323399573676603587e-17;

/** (a + b) times pi/2, as a sum of two. */
function timesHalfPi(c: Code, a: F, b: F): readonly [F, F] {
  const halves = (v: F): readonly [F, F] => {
    const top = c.f(floatOfBits(Land(bitsOfFloat(v), i64(0xfffffffff8000000n))));
    return [top, c.f(fsub(v, top))];
  };
  const [aHigh, aLow] = halves(a);
  const [pHigh, pLow] = halves(f64(HALF_PI));
  const product = c.f(fmul(a, f64(HALF_PI)));
  const error = fadd(
    fadd(fsub(fmul(aHigh, pHigh), product), fadd(fmul(aHigh, pLow), fmul(aLow, pHigh))),
    fmul(aLow, pLow),
  );
  const rest = c.f(fadd(error, fadd(fmul(a, f64(HALF_PI_REST)), fmul(b, f64(HALF_PI)))));
  const high = c.f(fadd(product, rest));
  return [high, c.f(fsub(rest, fsub(high, product)))];
}

/** All bits where bit `bit` of the lane is set. */
export function bitMask(c: Code, value: V, bit: number): V {
  // Moved to the sign and compared with 0 as a whole number.
  const moved = (code: Code) => {
    value(code);
    i32(63 - bit)(code);
    code.simd(0xcb);
  };
  return c.v((code) => {
    moved(code);
    bits(0n)(code);
    code.simd(0xd8);
  });
}
