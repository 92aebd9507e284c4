import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logBeta } from '../../src/calibration/observation/beta.js';
import {
  driftAfter,
  driftAhead,
  driftAtStart,
  driftRuleAt,
  logCount,
  STILL,
} from '../../src/calibration/observation/drift.js';
import { logChoices, logGamma } from '../../src/calibration/observation/log-gamma.js';
import { logNegativeBinomial } from '../../src/calibration/observation/negative-binomial.js';
import { logNormalDensity } from '../../src/calibration/observation/normal.js';
import { logPoisson } from '../../src/calibration/observation/poisson.js';

describe('log Gamma', () => {
  test.each([
    [1, 0],
    [2, 0],
    [5, Math.log(24)],
    [0.5, 0.5 * Math.log(Math.PI)],
    [1.5, Math.log(0.5 * Math.sqrt(Math.PI))],
    [101, 363.7393755555635],
  ])('at %d is %d', (x, expected) => {
    expect(logGamma(x)).toBeCloseTo(expected, 11);
  });
});

test('choices are the same by products and by logarithms of Gamma', () => {
  for (const k of [1e-8, 0.3, 2, 40, 1e6])
    for (const count of [0, 1, 5, 24, 25, 400]) {
      const expected = logGamma(count + k) - logGamma(k) - logGamma(count + 1);
      // The logarithms reach 1e7 for the largest k, where 1e-8 is their last digit.
      expect(Math.abs(logChoices(count, k) - expected)).toBeLessThan(k > 1e3 ? 1e-7 : 1e-10);
    }
});

describe('negative binomial counts', () => {
  test('with dispersion 1 are geometric', () => {
    // P(y) = p (1 - p)^y with p = 1 / (1 + mean).
    for (const y of [0, 1, 7, 300])
      expect(logNegativeBinomial(y, 3, 1)).toBeCloseTo(Math.log(0.25) + y * Math.log(0.75), 10);
  });

  test('with dispersion 0 are Poisson, and nearly so with very little', () => {
    expect(logNegativeBinomial(4, 2.5, 0)).toBeCloseTo(4 * Math.log(2.5) - 2.5 - Math.log(24), 12);
    expect(logNegativeBinomial(4, 2.5, 1e-7)).toBeCloseTo(logPoisson(4, 2.5), 6);
  });

  test('have the mean and variance they are given, and all their mass', () => {
    const [mean, dispersion] = [6, 0.7];
    let [mass, first, second] = [0, 0, 0];
    for (let y = 0; y < 600; y++) {
      const p = Math.exp(logNegativeBinomial(y, mean, dispersion));
      mass += p;
      first += p * y;
      second += p * y * y;
    }
    expect(mass).toBeCloseTo(1, 10);
    expect(first).toBeCloseTo(mean, 9);
    expect(second - first * first).toBeCloseTo(mean + dispersion * mean * mean, 7);
  });

  test('are impossible above 0 where nothing is expected', () => {
    expect(logNegativeBinomial(0, 0, 1)).toBe(0);
    expect(logNegativeBinomial(1, 0, 1)).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('beta and normal values', () => {
  test('a beta of mean a half and precision 2 is uniform', () => {
    expect(logBeta(0.123, 0.5, 2)).toBeCloseTo(0, 12);
  });

  test('a beta of mean 0.4 and precision 5 is Beta(2, 3)', () => {
    expect(logBeta(0.3, 0.4, 5)).toBeCloseTo(Math.log(12 * 0.3 * 0.7 * 0.7), 11);
    expect(logBeta(0.3, 1, 5)).toBe(Number.NEGATIVE_INFINITY);
  });

  test('the density of a normal', () => {
    expect(logNormalDensity(3, 1, 2)).toBeCloseTo(
      Math.log(Math.exp(-0.5) / (2 * Math.sqrt(2 * Math.PI))),
      12,
    );
  });
});

describe('the drift factor', () => {
  const rule = { spread: 0.8, persistence: 0.9, lasting: STILL, taper: 0 };
  const both = { ...rule, lasting: { spread: 1.1, persistence: 0.99 } };
  const known = (mean: number, variance: number) => ({
    mean,
    variance,
    lastingMean: 0,
    lastingVariance: 0,
    covariance: 0,
    spread: 0.8,
  });
  const NOISE = { clustering: 3, dispersion: 0.5 };

  test('returns to what is known at the start, a factor of mean 1', () => {
    const later = driftAhead(known(4, 0.1), rule, 500);
    expect(later.mean).toBeCloseTo(-0.32, 12);
    expect(later.variance).toBeCloseTo(0.64, 12);
    expect(Math.exp(later.mean + later.variance / 2)).toBeCloseTo(1, 12);
  });

  test('two reports ahead is one report ahead twice', () => {
    const drift = known(2, 0.3);
    const twice = driftAhead(driftAhead(drift, rule, 1), rule, 1);
    const once = driftAhead(drift, rule, 2);
    expect(once.mean).toBeCloseTo(twice.mean, 12);
    expect(once.variance).toBeCloseTo(twice.variance, 12);
  });

  test('after a count lies where the posterior is highest, and is as curved there', () => {
    const [drift, expected, dispersion, count] = [known(-0.3, 0.6), 5, 0.4, 23] as const;
    const log = (x: number) =>
      logNegativeBinomial(count, expected * Math.exp(x), dispersion) -
      (x - drift.mean) ** 2 / (2 * drift.variance);
    const after = driftAfter(drift, expected, { clustering: 1, dispersion }, count);
    const h = 1e-4;
    // Central differences have errors of about h^2.
    expect((log(after.mean + h) - log(after.mean - h)) / (2 * h)).toBeCloseTo(0, 6);
    const curved = (log(after.mean + h) - 2 * log(after.mean) + log(after.mean - h)) / h ** 2;
    expect(-1 / curved).toBeCloseTo(after.variance, 5);
  });

  test('is found from any start, and never less certain than before', () => {
    const size = fc.double({ min: 1e-2, max: 1e3, noNaN: true });
    const variance = fc.double({ min: 1e-3, max: 9, noNaN: true });
    const mean = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        mean,
        variance,
        size,
        size,
        fc.double({ min: 1, max: 30, noNaN: true }),
        fc.nat(5000),
        (m, v, expected, a, c, y) => {
          const after = driftAfter(known(m, v), expected, { clustering: c, dispersion: a }, y);
          const rate = expected * Math.exp(after.mean);
          const slope = (y - rate) / (c + a * rate) - (after.mean - m) / v;
          const scale = 1 + y + (1 + Math.abs(after.mean - m)) / v;
          expect(Math.abs(slope) / scale).toBeLessThan(1e-6);
          expect(after.variance).toBeLessThanOrEqual(v * (1 + 1e-12));
        },
      ),
    );
  });

  test('with a lasting part keeps to the closed form of two parts that are seen together', () => {
    // A Kalman filter over (passing, lasting) with a seen sum, worked out on its matrix.
    let drift = driftAtStart(both);
    const [f, l] = [0.64, 1.21];
    let mean = [-f / 2, -l / 2] as [number, number];
    let p = [f, 0, l] as [number, number, number];
    for (const count of [3, 0, 12, 40]) {
      drift = driftAhead(drift, both, 1);
      mean = [-f / 2 + 0.9 * (mean[0] + f / 2), -l / 2 + 0.99 * (mean[1] + l / 2)];
      p = [0.81 * p[0] + 0.19 * f, 0.9 * 0.99 * p[1], 0.9801 * p[2] + 0.0199 * l];
      const before = p[0] + 2 * p[1] + p[2];
      expect(drift.mean).toBeCloseTo(mean[0] + mean[1], 10);
      expect(drift.variance).toBeCloseTo(before, 10);
      const after = driftAfter(known(drift.mean, drift.variance), 5, NOISE, count);
      drift = driftAfter(drift, 5, NOISE, count);
      const gain = [(p[0] + p[1]) / before, (p[1] + p[2]) / before] as const;
      const moved = after.mean - mean[0] - mean[1];
      mean = [mean[0] + gain[0] * moved, mean[1] + gain[1] * moved];
      const less = before - after.variance;
      p = [p[0] - gain[0] ** 2 * less, p[1] - gain[0] * gain[1] * less, p[2] - gain[1] ** 2 * less];
      expect(drift.lastingMean).toBeCloseTo(mean[1], 10);
      expect(drift.lastingVariance).toBeCloseTo(p[2], 10);
      expect(drift.covariance).toBeCloseTo(p[1] + p[2], 10);
    }
    const far = driftAhead(drift, both, 5000);
    expect(Math.exp(far.mean + far.variance / 2)).toBeCloseTo(1, 8);
  });

  test('a departure keeps its size in spreads where the spread changes with what is expected', () => {
    const tapered = { ...rule, taper: 0.5, persistence: 1 };
    expect(driftRuleAt(tapered, 0).spread).toBe(0.8);
    expect(driftRuleAt(tapered, 3).spread).toBeCloseTo(0.4, 12);
    const wide = driftAfter(driftAtStart(driftRuleAt(tapered, 0)), 2, NOISE, 9);
    const narrow = driftAhead(wide, driftRuleAt(tapered, 3), 1);
    // In spreads from where the factor has mean 1: (x + s^2 / 2) / s.
    expect((narrow.mean + 0.08) / 0.4).toBeCloseTo((wide.mean + 0.32) / 0.8, 12);
    expect(narrow.variance).toBeCloseTo(wide.variance / 4, 12);
  });

  test('without spread a count is negative binomial', () => {
    const start = driftAtStart({ ...STILL, lasting: STILL, taper: 0 });
    expect(logCount(4, 3, start, { clustering: 1, dispersion: 0.5 })).toBe(
      logNegativeBinomial(4, 3, 0.5),
    );
  });

  test('with spread counts have all their mass, a mean of what is expected, and spread that adds up', () => {
    const [expected, spread, dispersion, clustering] = [4, 0.5, 0.3, 2.5];
    const drift = driftAtStart({ spread, persistence: 0.9, lasting: STILL, taper: 0 });
    let [mass, first, second] = [0, 0, 0];
    for (let y = 0; y < 2000; y++) {
      const p = Math.exp(logCount(y, expected, drift, { clustering, dispersion }));
      mass += p;
      first += p * y;
      second += p * y * y;
    }
    expect(mass).toBeCloseTo(1, 9);
    // Seven points give moments of a lognormal with this spread to about 1e-7 and 1e-4.
    expect(first).toBeCloseTo(expected, 5);
    const squares = expected ** 2 * Math.exp(spread ** 2);
    const variance = clustering * expected + dispersion * squares + squares - expected ** 2;
    expect(Math.abs((second - first ** 2) / variance - 1)).toBeLessThan(1e-3);
  });

  test('what cannot be seen is impossible', () => {
    const drift = driftAtStart(rule);
    expect(logCount(2, 0, drift, NOISE)).toBe(Number.NEGATIVE_INFINITY);
    expect(logCount(0, 0, drift, NOISE)).toBeCloseTo(0, 12);
  });
});
