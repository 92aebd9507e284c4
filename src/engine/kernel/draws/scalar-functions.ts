// biome-ignore-all lint/correctness/noPrecisionLoss: the coefficients stand as they were published.
import {
  CENTRE_BOTTOM,
  CENTRE_TOP,
  HALF_LOG_TWO_PI,
  MIDDLE_BOTTOM,
  MIDDLE_TOP,
  TAIL_BOTTOM,
  TAIL_TOP,
} from '../../random/special.js';
import { exp } from '../math/exp.js';
import { log } from '../math/log.js';
import { pow } from '../math/pow.js';
import type { Code, Emit } from '../wasm/code.js';
import type { Func, ModuleBuilder } from '../wasm/module.js';
import {
  add,
  bitsOf,
  call,
  choose,
  f64,
  fabs,
  fadd,
  fdiv,
  feq,
  fle,
  flt,
  fmul,
  fneg,
  fsqrt,
  fsub,
  i32,
  lane,
  loadF64,
  shl,
  splat,
  truncU32,
} from '../wasm/ops.js';

type F = Emit<'f64'>;
type V = Emit<'v128'>;

// The module's own functions for single numbers: one lane of the vector functions, so the bits are the same.

function scalarOf(module: ModuleBuilder, name: string, write: (c: Code, x: V, y: V) => V): Func {
  return module.shared(`scalar ${name}`, () =>
    module.add(['f64', 'f64'], ['f64'], (c) => {
      const value = write(c, c.v(splat(c.param(0, 'f64').get)), c.v(splat(c.param(1, 'f64').get)));
      c.result(lane(value, 0));
    }),
  );
}

export const expOf =
  (x: F): F =>
  (c) =>
    call<'f64'>(scalarOf(c.module, 'exp', exp), x, f64(0))(c);

export const logOf =
  (x: F): F =>
  (c) =>
    call<'f64'>(scalarOf(c.module, 'log', log), x, f64(0))(c);

export const powOf =
  (x: F, y: F): F =>
  (c) =>
    call<'f64'>(scalarOf(c.module, 'pow', pow), x, y)(c);

function function1(name: string, write: (c: Code, x: F) => void): (x: F) => F {
  return (x) => (c) => {
    const { module } = c;
    const func = module.shared(name, () =>
      module.add(['f64'], ['f64'], (inner) => write(inner, inner.param(0, 'f64').get)),
    );
    call<'f64'>(func, x)(c);
  };
}

/** log(1 + x), for x above -1: what rounding takes from 1 + x is given back to first order. */
export const log1pOf = function1('log1p', (c, x) => {
  const u = c.f(fadd(f64(1), x));
  const rest = fdiv(fsub(x, fsub(u, f64(1))), u);
  c.result(choose(x, fadd(logOf(u), rest), feq(u, f64(1))));
});

function horner(x: F, coefficients: readonly number[]): F {
  return coefficients.reduce<F>((sum, one) => fadd(fmul(sum, x), f64(one)), f64(0));
}

/** The quantile of the standard normal, as `random/special.ts` has it. */
export const normalQuantileOf = function1('normal quantile', (c, p) => {
  const q = c.f(fsub(p, f64(0.5)));
  c.if(fle(fabs(q), f64(0.425)), () => {
    const r = c.f(fsub(f64(0.180625), fmul(q, q)));
    c.return(fdiv(fmul(q, horner(r, CENTRE_TOP)), horner(r, CENTRE_BOTTOM)));
  });
  const tail = choose(p, fsub(f64(1), p), flt(q, f64(0)));
  const r = c.f(fsqrt(fneg(logOf(tail))));
  const x = c.keep('f64', f64(0));
  c.if(
    fle(r, f64(5)),
    () => {
      const s = c.f(fsub(r, f64(1.6)));
      c.set(x, fdiv(horner(s, MIDDLE_TOP), horner(s, MIDDLE_BOTTOM)));
    },
    () => {
      const s = c.f(fsub(r, f64(5)));
      c.set(x, fdiv(horner(s, TAIL_TOP), horner(s, TAIL_BOTTOM)));
    },
  );
  c.result(choose(fneg(x.get), x.get, flt(q, f64(0))));
});

/** Factorials up to 17!, which are exact. */
const FACTORIALS: readonly number[] = (() => {
  const list = [1];
  for (let k = 1; k <= 17; k++) list.push((list[k - 1] ?? 1) * k);
  return list;
})();

/** The natural logarithm of k!, as `random/special.ts` has it. */
export const logFactorialOf = function1('log factorial', (c, k) => {
  c.if(fle(k, f64(17)), () => {
    const table = c.module.pool.block(FACTORIALS.map(bitsOf));
    c.return(logOf(loadF64(add(i32(table), shl(truncU32(k), i32(3))), 0)));
  });
  const x = c.f(fadd(k, f64(1)));
  const inverse = c.f(fdiv(f64(1), x));
  const square = c.f(fmul(inverse, inverse));
  const inner = fsub(f64(1 / 1260), fdiv(square, f64(1680)));
  const series = fmul(
    inverse,
    fsub(f64(1 / 12), fmul(square, fsub(f64(1 / 360), fmul(square, inner)))),
  );
  const main = fsub(fmul(fsub(x, f64(0.5)), logOf(x)), x);
  c.result(fadd(fadd(main, f64(HALF_LOG_TWO_PI)), series));
});
