import { describe, expect, it } from 'vitest';
import { standardBeta } from '../../../src/plan/distributions/incomplete-beta.js';
import { standardGamma } from '../../../src/plan/distributions/incomplete-gamma.js';
import {
  normalCdf,
  normalQuantile,
  normalUpper,
} from '../../../src/plan/distributions/normal-function.js';
import { risingRoot } from '../../../src/plan/distributions/root.js';
import { deviance, stirlingError } from '../../../src/plan/distributions/stirling.js';
import reference from './reference-values.json' with { type: 'json' };

// Reference values: 50 digits of mpmath, made by reference-values.py.

function relativeError(got: number, want: number): number {
  return Math.abs(got - want) / Math.abs(want);
}

function worst(rows: readonly { error: number; at: string }[]): { error: number; at: string } {
  return rows.reduce((a, b) => (b.error <= a.error ? a : b));
}

describe('the normal distribution', () => {
  it('has its share below z to 3e-16 in both tails', () => {
    const errors = reference.normalCdf.map(([z = 0, want = 0]) => ({
      error: Math.max(relativeError(normalCdf(z), want), relativeError(normalUpper(-z), want)),
      at: `z ${z}`,
    }));
    expect(worst(errors).error, worst(errors).at).toBeLessThan(3e-16);
  });

  it('has its quantiles to 5e-16', () => {
    const errors = reference.normalQuantile.map(([p = 0, want = 0]) => ({
      error: relativeError(normalQuantile(p), want),
      at: `p ${p}`,
    }));
    expect(worst(errors).error, worst(errors).at).toBeLessThan(5e-16);
  });

  it('ends at infinity', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalCdf(-50)).toBe(0);
    expect(normalQuantile(0.5)).toBe(0);
  });
});

describe('the gamma distribution', () => {
  // A small shape spreads its values over hundreds of powers of ten: a share that is off by one part in
  // 10^16 moves the value by 1 / shape times as much.
  it('has its quantiles to 2e-15, times 1 / shape where the shape is below 1', () => {
    const errors = reference.gammaInverse.map(([shape = 1, u = 0, want = 0]) => ({
      error: relativeError(standardGamma(shape).inverse(u, 1 - u), want) * Math.min(1, shape),
      at: `shape ${shape} at ${u}`,
    }));
    expect(worst(errors).error, worst(errors).at).toBeLessThan(2e-15);
  });

  it('is the exponential distribution at shape 1', () => {
    for (const x of [1e-10, 0.3, 1, 2.1, 30, 200]) {
      const { lower, upper, slope } = standardGamma(1).tails(x);
      expect(relativeError(lower, -Math.expm1(-x))).toBeLessThan(4e-15);
      expect(relativeError(upper, Math.exp(-x))).toBeLessThan(4e-14); // exp(-200) is off by 200 ulp
      expect(relativeError(slope, x * Math.exp(-x))).toBeLessThan(4e-14);
    }
  });
});

describe('the beta distribution', () => {
  it('has its quantiles, and their distance from 1, to 4e-15, over the smaller shape where below 1', () => {
    const errors = reference.betaInverse.map(([a = 1, b = 1, u = 0, x = 0, y = 0]) => {
      const point = standardBeta(a, b).inverse(u, 1 - u);
      const error = Math.max(relativeError(point.x, x), relativeError(point.y, y));
      return { error: error * Math.min(1, a, b), at: `shapes ${a} and ${b} at ${u}` };
    });
    expect(worst(errors).error, worst(errors).at).toBeLessThan(4e-15);
  });

  // Closed form: 1 - (1-x)^6 - 6x (1-x)^5 = 0.025, solved to 30 digits.
  it('gives the quantile of beta(2, 5) at 0.025', () => {
    expect(standardBeta(2, 5).inverse(0.025, 0.975).x).toBeCloseTo(0.04327186829274168, 16);
  });

  it('is a power law at shapes a and 1', () => {
    for (const x of [1e-12, 0.2, 0.7, 0.99]) {
      expect(relativeError(standardBeta(3, 1).tails({ x, y: 1 - x }).lower, x ** 3)).toBeLessThan(
        4e-15,
      );
      const other = standardBeta(1, 4).tails({ x, y: 1 - x }).upper;
      expect(relativeError(other, (1 - x) ** 4)).toBeLessThan(4e-15);
    }
  });
});

describe('the parts of densities', () => {
  it('knows what Stirling leaves out: log n! for whole n', () => {
    let logFactorial = 0;
    for (let n = 1; n <= 60; n++) {
      logFactorial += Math.log(n);
      const stirling = (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI);
      // Two numbers of about logFactorial are subtracted.
      expect(Math.abs(stirlingError(n) - (logFactorial - stirling))).toBeLessThan(
        4e-16 * Math.max(4, logFactorial) * 4,
      );
    }
    // Gamma(1/2) is the square root of pi, so log (1/2)! is log(sqrt(pi) / 2).
    const half = Math.log(Math.sqrt(Math.PI) / 2) + 0.5 - 0.5 * Math.log(2 * Math.PI) + Math.log(2);
    expect(stirlingError(0.5)).toBeCloseTo(half, 15);
  });

  it('keeps the digits of x log(x/m) + m - x where x is near m', () => {
    // For x = m (1 + t): m (t^2/2 - t^3/6 + t^4/12 - ...).
    for (const t of [1e-9, -1e-7, 1e-4]) {
      const m = 2 ** 20;
      const x = m + m * t;
      const exact = (x - m) / m;
      const want = m * (exact ** 2 / 2 - exact ** 3 / 6 + exact ** 4 / 12 - exact ** 5 / 20);
      expect(relativeError(deviance(x, m), want)).toBeLessThan(1e-14);
    }
    expect(deviance(0, 3)).toBe(3);
    expect(deviance(5, 5)).toBe(0);
  });
});

describe('risingRoot', () => {
  it('finds a root to the last bits', () => {
    const root = risingRoot((x) => x * x * x - 2, 0, 10);
    expect(Math.abs(root - Math.cbrt(2))).toBeLessThan(5e-16);
    expect(risingRoot((x) => Math.exp(x) - 1e-200, -1000, 10)).toBeCloseTo(Math.log(1e-200), 10);
  });

  it('finds the lower end where the function is 0 on an interval', () => {
    const flat = (x: number) => (x < 1 ? x - 1 : x > 2 ? x - 2 : 0);
    expect(risingRoot(flat, 0, 7)).toBeCloseTo(1, 14);
  });

  it('finds the place of a jump', () => {
    expect(risingRoot((x) => (x < 0.3 ? -1 : 1), 0, 1)).toBeCloseTo(0.3, 15);
  });
});
