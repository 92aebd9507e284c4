// biome-ignore-all lint/correctness/noPrecisionLoss: the coefficients stand as they were published.

import type { Code, Emit } from '../wasm/code.js';
import {
  and,
  bits,
  both,
  not,
  or,
  select,
  vabs,
  vadd,
  vdiv,
  vge,
  vle,
  vlt,
  vmul,
  vsub,
  xor,
} from '../wasm/ops.js';
import { HIGH_WORD, LARGEST, SIGN_BIT } from './bits.js';
import { horner } from './exp.js';
import type { Angle } from './reduce-angle.js';
import { bitMask, reduceAngle } from './reduce-angle.js';

type V = Emit<'v128'>;

// The polynomials are those of fdlibm and FreeBSD's msun (Sun Microsystems 1993 and 2004, freely granted).

const S1 = -1.66666666666666324348e-1;
const S = [
  1.58969099521155010221e-10, -2.50507602534068634195e-8, 2.75573137070700676789e-6,
  -1.98412698298579493134e-4, 8.33333333332248946124e-3,
] as const;

const C_LOW = [
  2.48015872894767294178e-5, -1.38888888888741095749e-3, 4.16666666666666019037e-2,
] as const;
const C_HIGH = [
  -1.13596475577881948265e-11, 2.0875723212981748279e-9, -2.75573143513906633035e-7,
] as const;

function kernelSin(c: Code, { high: x, low: y }: Angle): V {
  const z = c.v(vmul(x, x));
  const v = c.v(vmul(z, x));
  const r = horner(z, S);
  const inner = vsub(vmul(z, vsub(vmul(both(0.5), y), vmul(v, r))), y);
  return c.v(vsub(x, vsub(inner, vmul(v, both(S1)))));
}

function kernelCos(c: Code, { high: x, low: y }: Angle): V {
  const z = c.v(vmul(x, x));
  const z2 = c.v(vmul(z, z));
  const r = vadd(vmul(z, horner(z, C_LOW)), vmul(vmul(z2, z2), horner(z, C_HIGH)));
  const half = c.v(vmul(both(0.5), z));
  const w = c.v(vsub(both(1), half));
  return c.v(vadd(w, vadd(vsub(vsub(both(1), w), half), vsub(vmul(z, r), vmul(x, y)))));
}

/** Infinity has no angle; a tiny angle is its own sine and tangent, with its sign. */
function finish(x: V, value: V, tiny: boolean): V {
  const known = tiny ? select(x, value, vlt(vabs(x), both(2 ** -27))) : value;
  return select(known, both(Number.NaN), vle(vabs(x), both(LARGEST)));
}

/** The sine, in both lanes. Error below 1 unit in the last place for every number; NaN for ±Infinity. */
export function sin(c: Code, x: V): V {
  const angle = reduceAngle(c, x);
  const value = select(kernelCos(c, angle), kernelSin(c, angle), bitMask(c, angle.quarters, 0));
  const sign = and(bits(SIGN_BIT), bitMask(c, angle.quarters, 1));
  return finish(x, xor(value, sign), true);
}

/** The cosine, in both lanes. Error below 1 unit in the last place for every number; NaN for ±Infinity. */
export function cos(c: Code, x: V): V {
  const angle = reduceAngle(c, x);
  const odd = bitMask(c, angle.quarters, 0);
  const value = select(kernelSin(c, angle), kernelCos(c, angle), odd);
  const sign = and(bits(SIGN_BIT), xor(odd, bitMask(c, angle.quarters, 1)));
  return finish(x, xor(value, sign), false);
}

const T0 = 3.33333333333334091986e-1;
const T_ODD = [
  -1.85586374855275456654e-5, 7.817944429395570923e-5, 5.88041240820264096874e-4,
  3.59207910759131235356e-3, 2.18694882948595424599e-2, 1.33333333333201242699e-1,
] as const;
const T_EVEN = [
  2.59073051863633712884e-5, 7.14072491382608190305e-5, 2.46463134818469906812e-4,
  1.45620945432529025516e-3, 8.86323982359930005737e-3, 5.39682539762260521377e-2,
] as const;
const QUARTER_PI = 7.85398163397448278999e-1;
const QUARTER_PI_REST = 3.06161699786838301793e-17;

/** The tangent, in both lanes. Error below 1 unit in the last place for every number; NaN for ±Infinity. */
export function tan(c: Code, x: V): V {
  const angle = reduceAngle(c, x);
  const odd = bitMask(c, angle.quarters, 0);
  const sign = c.v(and(angle.high, bits(SIGN_BIT)));
  const wide = c.v(vge(vabs(angle.high), both(0.67434)));
  // Wide angles are measured from an eighth of a turn.
  const flip = c.v(and(sign, wide));
  const gapHigh = vsub(both(QUARTER_PI), xor(angle.high, flip));
  const gapLow = vsub(both(QUARTER_PI_REST), xor(angle.low, flip));
  const a = c.v(select(vadd(gapHigh, gapLow), angle.high, wide));
  const y = c.v(and(angle.low, not(wide)));
  const z = c.v(vmul(a, a));
  const w = c.v(vmul(z, z));
  const s = c.v(vmul(z, a));
  const sum = vadd(horner(w, T_ODD), vmul(z, horner(w, T_EVEN)));
  const r = c.v(vadd(vadd(y, vmul(z, vadd(vmul(s, sum), y))), vmul(both(T0), s)));
  const t = c.v(vadd(a, r));
  const unit = c.v(select(both(-1), both(1), odd));
  const far = xor(
    vsub(unit, vmul(both(2), vsub(a, vsub(vdiv(vmul(t, t), vadd(t, unit)), r)))),
    sign,
  );
  const near = select(minusInverse(c, t, a, r), t, odd);
  return finish(x, select(far, near, wide), true);
}

/** -1 / (x + r), where t = x + r was rounded. */
function minusInverse(c: Code, t: V, x: V, r: V): V {
  const high = c.v(and(t, bits(HIGH_WORD)));
  const low = c.v(vsub(r, vsub(high, x)));
  const a = c.v(vdiv(both(-1), t));
  const aHigh = c.v(and(a, bits(HIGH_WORD)));
  const s = vadd(both(1), vmul(aHigh, high));
  return c.v(vadd(aHigh, vmul(a, vadd(s, vmul(aHigh, low)))));
}

const A_ODD = [
  1.62858201153657823623e-2, 4.97687799461593236017e-2, 6.66107313738753120669e-2,
  9.09088713343650656196e-2, 1.42857142725034663711e-1, 3.33333333333329318027e-1,
] as const;
const A_EVEN = [
  -3.6531572744216915527e-2, -5.83357013379057348645e-2, -7.69187620504482999495e-2,
  -1.1111110405462355788e-1, -1.99999999998764832476e-1,
] as const;

/** The arc tangent, in both lanes. Error below 1 unit in the last place; atan(±Infinity) = ±pi/2. */
export function atan(c: Code, x: V): V {
  const size = c.v(vabs(x));
  let top: V = both(-1);
  let bottom: V = size;
  let high: V = both(1.570796326794896558);
  let low: V = both(6.12323399573676603587e-17);
  const pieces = [
    {
      below: 39 / 16,
      top: vsub(size, both(1.5)),
      bottom: vadd(both(1), vmul(both(1.5), size)),
      value: [9.82793723247329054082e-1, 1.39033110312309984516e-17],
    },
    {
      below: 19 / 16,
      top: vsub(size, both(1)),
      bottom: vadd(size, both(1)),
      value: [QUARTER_PI, QUARTER_PI_REST],
    },
    {
      below: 11 / 16,
      top: vsub(vadd(size, size), both(1)),
      bottom: vadd(both(2), size),
      value: [4.63647609000806093515e-1, 2.26987774529616870924e-17],
    },
    { below: 7 / 16, top: size, bottom: both(1), value: [0, 0] },
  ] as const;
  for (const piece of pieces) {
    const here = c.v(vlt(size, both(piece.below)));
    top = c.v(select(piece.top, top, here));
    bottom = c.v(select(piece.bottom, bottom, here));
    high = c.v(select(both(piece.value[0]), high, here));
    low = c.v(select(both(piece.value[1]), low, here));
  }
  const t = c.v(vdiv(top, bottom));
  const z = c.v(vmul(t, t));
  const w = c.v(vmul(z, z));
  const sum = vadd(vmul(z, horner(w, A_ODD)), vmul(w, horner(w, A_EVEN)));
  const value = vsub(high, vsub(vsub(vmul(t, sum), low), t));
  return or(vabs(value), and(x, bits(SIGN_BIT)));
}
