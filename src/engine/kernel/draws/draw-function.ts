import type { Bound } from '../../../model/argument-rules.js';
import type { Draw } from '../../../model/expr.js';
import { boundsOfDraw } from '../../random/draws.js';
import type { Code, Emit } from '../wasm/code.js';
import type { Func, ModuleBuilder } from '../wasm/module.js';
import {
  choose,
  eqz,
  f64,
  fadd,
  fdiv,
  feq,
  ffloor,
  fge,
  fgt,
  fle,
  flt,
  fmul,
  fneg,
  fsub,
  i32,
} from '../wasm/ops.js';
import { afterKey, attempt, KEY_TYPES, keyOf } from './philox.js';
import { binomial, poisson, standardGamma } from './samplers.js';
import { expOf, logOf, normalQuantileOf } from './scalar-functions.js';

type F = Emit<'f64'>;
type I = Emit<'i32'>;

const COUNT_ATTEMPTS = 2000;

/** (world, step, two words of the element, two of the stream, first argument, second) -> one draw, as `random/draws.ts` makes it. */
export function drawFunction(module: ModuleBuilder, fn: Draw): Func {
  return module.shared(`draw ${fn}`, () =>
    module.add([...KEY_TYPES, 'f64', 'f64'], ['f64'], (c) => {
      write(c, fn, c.param(afterKey(0), 'f64').get, c.param(afterKey(1), 'f64').get);
      c.result(f64(Number.NaN));
    }),
  );
}

/** Returns the draw where the arguments make sense. */
function write(c: Code, fn: Draw, a: F, b: F): void {
  const key = keyOf(c);
  const uniform = () => attempt(c, key, i32(0))[0];
  for (const { argument, bound } of boundsOfDraw(fn)) {
    const value = argument === 0 ? a : b;
    const other = typeof bound.than === 'number' ? f64(bound.than) : [a, b][bound.than.argument];
    // Not "if it breaks the rule": NaN keeps none.
    c.if(eqz(COMPARISONS[bound.is](value, other ?? f64(Number.NaN))), () =>
      c.return(f64(Number.NaN)),
    );
  }
  switch (fn) {
    case 'uniform':
      c.return(fadd(a, fmul(fsub(b, a), uniform())));
      return;
    case 'normal':
      c.return(fadd(a, fmul(b, normalQuantileOf(uniform()))));
      return;
    case 'lognormal':
      c.return(fmul(a, expOf(fmul(b, normalQuantileOf(uniform())))));
      return;
    case 'exponential':
      c.return(fmul(fneg(a), logOf(uniform())));
      return;
    case 'bernoulli':
      c.return(choose(f64(1), f64(0), flt(uniform(), a)));
      return;
    case 'gamma':
      c.return(fmul(b, standardGamma(key, a)));
      return;
    case 'poisson':
      c.return(poisson(key, a, 0));
      return;
    case 'negative_binomial':
      c.if(feq(a, f64(0)), () => c.return(f64(0)));
      c.return(poisson(key, fmul(fdiv(a, b), standardGamma(key, b)), COUNT_ATTEMPTS));
      return;
    case 'binomial':
      c.return(binomial(key, ffloor(a), b));
      return;
  }
}

const COMPARISONS: Readonly<Record<Bound['is'], (a: F, b: F) => I>> = {
  gt: fgt,
  ge: fge,
  lt: flt,
  le: fle,
  ne: (a, b) => eqz(feq(a, b)),
};
