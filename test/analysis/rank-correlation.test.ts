import { describe, expect, it } from 'vitest';
import {
  partialRankCorrelation,
  pearson,
  ranks,
  spearman,
} from '../../src/analysis/rank-correlation.js';

/** Three-dimensional Sobol points in Gray code order, with the first direction numbers of Joe & Kuo (2008). */
function sobol(count: number): number[][] {
  const bits = 16;
  const first = Array.from({ length: bits }, (_, k) => 2 ** -(k + 1));
  const second = [1];
  const third = [1, 3];
  for (let k = 1; k < bits; k += 1) second.push((2 * second[k - 1]!) ^ second[k - 1]!);
  for (let k = 2; k < bits; k += 1) {
    third.push((2 * third[k - 1]!) ^ (4 * third[k - 2]!) ^ third[k - 2]!);
  }
  const scaled = [first.map(() => 1), second, third].map((m) =>
    m.map((x, k) => x * 2 ** (bits - 1 - k)),
  );
  const state = [0, 0, 0];
  return Array.from({ length: count }, (_, i) => {
    const point = state.map((x) => x / 2 ** bits);
    const bit = 31 - Math.clz32(~i & (i + 1));
    for (const [d, m] of scaled.entries()) state[d]! ^= m[bit]!;
    return point;
  });
}

describe('on 256 Sobol points', () => {
  const points = sobol(257);
  const columns = [0, 1, 2].map((d) => points.slice(1).map((point) => point[d]!));
  const y = points
    .slice(1)
    .map(([a, b, c]) => Math.exp(2 * a!) - 3 * b! ** 2 + 0.1 * Math.sin(6 * c!));

  it('starts with the published points', () => {
    expect(points.slice(0, 10)).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
      [0.1875, 0.3125, 0.9375],
      [0.6875, 0.8125, 0.4375],
    ]);
  });

  // Reference numbers are given to ten places.
  it('gives the partial rank correlations', () => {
    const [a, b, c] = partialRankCorrelation(columns, y);
    expect(a).toBeCloseTo(0.9701562258, 9);
    expect(b).toBeCloseTo(-0.8971097552, 9);
    expect(c).toBeCloseTo(-0.126544407, 9);
  });

  it('gives the rank correlations', () => {
    const [a, b, c] = columns.map((column) => spearman(column, y));
    expect(a).toBeCloseTo(0.8715481231, 9);
    expect(b).toBeCloseTo(-0.4492890249, 9);
    expect(c).toBeCloseTo(-0.0359314202, 9);
  });
});

describe('ranks', () => {
  it('shares the mean rank among equal values', () => {
    expect([...ranks([20, 10, 20, 30, 20])]).toEqual([3, 1, 3, 5, 3]);
    expect([...ranks([0, -0])]).toEqual([1.5, 1.5]);
  });
});

describe('correlations', () => {
  it('do not change under a rising function, and turn under a falling one', () => {
    const x = [3, 1, 4, 1.5, 9];
    const y = [2, 7, 1, 8, 2.5];
    const r = spearman(x, y);
    expect(spearman(x.map(Math.exp), y)).toBe(r);
    expect(
      spearman(
        x.map((value) => -value),
        y,
      ),
    ).toBeCloseTo(-r, 15);
  });

  it('are exactly 1 for a column with itself, and NaN for one that does not vary', () => {
    expect(pearson([0.1, 0.2, 0.7], [0.1, 0.2, 0.7])).toBe(1);
    expect(spearman([5, 5, 5], [1, 2, 3])).toBeNaN();
  });

  it('are not made up when columns depend on each other, or worlds are too few', () => {
    const x = [1, 2, 3, 4, 5, 6];
    const y = [2, 1, 4, 3, 6, 5];
    expect(partialRankCorrelation([x, x.map((value) => 2 * value)], y)).toEqual([NaN, NaN]);
    expect(partialRankCorrelation([x, [1, 1, 1, 1, 1, 1]], y)).toEqual([NaN, NaN]);
    expect(
      partialRankCorrelation(
        [
          [1, 2, 3],
          [2, 1, 3],
        ],
        [3, 1, 2],
      ),
    ).toEqual([NaN, NaN]);
  });
});
