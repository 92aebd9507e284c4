import type { Draw } from '../../../model/expr.js';
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
  iand,
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
  const zero = f64(0);
  const uniform = () => attempt(c, key, i32(0))[0];
  const when = (condition: I, value: () => F) => c.if(condition, () => c.return(value()));
  switch (fn) {
    case 'uniform':
      c.return(fadd(a, fmul(fsub(b, a), uniform())));
      return;
    case 'normal':
      when(fge(b, zero), () => fadd(a, fmul(b, normalQuantileOf(uniform()))));
      return;
    case 'lognormal':
      when(iand(fgt(a, zero), fge(b, zero)), () =>
        fmul(a, expOf(fmul(b, normalQuantileOf(uniform())))),
      );
      return;
    case 'exponential':
      when(fge(a, zero), () => fmul(fneg(a), logOf(uniform())));
      return;
    case 'bernoulli':
      when(iand(fge(a, zero), fle(a, f64(1))), () => choose(f64(1), zero, flt(uniform(), a)));
      return;
    case 'gamma':
      when(iand(fgt(a, zero), fge(b, zero)), () => fmul(b, standardGamma(key, a)));
      return;
    case 'poisson':
      when(fge(a, zero), () => poisson(key, a, 0));
      return;
    case 'negative_binomial':
      c.if(eqz(iand(fge(a, zero), fgt(b, zero))), () => c.return(f64(Number.NaN)));
      when(feq(a, zero), () => zero);
      c.return(poisson(key, fmul(fdiv(a, b), standardGamma(key, b)), COUNT_ATTEMPTS));
      return;
    case 'binomial':
      when(iand(iand(fge(a, zero), fge(b, zero)), fle(b, f64(1))), () =>
        binomial(key, ffloor(a), b),
      );
      return;
  }
}
