import type { Code, Emit } from '../../src/engine/kernel/wasm/code.js';
import { ConstantPool, ModuleBuilder } from '../../src/engine/kernel/wasm/module.js';
import { add, i32, load, ltu, store } from '../../src/engine/kernel/wasm/ops.js';
import {
  compileModule,
  growTo,
  instantiate,
  newMemory,
} from '../../src/engine/kernel/wasm/runtime.js';

type V = Emit<'v128'>;

const DATA = 65536;

/** Makes a vector function of one or two arguments into a function of arrays, in a module of its own. */
export function applied(
  write: (c: Code, x: V, y: V) => V,
): (xs: ArrayLike<number>, ys?: ArrayLike<number>) => Float64Array {
  const pool = new ConstantPool(64, DATA - 64);
  const module = new ModuleBuilder(pool);
  module.add(
    ['i32', 'i32'],
    [],
    (c) => {
      const pointer = c.param(0, 'i32');
      const end = c.param(1, 'i32').get;
      c.loop(() => {
        const x = c.v(load(pointer.get, 0));
        const y = c.v(load(pointer.get, 16));
        const value = c.v(write(c, x, y));
        store(c, pointer.get, 0, value);
        c.set(pointer, add(pointer.get, i32(32)));
        return ltu(pointer.get, end);
      });
    },
    'apply',
  );
  const memory = newMemory(2 * DATA);
  const { apply } = instantiate(compileModule(module.bytes()), memory);
  return (xs, ys = xs) => {
    const pairs = Math.max(1, Math.ceil(xs.length / 2));
    growTo(memory, DATA + 32 * pairs);
    pool.writeTo(memory.buffer);
    const data = new Float64Array(memory.buffer, DATA, 4 * pairs);
    for (let k = 0; k < xs.length; k++) {
      const at = 4 * (k >> 1) + (k & 1);
      data[at] = xs[k] ?? 0;
      data[at + 2] = ys[k] ?? 0;
    }
    apply?.(DATA, DATA + 32 * pairs);
    return Float64Array.from({ length: xs.length }, (_, k) => data[4 * (k >> 1) + (k & 1)] ?? 0);
  };
}
