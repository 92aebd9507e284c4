import { describe, expect, it } from 'vitest';
import { plain, ran } from './running.js';

/** Mean and variance, over many worlds, of what a flow adds up to in four units of time. */
function moments(equation: string, perUnit: number): { mean: number; variance: number } {
  const count = 1500;
  const { end } = ran(
    plain(
      `start: 0, end: 4, step: ${1 / perUnit}`,
      `stocks: {s: {initial: 0}}\nflows: {f: {to: s, equation: "${equation}"}}`,
    ),
    { count },
  );
  const values = Array.from({ length: count }, (_, world) => end('s', 0, world));
  const mean = values.reduce((sum, x) => sum + x, 0) / count;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (count - 1);
  return { mean, variance };
}

describe('the forms of draws that know the step', () => {
  // The variance of 1,500 worlds has a standard error of some 4 %, more where tails are long.
  it.each([
    ['poisson(5 * dt) / dt', 20, 20],
    ['negative_binomial(5 * dt, 2 * dt) / dt', 20, 4 * (5 + 25 / 2)],
    ['gamma(3 * dt, 2) / dt', 24, 4 * 3 * 4],
    ['normal(5, 2 / sqrt(dt))', 20, 16],
  ])('%s adds up alike in steps of 1, a half and a quarter', (equation, mean, variance) => {
    for (const perUnit of [1, 2, 4]) {
      const found = moments(equation, perUnit);
      expect(Math.abs(found.mean / mean - 1)).toBeLessThan(0.06);
      expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.25);
    }
  });

  it('a draw that does not know it adds up to less spread in shorter steps', () => {
    const ratio = moments('poisson(5)', 4).variance / moments('poisson(5)', 1).variance;
    expect(ratio).toBeGreaterThan(0.2);
    expect(ratio).toBeLessThan(0.3);
  });
});
