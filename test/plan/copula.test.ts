import { describe, expect, it } from 'vitest';
import type { RankCorrelation } from '../../src/plan/copula.js';
import { applyCopula, cholesky } from '../../src/plan/copula.js';
import { latinHypercube } from '../../src/plan/designs/latin-hypercube.js';
import { monteCarlo } from '../../src/plan/designs/monte-carlo.js';
import { isDistributionProblem } from '../../src/plan/distributions/family.js';
import { columnOf, correlation, ranksOf } from './designs/spread.js';

const COLUMNS = ['a', 'b', 'c', 'd'];

function apply(quantiles: Float64Array, correlations: readonly RankCorrelation[]): Float64Array {
  const result = applyCopula(quantiles, COLUMNS, correlations);
  if (isDistributionProblem(result)) throw new Error(result.problem);
  return result;
}

function problemOf(...correlations: RankCorrelation[]): string {
  const result = applyCopula(new Float64Array(4).fill(0.5), COLUMNS, correlations);
  return isDistributionProblem(result) ? result.problem : 'none';
}

describe('applyCopula', () => {
  const worlds = 8000;
  const drawn = monteCarlo(worlds, COLUMNS, 'copula');
  const stated = [
    { a: 'a', b: 'c', rank: 0.7 },
    { a: 'd', b: 'c', rank: -0.4 },
    { a: 'a', b: 'd', rank: 0.1 },
  ];
  const linked = apply(drawn, stated);
  const rank = (x: number, y: number) =>
    correlation(ranksOf(columnOf(linked, 4, x)), ranksOf(columnOf(linked, 4, y)));

  it('gives the stated rank correlations', () => {
    // A rank correlation of n independent worlds has a standard error of at most 1 / sqrt(n).
    const error = 3 / Math.sqrt(worlds);
    expect(Math.abs(rank(0, 2) - 0.7)).toBeLessThan(error);
    expect(Math.abs(rank(2, 3) + 0.4)).toBeLessThan(error);
    expect(Math.abs(rank(0, 3) - 0.1)).toBeLessThan(error);
    expect(Math.abs(rank(0, 1))).toBeLessThan(error);
  });

  it('leaves columns uniform, and those without correlations as they were', () => {
    expect(columnOf(linked, 4, 0)).toEqual(columnOf(drawn, 4, 0));
    expect(columnOf(linked, 4, 1)).toEqual(columnOf(drawn, 4, 1));
    for (const c of [2, 3]) {
      const sorted = columnOf(linked, 4, c).sort();
      const gap = Math.max(...sorted.map((u, i) => Math.abs(u - (i + 0.5) / worlds)));
      // The 99.9 % point of Kolmogorov and Smirnov's distance.
      expect(gap).toBeLessThan(1.95 / Math.sqrt(worlds));
    }
  });

  it('works row by row', () => {
    expect(apply(drawn.slice(0, 40), stated)).toEqual(linked.slice(0, 40));
  });

  it('changes nothing without correlations, or with correlations of 0', () => {
    const quantiles = latinHypercube(50, COLUMNS, 'x');
    expect(apply(quantiles, [])).toEqual(quantiles);
    expect(apply(quantiles, [{ a: 'a', b: 'b', rank: 0 }])).toEqual(quantiles);
  });

  it('says what is wrong with correlations', () => {
    expect(problemOf({ a: 'a', b: 'z', rank: 0.5 })).toBe(
      'z does not vary, so it cannot be correlated',
    );
    expect(problemOf({ a: 'a', b: 'a', rank: 0.5 })).toBe('a is correlated with itself');
    expect(problemOf({ a: 'a', b: 'b', rank: 1 })).toBe(
      'the rank correlation of a and b is 1, not between -1 and 1',
    );
    expect(problemOf({ a: 'a', b: 'b', rank: 0.5 }, { a: 'b', b: 'a', rank: 0.5 })).toBe(
      'the correlation of b and a is stated twice',
    );
    expect(
      problemOf(
        { a: 'a', b: 'b', rank: 0.9 },
        { a: 'b', b: 'c', rank: 0.9 },
        { a: 'a', b: 'c', rank: -0.9 },
      ),
    ).toBe('the rank correlations contradict each other: no set of worlds can have them all');
  });
});

describe('cholesky', () => {
  it('gives the factor of a matrix', () => {
    // Wikipedia's example, "Cholesky decomposition".
    const matrix = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98);
    expect(cholesky(matrix, 3)).toEqual(Float64Array.of(2, 0, 0, 6, 1, 0, -8, 5, 3));
  });

  it('gives none where there is none', () => {
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined();
    expect(cholesky(Float64Array.of(1, 1, 1, 1), 2)).toBeUndefined();
  });
});
