// biome-ignore-all lint/correctness/noPrecisionLoss: the coefficients stand as they were published.

import type { Code, Emit } from '../wasm/code.js';
import { and, bits, both, or, select, vabs, vadd, vdiv, vge, vmul, vsub } from '../wasm/ops.js';
import { SIGN_BIT } from './bits.js';
import { exp, horner } from './exp.js';

type V = Emit<'v128'>;

const P = [
  -9.64399179425052238628e-1, -9.92877231001918586564e1, -1.61468768441708447952e3,
] as const;
const Q = [
  1, 1.12811678491632931402e2, 2.23548839060100448583e3, 4.84406305325125486048e3,
] as const;

/**
 * The hyperbolic tangent, in both lanes. Error below 1.3 units in the last place; exact at ±0, ±Infinity.
 *
 * The method is that of Cephes (Moshier 1995): a rational function below 0.625, else 1 - 2 / (e^2x + 1).
 */
export function tanh(c: Code, x: V): V {
  const size = c.v(vabs(x));
  const z = c.v(vmul(size, size));
  const small = vadd(size, vmul(vmul(size, z), vdiv(horner(z, P), horner(z, Q))));
  const e = c.v(exp(c, vadd(size, size)));
  const large = vsub(both(1), vdiv(both(2), vadd(e, both(1))));
  const value = select(large, small, vge(size, both(0.625)));
  return or(value, and(x, bits(SIGN_BIT)));
}
