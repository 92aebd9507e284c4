import type { Node } from '../graph/node.js';
import { exp } from '../math/exp.js';
import { log, log10 } from '../math/log.js';
import { pow } from '../math/pow.js';
import { round, sign } from '../math/rounding.js';
import { tanh } from '../math/tanh.js';
import { atan, cos, sin, tan } from '../math/trigonometry.js';
import type { Code, Emit } from '../wasm/code.js';
import {
  and,
  both,
  call,
  not,
  or,
  select,
  vabs,
  vadd,
  vceil,
  vdiv,
  veq,
  vfloor,
  vge,
  vgt,
  vle,
  vlt,
  vmax,
  vmin,
  vmul,
  vne,
  vneg,
  vpmax,
  vpmin,
  vsqrt,
  vsub,
} from '../wasm/ops.js';
import { drawn } from './draw.js';
import { lookedUp } from './lookup.js';
import type { NestEmitter } from './nest.js';

type V = Emit<'v128'>;

/** A function that is long, and what writing it out in place costs. */
interface LongFunction {
  readonly write: (c: Code, x: V, y: V) => V;
  readonly cost: number;
}

const LONG: Readonly<Record<string, LongFunction>> = {
  exp: { write: exp, cost: 1 },
  log: { write: log, cost: 1.5 },
  pow: { write: pow, cost: 3 },
  log10: { write: log10, cost: Number.POSITIVE_INFINITY },
  sin: { write: sin, cost: Number.POSITIVE_INFINITY },
  cos: { write: cos, cost: Number.POSITIVE_INFINITY },
  tan: { write: tan, cost: Number.POSITIVE_INFINITY },
  atan: { write: atan, cost: Number.POSITIVE_INFINITY },
  tanh: { write: tanh, cost: Number.POSITIVE_INFINITY },
};

/** The value of an operation, from those of its arguments. */
export function operation(emitter: NestEmitter, node: Node, u: number): V {
  const [a, b, d] = node.args;
  const x: V = a === undefined ? both(Number.NaN) : emitter.value(a, u);
  const y: V = b === undefined ? both(Number.NaN) : emitter.value(b, u);
  switch (node.op) {
    case 'add':
      return vadd(x, y);
    case 'sub':
      return vsub(x, y);
    case 'mul':
      return vmul(x, y);
    case 'div':
      return vdiv(x, y);
    case 'neg':
      return vneg(x);
    case 'abs':
      return vabs(x);
    case 'sqrt':
      return vsqrt(x);
    case 'floor':
      return vfloor(x);
    case 'ceil':
      return vceil(x);
    case 'round':
      return (c) => round(c, x)(c);
    case 'sign':
      return (c) => sign(c, x)(c);
    case 'min':
      return extreme(node, x, y, vmin, vpmin);
    case 'max':
      return extreme(node, x, y, vmax, vpmax);
    case 'lt':
      return vlt(x, y);
    case 'le':
      return vle(x, y);
    case 'gt':
      return vgt(x, y);
    case 'ge':
      return vge(x, y);
    case 'eq':
      return veq(x, y);
    case 'ne':
      return vne(x, y);
    case 'and':
      return and(x, y);
    case 'or':
      return or(x, y);
    case 'not':
      return not(x);
    case 'truth':
      return and(x, both(1));
    case 'select':
      return select(y, d === undefined ? both(Number.NaN) : emitter.value(d, u), x);
    case 'lookup':
      return (c) => lookedUp(c, emitter.frame, node.name, x)(c);
    case 'draw':
      return (c) => drawn(c, emitter, node, u)(c);
    default:
      return long(emitter, node.op, x, y);
  }
}

/**
 * Math.min and Math.max, up to the sign of a 0. The short instruction gives its first operand when either is NaN,
 * so it will do when the second cannot be NaN.
 */
function extreme(node: Node, x: V, y: V, full: (a: V, b: V) => V, short: (a: V, b: V) => V): V {
  const [a, b] = node.args;
  if (b?.mayBeNaN === false) return short(x, y);
  return a?.mayBeNaN === false ? short(y, x) : full(x, y);
}

function long(emitter: NestEmitter, name: string, x: V, y: V): V {
  const found = LONG[name];
  if (found === undefined) throw new Error(`the kernel does not know ${name}`);
  if (emitter.frame.inlines(found.cost)) return (c) => found.write(c, x, y)(c);
  const { module } = emitter.frame.code;
  const func = module.shared(name, () =>
    module.add(['v128', 'v128'], ['v128'], (c) => {
      c.result(found.write(c, c.param(0, 'v128').get, c.param(1, 'v128').get));
    }),
  );
  // Functions of one argument ignore the second.
  return call(func, x, name === 'pow' ? y : both(0));
}
