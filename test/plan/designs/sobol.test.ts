import { describe, expect, it } from 'vitest';
import { SOBOL_COLUMNS, sobol, sobolPoint } from '../../../src/plan/designs/sobol.js';
import reference from './sobol-values.json' with { type: 'json' };
import { columnOf } from './spread.js';

describe('sobolPoint', () => {
  it('gives the published first points in three dimensions', () => {
    const points = [
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
    ];
    expect(points.map((_, i) => sobolPoint(i, 3))).toEqual(points);
  });

  // Index, coordinates 1, 2, 3, 10, 100, 512 and 1024, and the sum of all 1,024: scipy's qmc.Sobol, which
  // uses the same direction numbers. The sum is of 1,024 exact fractions, so it is exact too.
  it.each(reference.points)('gives point %i in 1,024 dimensions', (index = 0, ...want) => {
    const point = sobolPoint(index, 1024);
    const sum = point.reduce((total, x) => total + x, 0);
    expect([...[0, 1, 2, 9, 99, 511, 1023].map((d) => point[d]), sum]).toEqual(want);
  });
});

describe('scrambled Sobol points', () => {
  it('keep the net: 16 worlds fall one into each cell of every 2^a by 2^b grid', () => {
    const quantiles = sobol(16, ['x', 'y'], 'net');
    for (const [across, down] of [
      [1, 16],
      [2, 8],
      [4, 4],
      [8, 2],
      [16, 1],
    ] as const) {
      const cells = Array.from({ length: 16 }, (_, i) => {
        const [x = 0, y = 0] = quantiles.subarray(2 * i, 2 * i + 2);
        return Math.floor(x * across) * down + Math.floor(y * down);
      });
      expect(new Set(cells).size, `${across} by ${down}`).toBe(16);
    }
  });

  it('put every point anywhere with equal chance', () => {
    const seeds = 2000;
    for (const world of [0, 1, 77]) {
      const counts = new Array<number>(8).fill(0);
      for (let seed = 0; seed < seeds; seed++) {
        const [u = 0] = sobol(100, ['x'], `seed ${seed}`, { first: world, count: 1 });
        counts[Math.floor(u * 8)]! += 1;
      }
      const chiSquared = counts.reduce((sum, n) => sum + (n - seeds / 8) ** 2 / (seeds / 8), 0);
      // The 99.99 % point of chi-squared with 7 degrees of freedom.
      expect(chiSquared).toBeLessThan(29.9);
    }
  });

  it('scramble each column by its name', () => {
    const a = columnOf(sobol(64, ['x', 'y'], 'demo'), 2, 0);
    const b = columnOf(sobol(64, ['z', 'y'], 'demo'), 2, 0);
    expect(a.some((u, i) => u === b[i])).toBe(false);
  });

  it('refuse more columns than the table has', () => {
    const names = Array.from({ length: SOBOL_COLUMNS + 1 }, (_, i) => `x${i}`);
    expect(() => sobol(1, names, 'demo')).toThrow('a Sobol plan has at most 1024 columns');
    expect(sobol(1, names.slice(1), 'demo').length).toBe(1024);
  });
});
