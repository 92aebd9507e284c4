import { describe, expect, test } from 'vitest';
import { Bytes } from '../../src/engine/kernel/wasm/bytes.js';
import type { Code } from '../../src/engine/kernel/wasm/code.js';
import { ConstantPool, ModuleBuilder } from '../../src/engine/kernel/wasm/module.js';
import { add, f64, fadd, i32, loadF64, ltu, shl } from '../../src/engine/kernel/wasm/ops.js';
import {
  compileModule,
  growTo,
  instantiate,
  newMemory,
  PAGE,
} from '../../src/engine/kernel/wasm/runtime.js';

function bytesOf(write: (out: Bytes) => void): number[] {
  const out = new Bytes();
  write(out);
  return [...out.view()];
}

describe('numbers', () => {
  test.each([
    [0, [0x00]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [624485, [0xe5, 0x8e, 0x26]],
    [0xffffffff, [0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])('unsigned %d', (value, bytes) => {
    expect(bytesOf((out) => out.u32(value))).toEqual(bytes);
  });

  test.each([
    [0, [0x00]],
    [63, [0x3f]],
    [64, [0xc0, 0x00]],
    [-1, [0x7f]],
    [-64, [0x40]],
    [-65, [0xbf, 0x7f]],
    [-123456, [0xc0, 0xbb, 0x78]],
    [-2147483648, [0x80, 0x80, 0x80, 0x80, 0x78]],
  ])('signed %d', (value, bytes) => {
    expect(bytesOf((out) => out.s32(value))).toEqual(bytes);
    expect(bytesOf((out) => out.s64(BigInt(value)))).toEqual(bytes);
  });

  test('64 bits, fractions and long texts', () => {
    const least = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f];
    expect(bytesOf((out) => out.s64(-(2n ** 63n)))).toEqual(least);
    expect(bytesOf((out) => out.f64(-1.5))).toEqual([0, 0, 0, 0, 0, 0, 0xf8, 0xbf]);
    expect(bytesOf((out) => out.u64(258n))).toEqual([2, 1, 0, 0, 0, 0, 0, 0]);
    const text = 'é'.repeat(400);
    expect(bytesOf((out) => out.text(text)).slice(0, 4)).toEqual([0xa0, 0x06, 0xc3, 0xa9]);
  });
});

function run(write: (code: Code) => void, pool = new ConstantPool(64, 1024)): number {
  const module = new ModuleBuilder(pool);
  module.add(['i32'], ['f64'], write, 'f');
  const memory = newMemory(PAGE);
  pool.writeTo(memory.buffer);
  const { f } = instantiate(compileModule(module.bytes()), memory);
  return f?.(5) ?? Number.NaN;
}

describe('code', () => {
  test('loops count', () => {
    const value = run((c) => {
      const sum = c.local('f64');
      const k = c.local('i32');
      c.loop(() => {
        c.set(sum, fadd(sum.get, f64(2)));
        c.set(k, add(k.get, i32(1)));
        return ltu(k.get, c.param(0, 'i32').get);
      });
      c.result(sum.get);
    });
    expect(value).toBe(10);
  });

  test('a branch is taken when its condition is not 0', () => {
    const value = run((c) => {
      const result = c.local('f64');
      c.if(
        ltu(c.param(0, 'i32').get, i32(5)),
        () => c.set(result, f64(1)),
        () => c.set(result, f64(2)),
      );
      c.result(result.get);
    });
    expect(value).toBe(2);
  });

  test('pieces written side by side do what they do one after the other', () => {
    const piece = (c: Code, start: number) => {
      const a = c.local('f64');
      return {
        a,
        write: () => {
          const b = c.f(fadd(f64(start), f64(1)));
          c.if(i32(1), () => c.set(a, fadd(b, b)));
          c.set(a, fadd(a.get, c.f(fadd(b, f64(start)))));
        },
      };
    };
    const value = run((c) => {
      const pieces = [piece(c, 10), piece(c, 200), piece(c, 3000)];
      c.interleave(pieces.map((one) => one.write));
      c.result(pieces.map((one) => one.a.get).reduce((x, y) => fadd(x, y)));
    });
    const alone = (start: number) => 2 * (start + 1) + (2 * start + 1);
    expect(value).toBe(alone(10) + alone(200) + alone(3000));
  });

  test('locals of a scope are used again after it, but not those that must stay untouched', () => {
    const indices: number[] = [];
    run((c) => {
      c.scope(() => indices.push(c.local('f64').index));
      indices.push(c.local('f64').index, c.untouched('f64').index);
      c.result(f64(0));
    });
    expect(indices[1]).toBe(indices[0]);
    expect(indices[2]).not.toBe(indices[0]);
  });

  test('an address may be fixed, or a pointer and a large offset', () => {
    const pool = new ConstantPool(64, 1024);
    const at = pool.block([0x4045000000000000n, 0x3ff0000000000000n]);
    const fixed = run((c) => c.result(loadF64(i32(0), at)), pool);
    const moving = run((c) => c.result(loadF64(shl(i32(1), i32(3)), at)), pool);
    expect([fixed, moving]).toEqual([42, 1]);
  });

  test('the pool says when it is full', () => {
    const pool = new ConstantPool(64, 24);
    expect([pool.block([1n]), pool.block([2n, 3n])]).toEqual([64, 72]);
    expect(() => pool.block([4n])).toThrow(RangeError);
  });

  test('memory grows to what is asked for', () => {
    const memory = newMemory(1);
    growTo(memory, 3 * PAGE + 1);
    expect(memory.buffer.byteLength).toBe(4 * PAGE);
  });
});
