import type { Code, Emit, Local } from '../wasm/code.js';
import type { Func, ModuleBuilder } from '../wasm/module.js';
import {
  add,
  extendU,
  f64,
  fadd,
  floatOfS64,
  fmul,
  i32,
  i64,
  ixor,
  Lmul,
  Lor,
  Lshl,
  Lshru,
  shru,
  wrap,
} from '../wasm/ops.js';

type I = Emit<'i32'>;
type F = Emit<'f64'>;

/** What keys a draw: world, step, the words of its element, and those of its stream; parameters 0 to 5. */
export interface DrawKey {
  readonly world: I;
  readonly step: I;
  readonly element: readonly [I, I];
  readonly stream: readonly [I, I];
}

export const KEY_TYPES = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const;

/** The key in a function whose first parameters it is. */
export function keyOf(c: Code): DrawKey {
  const param = (index: number): I => c.param(index, 'i32').get;
  return {
    world: param(0),
    step: param(1),
    element: [param(2), param(3)],
    stream: [param(4), param(5)],
  };
}

export function keyArguments(key: DrawKey): readonly I[] {
  return [key.world, key.step, ...key.element, ...key.stream];
}

/** The parameter of a function that comes after the key, by its number among those. */
export function afterKey(index: number): number {
  return KEY_TYPES.length + index;
}

/** Two uniform numbers in (0, 1) for attempt `n` of a draw, as `random/philox.ts` gives them. */
export function attempt(c: Code, key: DrawKey, n: I): readonly [F, F] {
  c.call(uniformsFunction(c.module), ...keyArguments(key), n);
  const second = c.pop('f64');
  return [c.pop('f64'), second];
}

function uniformsFunction(module: ModuleBuilder): Func {
  return module.shared('uniforms', () =>
    module.add([...KEY_TYPES, 'i32'], ['f64', 'f64'], (c) => {
      const { world, step, element, stream } = keyOf(c);
      const [high, low] = element;
      const last = ixor(low, c.param(afterKey(0), 'i32').get);
      const words = [world, step, high, last].map((one) => c.keep('i32', one));
      const keys = stream.map((one) => c.keep('i32', one));
      for (let round = 0; round < 10; round++) philoxRound(c, words, keys);
      const uniform = (high: number, low: number): F => {
        const top = Lshl(extendU(words[high]?.get ?? i32(0)), i64(20n));
        const bottom = extendU(shru(words[low]?.get ?? i32(0), i32(12)));
        return fmul(fadd(floatOfS64(Lor(top, bottom)), f64(0.5)), f64(2 ** -52));
      };
      c.result(uniform(0, 1));
      c.result(uniform(2, 3));
    }),
  );
}

/** One of the ten rounds of Philox 4x32 (Salmon, Moraes, Dror & Shaw 2011). */
function philoxRound(c: Code, words: readonly Local<'i32'>[], keys: readonly Local<'i32'>[]): void {
  const [c0, c1, c2, c3] = words;
  const [k0, k1] = keys;
  if (!c0 || !c1 || !c2 || !c3 || !k0 || !k1) return;
  c.scope(() => {
    const first = c.l(Lmul(extendU(c0.get), i64(0xd2511f53n)));
    const second = c.l(Lmul(extendU(c2.get), i64(0xcd9e8d57n)));
    c.set(c0, ixor(ixor(wrap(Lshru(second, i64(32n))), c1.get), k0.get));
    c.set(c2, ixor(ixor(wrap(Lshru(first, i64(32n))), c3.get), k1.get));
    c.set(c1, wrap(second));
    c.set(c3, wrap(first));
    c.set(k0, add(k0.get, i32(0x9e3779b9 | 0)));
    c.set(k1, add(k1.get, i32(0xbb67ae85 | 0)));
  });
}
