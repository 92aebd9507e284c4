import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../../src/model/distribution.js';
import { compileDistribution } from '../../../src/plan/distributions/compile.js';
import type { CompiledDistribution } from '../../../src/plan/distributions/family.js';
import { isDistributionProblem } from '../../../src/plan/distributions/family.js';

function compiled(spec: Distribution): CompiledDistribution {
  const result = compileDistribution(spec);
  if (isDistributionProblem(result)) throw new Error(`${JSON.stringify(spec)}: ${result.problem}`);
  return result;
}

function problemOf(spec: Distribution): string {
  const result = compileDistribution(spec);
  return isDistributionProblem(result)
    ? result.problem
    : `none, quantile(0.05) is ${result.quantile(0.05)}`;
}

const CONTINUOUS = {
  uniform: { kind: 'uniform', low: -1, high: 3 },
  triangular: { kind: 'triangular', low: 1, mode: 2, high: 5 },
  'triangular with its mode at an end': { kind: 'triangular', low: 1, mode: 1, high: 5 },
  pert: { kind: 'pert', low: 0, mode: 10, high: 40 },
  normal: { kind: 'normal', mean: 5, sd: 2 },
  'normal cut below': { kind: 'normal', mean: 1, sd: 2, min: 0 },
  'normal cut at both ends': { kind: 'normal', mean: 1, sd: 2, min: 0, max: 2.5 },
  'normal cut in its far tail': { kind: 'normal', mean: 0, sd: 1, min: 10 },
  lognormal: { kind: 'lognormal', median: 2, sigma: 0.7 },
  'lognormal cut': { kind: 'lognormal', median: 2, sigma: 0.7, min: 1, max: 6 },
  beta: { kind: 'beta', alpha: 2, beta: 5 },
  'beta with two humps': { kind: 'beta', alpha: 0.4, beta: 0.6 },
  'beta on a range': { kind: 'beta', alpha: 2, beta: 3, low: -2, high: 6 },
  gamma: { kind: 'gamma', shape: 2.5, scale: 4 },
  'gamma below 1': { kind: 'gamma', shape: 0.4, scale: 1 },
  mixture: {
    kind: 'mixture',
    parts: [
      { weight: 1, distribution: { kind: 'normal', mean: -2, sd: 0.5 } },
      { weight: 3, distribution: { kind: 'uniform', low: 0, high: 4 } },
    ],
  },
} satisfies Record<string, Distribution>;

const BY_PERCENTILES: Record<string, Distribution & { p05: number; p95: number }> = {
  uniform: { kind: 'uniform', p05: 1, p95: 2 },
  triangular: { kind: 'triangular', p05: 0.8, mode: 1, p95: 2 },
  'triangular, mode at p05': { kind: 'triangular', p05: 1, mode: 1, p95: 2 },
  'triangular, mode at p95': { kind: 'triangular', p05: 1, mode: 2, p95: 2 },
  'triangular cut close': { kind: 'triangular', p05: 0.8, mode: 1, p95: 2, min: 0.75 },
  'triangular cut at both ends': {
    kind: 'triangular',
    p05: 0.8,
    mode: 1,
    p95: 2,
    min: 0.7,
    max: 2.2,
  },
  pert: { kind: 'pert', p05: 0.8, mode: 1, p95: 2 },
  'pert, mode near p95': { kind: 'pert', p05: 0.8, mode: 1.95, p95: 2 },
  'pert cut': { kind: 'pert', p05: 0.02, mode: 0.1, p95: 0.3, min: 0 },
  normal: { kind: 'normal', p05: -1, p95: 3 },
  'normal cut at 0': { kind: 'normal', p05: 0.1, p95: 2, min: 0 },
  'normal cut until nearly uniform': { kind: 'normal', p05: 0.051, p95: 0.949, min: 0, max: 1 },
  lognormal: { kind: 'lognormal', p05: 0.8, p95: 2 },
  'lognormal cut': { kind: 'lognormal', p05: 0.8, p95: 2, min: 0.7, max: 2.4 },
  beta: { kind: 'beta', p05: 0.02, p95: 0.3 },
  'beta with two humps': { kind: 'beta', p05: 0.001, p95: 0.999 },
  'narrow beta': { kind: 'beta', p05: 0.499, p95: 0.501 },
  'beta near 0': { kind: 'beta', p05: 1e-6, p95: 0.1 },
  'beta on a range': { kind: 'beta', p05: 3, p95: 8, low: 2, high: 10 },
  gamma: { kind: 'gamma', p05: 1, p95: 2 },
  'wide gamma': { kind: 'gamma', p05: 1e-6, p95: 2 },
  'narrow gamma': { kind: 'gamma', p05: 1, p95: 1.01 },
};

describe.each(Object.entries({ ...CONTINUOUS, ...BY_PERCENTILES }))('%s', (_name, spec) => {
  const distribution = compiled(spec);

  it('has a quantile that rises and that the cdf takes back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        (u, v) => {
          const x = distribution.quantile(u);
          const [low, high] = distribution.support;
          expect(x).toBeGreaterThanOrEqual(low);
          expect(x).toBeLessThanOrEqual(high);
          if (v > u + 1e-12) expect(distribution.quantile(v)).toBeGreaterThanOrEqual(x);
          // A number near the upper end of a beta has few digits left for its distance from that end, where
          // two humps pile up their weight.
          expect(Math.abs(distribution.cdf(x) - u)).toBeLessThan(steep(spec) ? 1e-4 : 1e-12);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('has the mean of its quantiles', () => {
    const n = 20_000;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += distribution.quantile((i + 0.5) / n);
    const spread = distribution.quantile(0.99) - distribution.quantile(0.01);
    // The midpoint rule leaves out part of the tails, most in the widest gamma.
    expect(Math.abs(sum / n - distribution.mean)).toBeLessThan(1e-4 * spread);
  });

  it('is all between the ends of its support', () => {
    const [low, high] = distribution.support;
    expect(distribution.cdf(Number.isFinite(low) ? low - 1 : -1e300)).toBe(0);
    expect(distribution.cdf(Number.isFinite(high) ? high + 1 : 1e300)).toBe(1);
  });
});

function steep(spec: Distribution): boolean {
  return spec.kind === 'beta' && 'p05' in spec && spec.p95 > 0.99;
}

describe('percentiles', () => {
  it.each(Object.entries(BY_PERCENTILES))('are met by %s', (_name, spec) => {
    const distribution = compiled(spec);
    expect(Math.abs(distribution.quantile(0.05) / spec.p05 - 1)).toBeLessThan(1e-12);
    expect(Math.abs(distribution.quantile(0.95) / spec.p95 - 1)).toBeLessThan(1e-12);
    expect(Math.abs(distribution.cdf(spec.p05) - 0.05)).toBeLessThan(1e-12);
    expect(Math.abs(distribution.cdf(spec.p95) - 0.95)).toBeLessThan(1e-12);
  });

  it('are met by any triangular and PERT distribution with the mode between them', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (peaked, p05, width, share) => {
          const mode = p05 + share * width;
          const p95 = Math.max(mode, p05 + width);
          const three = { p05, mode, p95 };
          const { cdf, support } = compiled(
            peaked ? { kind: 'pert', ...three } : { kind: 'triangular', ...three },
          );
          expect(Math.abs(cdf(p05) - 0.05)).toBeLessThan(1e-9);
          expect(Math.abs(cdf(p95) - 0.95)).toBeLessThan(1e-9);
          expect(support[0]).toBeLessThanOrEqual(p05);
          expect(support[1]).toBeGreaterThanOrEqual(p95);
        },
      ),
      // The last takes the search for a root onto one of its ends.
      { numRuns: 60, examples: [[false, 0, 0.01, 8.530785341122073e-17]] },
    );
  });

  it('are met by any beta', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.97, noNaN: true }),
        fc.double({ min: 0.01, max: 0.999, noNaN: true }),
        (p05, share) => {
          const p95 = p05 + share * (0.999 - p05);
          const { quantile } = compiled({ kind: 'beta', p05, p95 });
          expect(Math.abs(quantile(0.05) / p05 - 1)).toBeLessThan(1e-9);
          expect(Math.abs(quantile(0.95) / p95 - 1)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('give back the distribution that they were taken from', () => {
    const first = compiled({ kind: 'pert', low: 2, mode: 3, high: 9 });
    const again = compiled({
      kind: 'pert',
      p05: first.quantile(0.05),
      mode: 3,
      p95: first.quantile(0.95),
    });
    expect(again.support[0]).toBeCloseTo(2, 11);
    expect(again.support[1]).toBeCloseTo(9, 11);
    const cut = compiled({ kind: 'normal', mean: 1, sd: 2, min: 0, max: 4 });
    const same = compiled({
      kind: 'normal',
      p05: cut.quantile(0.05),
      p95: cut.quantile(0.95),
      min: 0,
      max: 4,
    });
    for (const u of [0.01, 0.3, 0.7, 0.99]) {
      expect(same.quantile(u)).toBeCloseTo(cut.quantile(u), 9);
    }
  });
});

describe('closed forms', () => {
  it('are met by means', () => {
    expect(compiled(CONTINUOUS.pert).mean).toBeCloseTo((0 + 4 * 10 + 40) / 6, 13);
    expect(compiled(CONTINUOUS.triangular).mean).toBeCloseTo(8 / 3, 14);
    expect(compiled(CONTINUOUS.gamma).mean).toBe(10);
    expect(compiled(CONTINUOUS.lognormal).mean).toBeCloseTo(2 * Math.exp(0.245), 14);
    // Half of a normal distribution: its mean is the square root of 2/pi.
    const half = compiled({ kind: 'normal', mean: 0, sd: 1, min: 0 });
    expect(half.mean).toBeCloseTo(Math.sqrt(2 / Math.PI), 15);
  });

  it('are met by quantiles', () => {
    // Below its mode the cdf of a triangular distribution is (x - low)^2 / (width (mode - low)).
    expect(compiled(CONTINUOUS.triangular).quantile(0.09)).toBeCloseTo(1.6, 14);
    expect(compiled({ kind: 'uniform', p05: 1, p95: 2 }).support).toEqual([
      1 - 0.05 / 0.9,
      2 + 0.05 / 0.9,
    ]);
    expect(compiled(CONTINUOUS.lognormal).quantile(0.5)).toBe(2);
    // Two and a half degrees of freedom times two: the chi-squared 5 % point of 2 degrees is -2 log(0.95).
    expect(compiled({ kind: 'gamma', shape: 1, scale: 2 }).quantile(0.05)).toBeCloseTo(
      -2 * Math.log(0.95),
      15,
    );
  });
});

describe('values with a weight', () => {
  it('come in rising order, in proportion to their weights', () => {
    const { quantile, cdf, mean, support } = compiled({
      kind: 'discrete',
      values: [5, 1, 3, 9],
      weights: [2, 1, 1, 0],
    });
    expect([0.1, 0.25, 0.26, 0.5, 0.51, 0.99].map(quantile)).toEqual([1, 1, 3, 3, 5, 5]);
    expect([0, 1, 2, 4, 5, 9].map(cdf)).toEqual([0, 0.25, 0.25, 0.5, 1, 1]);
    expect(mean).toBe(3.5);
    expect(support).toEqual([1, 5]);
  });

  it('are equal without weights, and one for a fixed value', () => {
    expect([0.3, 0.4, 0.9].map(compiled({ kind: 'discrete', values: [2, 0, 1] }).quantile)).toEqual(
      [0, 1, 2],
    );
    const fixed = compiled({ kind: 'fixed', value: 7 });
    expect([fixed.quantile(0.001), fixed.quantile(0.999), fixed.cdf(6.9), fixed.cdf(7)]).toEqual([
      7, 7, 0, 1,
    ]);
  });
});

describe('a mixture with values of their own weight', () => {
  const { quantile, cdf, mean } = compiled({
    kind: 'mixture',
    parts: [
      { weight: 3, distribution: { kind: 'fixed', value: 0 } },
      { weight: 6, distribution: { kind: 'uniform', low: -1, high: 2 } },
      { weight: 1, distribution: { kind: 'discrete', values: [1, 5] } },
    ],
  });

  it('jumps at them and is continuous between them', () => {
    // 0.2 below 0, 0.3 at 0, 0.2 up to 1, 0.05 at 1, 0.2 up to 2, 0.05 at 5.
    const got = [0.1, 0.199, 0.21, 0.5, 0.6, 0.72, 0.85, 0.96].map(quantile);
    const want = [-0.5, -0.005, 0, 0, 0.5, 1, 1.5, 5];
    got.forEach((x, i) => {
      expect(x).toBeCloseTo(want[i]!, 13);
    });
    expect(quantile(0.3)).toBe(0);
    expect(quantile(0.999)).toBe(5);
    expect(cdf(0)).toBeCloseTo(0.5, 15);
    expect(cdf(-1e-12)).toBeCloseTo(0.2, 11);
    expect(mean).toBeCloseTo(0.6 * 0.5 + 0.1 * 3, 15);
  });

  it('finds the far tails of wide parts', () => {
    const wide = compiled({
      kind: 'mixture',
      parts: [
        { weight: 1, distribution: { kind: 'fixed', value: 0 } },
        { weight: 1, distribution: { kind: 'lognormal', median: 1, sigma: 2 } },
      ],
    });
    // The upper 1e-13 of the mixture is the upper 2e-13 of its lognormal part.
    const part = compiled({ kind: 'lognormal', median: 1, sigma: 2 });
    const u = 1 - 2 ** -43;
    expect(wide.quantile(u) / part.quantile(1 - 2 ** -42)).toBeCloseTo(1, 12);
    expect(wide.quantile(1 - 2 ** -53)).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});

describe('what cannot be is said', () => {
  it.each<[Distribution, string]>([
    [{ kind: 'uniform', low: 3, high: 1 }, 'low (3) is above high (1)'],
    [
      { kind: 'normal', p05: 0.02, p95: 2, min: 0 },
      'no normal distribution above min (0) has the 5th percentile 0.02 and the 95th 2',
    ],
    [
      { kind: 'normal', p05: 0.04, p95: 0.96, min: 0, max: 1 },
      'no normal distribution above min (0) and below max (1) has the 5th percentile 0.04 and the 95th 0.96',
    ],
    [
      { kind: 'normal', mean: 0, sd: 1, min: 50 },
      'next to nothing of the distribution lies between 50 and Infinity',
    ],
    [
      { kind: 'beta', p05: 0.0001, p95: 0.00010001 },
      'no beta distribution from 0 to 1 with moderate shapes has the 5th percentile 0.0001 and the 95th 0.00010001',
    ],
    [
      { kind: 'gamma', p05: 1, p95: 1.0001 },
      'p05 (1) and p95 (1.0001) are too close for a gamma distribution',
    ],
    [
      { kind: 'gamma', p05: 1e-280, p95: 1 },
      'p05 (1e-280) and p95 (1) are too far apart for a gamma distribution',
    ],
    [{ kind: 'lognormal', median: 1, sigma: 1000 }, 'some of its values are too large'],
    [
      {
        kind: 'mixture',
        parts: [
          { weight: 1, distribution: { kind: 'fixed', value: 0 } },
          { weight: 1, distribution: { kind: 'gamma', p05: 1, p95: 1.0001 } },
        ],
      },
      'part 2: p05 (1) and p95 (1.0001) are too close for a gamma distribution',
    ],
  ])('%j', (spec, message) => {
    expect(problemOf(spec)).toBe(message);
  });
});
