import type { Node } from '../graph/node.js';
import { exp, expFast } from '../math/exp.js';
import { log, log10, logFast } from '../math/log.js';
import { pow, powFast } from '../math/pow.js';
import { round, sign } from '../math/rounding.js';
import { tanh } from '../math/tanh.js';
import { atan, cos, sin, tan } from '../math/trigonometry.js';
import type { Code, Emit, Local } from '../wasm/code.js';
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

/** A function too long to write out each time; some have a fast form that is, with what that costs. */
interface LongFunction {
  readonly write: (c: Code, x: V, y: V) => V;
  readonly fast?: (given: FastGiven) => V;
  readonly cost?: number;
}

interface FastGiven {
  readonly c: Code;
  readonly args: readonly Node[];
  readonly value: (node: Node | undefined) => V;
  readonly fine: Local<'v128'>;
}

const LONG: Readonly<Record<string, LongFunction>> = {
  exp: { write: exp, fast: fastExp, cost: 1 },
  log: {
    write: log,
    fast: ({ c, args, value, fine }) => logFast(c, value(args[0]), fine),
    cost: 1,
  },
  pow: { write: pow, fast: fastPow, cost: 3 },
  log10: { write: log10 },
  sin: { write: sin },
  cos: { write: cos },
  tan: { write: tan },
  atan: { write: atan },
  tanh: { write: tanh },
};

/** The sign of what is only turned round for the exponential is left to it. */
function fastExp({ c, args: [a], value, fine }: FastGiven): V {
  return a?.op === 'neg' ? expFast(c, value(a.args[0]), fine, -1) : expFast(c, value(a), fine);
}

function fastPow({ c, args: [a, b], value, fine }: FastGiven): V {
  return powFast(c, value(a), value(b), fine, b?.op === 'const' ? b.value : undefined);
}

const STATEMENTS: ReadonlySet<string> = new Set(['round', 'sign', 'lookup', 'draw', 'ringRead']);

/** Whether an operation is written as statements, which cannot stand inside an expression. */
export function isLong(node: Node): boolean {
  return STATEMENTS.has(node.op) || Object.hasOwn(LONG, node.op);
}

function argument(emitter: NestEmitter, node: Node | undefined, u: number): V {
  return node === undefined ? both(Number.NaN) : emitter.value(node, u);
}

/** The value of an operation, from those of its arguments. */
export function operation(emitter: NestEmitter, node: Node, u: number): V {
  const [a, b, d] = node.args;
  const x = argument(emitter, a, u);
  const y = argument(emitter, b, u);
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
      return select(y, argument(emitter, d, u), x);
    case 'lookup':
      return (c) => lookedUp(c, emitter.frame, node.name, x)(c);
    case 'draw':
      return (c) => drawn(c, emitter, node, u)(c);
    default:
      return long(emitter, node, x, y, u);
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

function long(emitter: NestEmitter, { op: name, args }: Node, x: V, y: V, u: number): V {
  const found = LONG[name];
  if (found === undefined) throw new Error(`the kernel does not know ${name}`);
  const { fast, cost = 0, write } = found;
  const fine = emitter.frame.fine?.[u];
  if (fast !== undefined && fine !== undefined && emitter.frame.inlines(cost))
    return (c) => fast({ c, args, value: (one) => argument(emitter, one, u), fine })(c);
  const { module } = emitter.frame.code;
  const func = module.shared(name, () =>
    module.add(['v128', 'v128'], ['v128'], (c) => {
      c.result(write(c, c.param(0, 'v128').get, c.param(1, 'v128').get));
    }),
  );
  // Functions of one argument ignore the second.
  return call(func, x, name === 'pow' ? y : both(0));
}
