import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logBeta } from '../../src/calibration/observation/beta.js';
import {
  countForecast,
  driftAfter,
  driftAhead,
  driftAtStart,
} from '../../src/calibration/observation/drift.js';
import { logGamma } from '../../src/calibration/observation/log-gamma.js';
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
  const rule = { spread: 0.8, persistence: 0.9 };

  test('returns to what is known at the start', () => {
    const later = driftAhead({ mean: 4, variance: 0.1 }, rule, 500);
    expect(later.mean).toBeCloseTo(1, 12);
    expect(later.variance).toBeCloseTo(0.64, 12);
  });

  test('two reports ahead is one report ahead twice', () => {
    const drift = { mean: 2, variance: 0.3 };
    const twice = driftAhead(driftAhead(drift, rule, 1), rule, 1);
    const once = driftAhead(drift, rule, 2);
    expect(once.mean).toBeCloseTo(twice.mean, 12);
    expect(once.variance).toBeCloseTo(twice.variance, 12);
  });

  test('without dispersion and gamma-like it is the conjugate update of a Poisson mean', () => {
    // Gamma(shape a, rate b) has mean a/b, variance a/b^2; after y at exposure mu: (a + y)/(b + mu), exactly linear.
    const [a, b, mu, y] = [4, 2, 3, 11];
    const after = driftAfter({ mean: a / b, variance: a / (b * b) }, mu, 0, y);
    expect(after.mean).toBeCloseTo((a + y) / (b + mu), 12);
    // The linear estimate carries the mean of the variance over y, with E(y) = mu a / b.
    expect(after.variance).toBeCloseTo((a + (mu * a) / b) / (b + mu) ** 2, 12);
  });

  test('stays positive and never grows less certain', () => {
    const size = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(
        size,
        size,
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.nat(5000),
        (m, v, a, y) => {
          const after = driftAfter({ mean: m, variance: v }, 2, a, y);
          expect(after.mean).toBeGreaterThan(0);
          expect(after.variance).toBeGreaterThan(0);
          expect(after.variance).toBeLessThanOrEqual(v);
        },
      ),
    );
  });

  test('its spread and that of the count add up', () => {
    const drift = driftAtStart(rule);
    const { mean, dispersion } = countForecast(5, drift, 0.3);
    // Var = E[var] + var[mean] with factor g: 5 + 0.3 * 25 E g^2 + 25 var g.
    expect(mean + dispersion * mean * mean).toBeCloseTo(5 + 0.3 * 25 * 1.64 + 25 * 0.64, 10);
  });
});
