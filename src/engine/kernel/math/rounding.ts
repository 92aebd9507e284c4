import type { Code, Emit } from '../wasm/code.js';
import { and, bits, both, or, select, vabs, vadd, vfloor, vgt, vlt, vsub } from '../wasm/ops.js';
import { SIGN_BIT } from './bits.js';

type V = Emit<'v128'>;

/** To the nearest whole number, halves away from 0; exact. */
export function round(c: Code, x: V): V {
  const given = c.v(x);
  const size = c.v(vabs(given));
  const whole = c.v(vfloor(size));
  const rounded = select(whole, vadd(whole, both(1)), vlt(vsub(size, whole), both(0.5)));
  return or(rounded, and(given, bits(SIGN_BIT)));
}

/** 1, -1, or x itself where that is 0 or NaN. */
export function sign(c: Code, x: V): V {
  const given = c.v(x);
  const one = or(and(given, bits(SIGN_BIT)), both(1));
  return select(one, given, vgt(vabs(given), both(0)));
}
