import type { Emit } from '../wasm/code.js';
import type { Func, ModuleBuilder } from '../wasm/module.js';
import {
  add,
  call,
  choose,
  eqz,
  f64,
  fabs,
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
  fsqrt,
  fsub,
  i32,
  iand,
  ior,
  lts,
} from '../wasm/ops.js';
import type { DrawKey } from './philox.js';
import { afterKey, attempt, KEY_TYPES, keyArguments, keyOf } from './philox.js';
import {
  expOf,
  log1pOf,
  logFactorialOf,
  logOf,
  normalQuantileOf,
  powOf,
} from './scalar-functions.js';

// The samplers of `random/draws.ts`, statement by statement: the same numbers up to the last bits of exp and log.

type F = Emit<'f64'>;
type I = Emit<'i32'>;

const BOOST_ATTEMPT = 1000;
const MAX_ATTEMPTS = 500;

const NAN = f64(Number.NaN);

/** Gamma with scale 1. */
export function standardGamma(key: DrawKey, shape: F): F {
  return (c) => call<'f64'>(gammaFunction(c.module), ...keyArguments(key), shape)(c);
}

function gammaFunction(module: ModuleBuilder): Func {
  return module.shared('gamma', () =>
    module.add([...KEY_TYPES, 'f64'], ['f64'], (c) => {
      const key = keyOf(c);
      const shape = c.param(afterKey(0), 'f64').get;
      const raised = choose(fadd(shape, f64(1)), shape, flt(shape, f64(1)));
      const d = c.f(fsub(raised, f64(1 / 3)));
      const factor = c.f(fdiv(f64(1), fsqrt(fmul(f64(9), d))));
      const result = c.keep('f64', d);
      const n = c.keep('i32', i32(0));
      c.loop(() => {
        const [u, w] = attempt(c, key, n.get);
        const x = c.f(normalQuantileOf(u));
        const root = c.f(fadd(f64(1), fmul(factor, x)));
        c.if(eqz(fle(root, f64(0))), () => {
          const v = c.f(fmul(fmul(root, root), root));
          const right = fadd(
            fsub(fadd(fmul(fmul(f64(0.5), x), x), d), fmul(d, v)),
            fmul(d, logOf(v)),
          );
          c.if(flt(logOf(w), right), () => {
            c.set(result, fmul(d, v));
            c.set(n, i32(MAX_ATTEMPTS));
          });
        });
        c.set(n, add(n.get, i32(1)));
        return lts(n.get, i32(MAX_ATTEMPTS));
      });
      c.if(flt(shape, f64(1)), () => {
        const [u] = attempt(c, key, i32(BOOST_ATTEMPT));
        c.set(result, fmul(result.get, powOf(u, fdiv(f64(1), shape))));
      });
      c.result(result.get);
    }),
  );
}

/** Poisson, with attempts from `first` on. */
export function poisson(key: DrawKey, mean: F, first: number): F {
  return (c) => call<'f64'>(poissonFunction(c.module), ...keyArguments(key), mean, i32(first))(c);
}

function poissonFunction(module: ModuleBuilder): Func {
  return module.shared('poisson', () =>
    module.add([...KEY_TYPES, 'f64', 'i32'], ['f64'], (c) => {
      const key = keyOf(c);
      const mean = c.param(afterKey(0), 'f64').get;
      const first = c.param(afterKey(1), 'i32').get;
      c.if(feq(mean, f64(0)), () => c.return(f64(0)));
      c.if(eqz(flt(mean, f64(1e15))), () => c.return(NAN));
      c.if(flt(mean, f64(10)), () => {
        const [u] = attempt(c, key, first);
        const k = c.keep('f64', f64(0));
        const term = c.keep('f64', expOf(fneg(mean)));
        const sum = c.keep('f64', term.get);
        const goesOn = (): I => iand(fgt(u, sum.get), flt(k.get, f64(150)));
        c.if(goesOn(), () => {
          c.loop(() => {
            c.set(k, fadd(k.get, f64(1)));
            c.set(term, fmul(term.get, fdiv(mean, k.get)));
            c.set(sum, fadd(sum.get, term.get));
            return goesOn();
          });
        });
        c.return(k.get);
      });
      const slope = c.f(fadd(f64(0.931), fmul(f64(2.53), fsqrt(mean))));
      const a = c.f(fadd(f64(-0.059), fmul(f64(0.02483), slope)));
      const inverseAlpha = c.f(fadd(f64(1.1239), fdiv(f64(1.1328), fsub(slope, f64(3.4)))));
      const vr = c.f(fsub(f64(0.9277), fdiv(f64(3.6224), fsub(slope, f64(2)))));
      const logMean = c.f(logOf(mean));
      const n = c.keep('i32', first);
      c.loop(() => {
        const [u1, v] = attempt(c, key, n.get);
        const u = c.f(fsub(u1, f64(0.5)));
        const us = c.f(fsub(f64(0.5), fabs(u)));
        const spread = fadd(fdiv(fmul(f64(2), a), us), slope);
        const k = c.f(ffloor(fadd(fadd(fmul(spread, u), mean), f64(0.43))));
        c.if(iand(fge(us, f64(0.07)), fle(v, vr)), () => c.return(k));
        c.if(eqz(ior(flt(k, f64(0)), iand(flt(us, f64(0.013)), fgt(v, us)))), () => {
          const bottom = fadd(fdiv(a, fmul(us, us)), slope);
          const left = logOf(fdiv(fmul(v, inverseAlpha), bottom));
          const right = fsub(fsub(fmul(k, logMean), mean), logFactorialOf(k));
          c.if(fle(left, right), () => c.return(k));
        });
        c.set(n, add(n.get, i32(1)));
        return lts(n.get, add(first, i32(MAX_ATTEMPTS)));
      });
      c.result(ffloor(mean));
    }),
  );
}

/** Binomial, for a whole number of trials and a probability. */
export function binomial(key: DrawKey, trials: F, probability: F): F {
  return (c) =>
    call<'f64'>(binomialFunction(c.module), ...keyArguments(key), trials, probability)(c);
}

function binomialFunction(module: ModuleBuilder): Func {
  const args = [...KEY_TYPES, 'f64', 'f64'] as const;
  return module.shared('binomial', () => {
    const small = module.add(args, ['f64'], (c) => {
      const [trials, p] = [c.param(afterKey(0), 'f64').get, c.param(afterKey(1), 'f64').get];
      writeBinomial(c, keyOf(c), trials, p);
    });
    return module.add(args, ['f64'], (c) => {
      const key = keyArguments(keyOf(c));
      const [trials, p] = [c.param(afterKey(0), 'f64').get, c.param(afterKey(1), 'f64').get];
      c.if(eqz(flt(trials, f64(1e15))), () => c.return(NAN));
      c.if(ior(feq(trials, f64(0)), feq(p, f64(0))), () => c.return(f64(0)));
      // More likely than not: the failures are drawn.
      c.if(fgt(p, f64(0.5)), () => {
        const failures = call<'f64'>(small, ...key, trials, fsub(f64(1), p));
        c.return(fsub(trials, failures));
      });
      c.result(call<'f64'>(small, ...key, trials, p));
    });
  });
}

function writeBinomial(c: Parameters<F>[0], key: DrawKey, n: F, p: F): void {
  c.if(feq(p, f64(0)), () => c.return(f64(0)));
  c.if(flt(fmul(n, p), f64(10)), () => {
    const [u] = attempt(c, key, i32(0));
    const odds = c.f(fdiv(p, fsub(f64(1), p)));
    const term = c.keep('f64', expOf(fmul(n, log1pOf(fneg(p)))));
    const sum = c.keep('f64', term.get);
    const k = c.keep('f64', f64(0));
    const goesOn = (): I => iand(iand(fgt(u, sum.get), flt(k.get, n)), flt(k.get, f64(200)));
    c.if(goesOn(), () => {
      c.loop(() => {
        c.set(k, fadd(k.get, f64(1)));
        const factor = fdiv(fmul(odds, fadd(fsub(n, k.get), f64(1))), k.get);
        c.set(term, fmul(term.get, factor));
        c.set(sum, fadd(sum.get, term.get));
        return goesOn();
      });
    });
    c.return(k.get);
  });
  const q = c.f(fsub(f64(1), p));
  const spread = c.f(fsqrt(fmul(fmul(n, p), q)));
  const b = c.f(fadd(f64(1.15), fmul(f64(2.53), spread)));
  const a = c.f(fadd(fadd(f64(-0.0873), fmul(f64(0.0248), b)), fmul(f64(0.01), p)));
  const centre = c.f(fadd(fmul(n, p), f64(0.5)));
  const vr = c.f(fsub(f64(0.92), fdiv(f64(4.2), b)));
  const alpha = c.f(fmul(fadd(f64(2.83), fdiv(f64(5.1), b)), spread));
  const logOdds = c.f(logOf(fdiv(p, q)));
  const mode = c.f(ffloor(fmul(fadd(n, f64(1)), p)));
  const h = c.f(fadd(logFactorialOf(mode), logFactorialOf(fsub(n, mode))));
  const count = c.keep('i32', i32(0));
  c.loop(() => {
    const [u1, v] = attempt(c, key, count.get);
    const u = c.f(fsub(u1, f64(0.5)));
    const us = c.f(fsub(f64(0.5), fabs(u)));
    const width = fadd(fdiv(fmul(f64(2), a), us), b);
    const k = c.f(ffloor(fadd(fmul(width, u), centre)));
    c.if(eqz(ior(flt(k, f64(0)), fgt(k, n))), () => {
      c.if(iand(fge(us, f64(0.07)), fle(v, vr)), () => c.return(k));
      const left = logOf(fdiv(fmul(v, alpha), fadd(fdiv(a, fmul(us, us)), b)));
      const right = fadd(
        fsub(fsub(h, logFactorialOf(k)), logFactorialOf(fsub(n, k))),
        fmul(fsub(k, mode), logOdds),
      );
      c.if(fle(left, right), () => c.return(k));
    });
    c.set(count, add(count.get, i32(1)));
    return lts(count.get, i32(MAX_ATTEMPTS));
  });
  c.result(mode);
}
