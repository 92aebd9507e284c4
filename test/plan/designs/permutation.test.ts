import { describe, expect, it } from 'vitest';
import { columnKey } from '../../../src/plan/designs/column-stream.js';
import { permutation } from '../../../src/plan/designs/permutation.js';

describe('permutation', () => {
  it('gives each number below its size once', () => {
    for (const size of [1, 2, 3, 4, 5, 16, 17, 100, 1024, 4097]) {
      const at = permutation(size, columnKey('demo', 'test', 'x'));
      const values = Array.from({ length: size }, (_, i) => at(i));
      expect([...values].sort((a, b) => a - b)).toEqual([...values.keys()]);
    }
  });

  it('puts each number at each place, and each pair at each pair of places, equally often', () => {
    const size = 4;
    const keys = 6000;
    const pairs = new Map<string, number>();
    for (let key = 0; key < keys; key++) {
      const at = permutation(size, columnKey(`seed ${key}`, 'test', 'x'));
      const pair = `${at(0)} ${at(1)}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
    expect(pairs.size).toBe(12);
    const expected = keys / 12;
    const chiSquared = [...pairs.values()].reduce(
      (sum, n) => sum + (n - expected) ** 2 / expected,
      0,
    );
    // The 99.99 % point of chi-squared with 11 degrees of freedom.
    expect(chiSquared).toBeLessThan(37.4);
  });
});
