import { describe, expect, it } from 'vitest';
import { draw } from '../../src/engine/random/draws.js';
import { keyOfStream, philox, uniforms } from '../../src/engine/random/philox.js';
import { logFactorial } from '../../src/engine/random/special.js';
import type { Draw } from '../../src/model/expr.js';
import { standardGamma } from '../../src/plan/distributions/incomplete-gamma.js';
import { normalCdf } from '../../src/plan/distributions/normal-function.js';

const N = 100_000;

/** Draws as a model makes them: one a world, at the first step of one element. */
function draws(fn: Draw, args: readonly number[], count = N): Float64Array {
  const key = keyOfStream([2026, 11], `${fn}/${args.join()}`);
  return Float64Array.from({ length: count }, (_, world) =>
    draw(fn, args, (n) => uniforms(philox([world, 0, 0, n], key))),
  );
}

interface Theory {
  readonly mean: number;
  readonly variance: number;
  /** Fourth central moment over the squared variance. */
  readonly kurtosis: number;
  /** Share of draws at or below x; for counts, x is a whole number. */
  share(x: number): number;
}

const step = (x: number) => (x < 0 ? 0 : 1);

/** Shares at or below k from the chances of 0, 1, 2 ... up to `last`, the first of which is at `first`. */
function shares(first: number, last: number, chance: (k: number) => number): (k: number) => number {
  const sums = new Float64Array(last - first + 1);
  let sum = 0;
  for (let k = first; k <= last; k++) {
    sum += chance(k);
    sums[k - first] = sum;
  }
  return (k) => (k < first ? 0 : (sums[Math.min(k, last) - first] ?? 1));
}

const uniform = (low: number, high: number): Theory => ({
  mean: (low + high) / 2,
  variance: (high - low) ** 2 / 12,
  kurtosis: 1.8,
  share: (x) => (x - low) / (high - low),
});

const normal = (mean: number, sd: number): Theory => ({
  mean,
  variance: sd ** 2,
  kurtosis: 3,
  share: (x) => normalCdf((x - mean) / sd),
});

const lognormal = (median: number, sigma: number): Theory => {
  const w = Math.exp(sigma ** 2);
  return {
    mean: median * Math.sqrt(w),
    variance: (w - 1) * w * median ** 2,
    kurtosis: w ** 4 + 2 * w ** 3 + 3 * w ** 2 - 3,
    share: (x) => normalCdf(Math.log(x / median) / sigma),
  };
};

const exponential = (mean: number): Theory => ({
  mean,
  variance: mean ** 2,
  kurtosis: 9,
  share: (x) => -Math.expm1(-x / mean),
});

const gamma = (shape: number, scale: number): Theory => {
  const standard = standardGamma(shape);
  return {
    mean: shape * scale,
    variance: shape * scale ** 2,
    kurtosis: 3 + 6 / shape,
    share: (x) => standard.tails(x / scale).lower,
  };
};

const bernoulli = (p: number): Theory => ({
  mean: p,
  variance: p * (1 - p),
  kurtosis: 3 + (1 - 6 * p * (1 - p)) / (p * (1 - p)),
  share: (x) => (x < 1 ? (1 - p) * step(x) : 1),
});

const poisson = (mean: number): Theory => {
  const reach = 12 * Math.sqrt(mean) + 30;
  const chance = (k: number) => Math.exp(k * Math.log(mean) - mean - logFactorial(k));
  return {
    mean,
    variance: mean,
    kurtosis: 3 + 1 / mean,
    share: shares(Math.max(0, Math.floor(mean - reach)), Math.ceil(mean + reach), chance),
  };
};

const binomial = (n: number, p: number): Theory => {
  const q = 1 - p;
  const reach = 12 * Math.sqrt(n * p * q) + 30;
  const from = Math.max(0, Math.floor(n * p - reach));
  const to = Math.min(n, Math.ceil(n * p + reach));
  const chance = (k: number) =>
    Math.exp(
      logFactorial(n) -
        logFactorial(k) -
        logFactorial(n - k) +
        k * Math.log(p) +
        (n - k) * Math.log1p(-p),
    );
  return {
    mean: n * p,
    variance: n * p * q,
    kurtosis: 3 + (1 - 6 * p * q) / (n * p * q),
    share: shares(from, to, chance),
  };
};

const negativeBinomial = (mean: number, k: number): Theory => {
  const p = k / (k + mean);
  let chance = p ** k;
  return {
    mean,
    variance: mean + mean ** 2 / k,
    kurtosis: 3 + 6 / k + p ** 2 / ((1 - p) * k),
    share: shares(0, Math.ceil(mean + 60 * Math.sqrt(mean + mean ** 2 / k) + 100), (n) => {
      const now = chance;
      chance *= ((n + k) / (n + 1)) * (1 - p);
      return now;
    }),
  };
};

const cases: readonly (readonly [Draw, readonly number[], Theory])[] = [
  ['uniform', [2, 5], uniform(2, 5)],
  ['uniform', [-1e6, 1e6], uniform(-1e6, 1e6)],
  ['normal', [3, 2], normal(3, 2)],
  ['normal', [-1e6, 1e-3], normal(-1e6, 1e-3)],
  ['lognormal', [2, 0.5], lognormal(2, 0.5)],
  ['exponential', [3], exponential(3)],
  ['gamma', [0.05, 2], gamma(0.05, 2)],
  ['gamma', [0.5, 2], gamma(0.5, 2)],
  ['gamma', [1, 3], gamma(1, 3)],
  ['gamma', [7.5, 0.1], gamma(7.5, 0.1)],
  ['gamma', [1e6, 1], gamma(1e6, 1)],
  ['bernoulli', [0.2], bernoulli(0.2)],
  ['bernoulli', [0.001], bernoulli(0.001)],
  ['poisson', [0.01], poisson(0.01)],
  ['poisson', [3], poisson(3)],
  ['poisson', [9.999], poisson(9.999)],
  ['poisson', [10], poisson(10)],
  ['poisson', [43.5], poisson(43.5)],
  ['poisson', [1e6], poisson(1e6)],
  ['binomial', [1, 0.3], binomial(1, 0.3)],
  ['binomial', [20, 0.3], binomial(20, 0.3)],
  ['binomial', [50, 0.9], binomial(50, 0.9)],
  ['binomial', [25, 0.4], binomial(25, 0.4)],
  ['binomial', [1000, 0.005], binomial(1000, 0.005)],
  ['binomial', [1000, 0.6], binomial(1000, 0.6)],
  ['binomial', [1e6, 0.5], binomial(1e6, 0.5)],
  ['binomial', [1e6, 1e-5], binomial(1e6, 1e-5)],
  ['negative_binomial', [3, 0.5], negativeBinomial(3, 0.5)],
  ['negative_binomial', [100, 2], negativeBinomial(100, 2)],
  ['negative_binomial', [0.2, 10], negativeBinomial(0.2, 10)],
  ['negative_binomial', [1e4, 5], negativeBinomial(1e4, 5)],
];

describe.each(cases)('%s(%j)', (fn, args, theory) => {
  const sample = draws(fn, args);
  const mean = sample.reduce((sum, x) => sum + x, 0) / N;

  // Under theory these scores are normal with variance 1: below 5 in all but one of 1.7 million.
  it('has the mean of theory', () => {
    expect(Math.abs(mean - theory.mean) / Math.sqrt(theory.variance / N)).toBeLessThan(5);
  });

  it('has the variance of theory', () => {
    const variance = sample.reduce((sum, x) => sum + (x - theory.mean) ** 2, 0) / N;
    const error = theory.variance * Math.sqrt((theory.kurtosis - 1) / N);
    expect(Math.abs(variance - theory.variance) / error).toBeLessThan(5);
  });

  it('has the shape of theory', () => {
    const sorted = Float64Array.from(sample).sort();
    let worst = 0;
    sorted.forEach((x, i) => {
      // Where draws tie, the share at or below x is that of the last of them.
      if (sorted[i + 1] === x) return;
      worst = Math.max(worst, Math.abs((i + 1) / N - theory.share(x)));
    });
    // Kolmogorov: the chance of exceeding 2.5 / sqrt(N) is 2 exp(-2 * 2.5^2), 1 in 130,000.
    expect(worst * Math.sqrt(N)).toBeLessThan(2.5);
  });

  it('counts in whole numbers, none below 0, where it counts', () => {
    const counts = ['bernoulli', 'binomial', 'poisson', 'negative_binomial'].includes(fn);
    expect(sample.every((x) => Number.isInteger(x) && x >= 0)).toBe(counts);
    if (fn === 'binomial') expect(sample.every((x) => x <= Number(args[0]))).toBe(true);
  });
});

describe('arguments at the edge', () => {
  it.each<[Draw, readonly number[], number]>([
    ['uniform', [4, 4], 4],
    ['normal', [4, 0], 4],
    ['lognormal', [4, 0], 4],
    ['exponential', [0], 0],
    ['gamma', [2, 0], 0],
    ['bernoulli', [0], 0],
    ['bernoulli', [1], 1],
    ['poisson', [0], 0],
    ['binomial', [0, 0.5], 0],
    ['binomial', [12, 0], 0],
    ['binomial', [12, 1], 12],
    ['binomial', [12.9, 1], 12],
    ['binomial', [1e6, 1], 1e6],
    ['negative_binomial', [0, 2], 0],
    ['poisson', [1e-300], 0],
    ['binomial', [1e6, 1e-300], 0],
    // Nearly all of a gamma of tiny shape lies below any number.
    ['gamma', [1e-8, 1], 0],
    ['negative_binomial', [5, 1e-9], 0],
  ])('%s(%j) is always %d', (fn, args, value) => {
    expect([...new Set(draws(fn, args, 1000))]).toEqual([value]);
  });

  it.each<[Draw, readonly number[]]>([
    ['gamma', [1e-3, 1]],
    ['gamma', [1e12, 1e-12]],
    ['poisson', [1e12]],
    ['binomial', [1e12, 0.5]],
    ['binomial', [1e12, 1 - 1e-9]],
    ['negative_binomial', [1e9, 1e-3]],
    ['negative_binomial', [1e6, 1e9]],
    ['lognormal', [1e-300, 1]],
    ['normal', [1e300, 1e290]],
  ])('%s(%j) is finite', (fn, args) => {
    const sample = draws(fn, args, 1000);
    expect(sample.every(Number.isFinite)).toBe(true);
  });

  it.each<[Draw, readonly number[]]>([
    ['normal', [0, -1]],
    ['lognormal', [0, 1]],
    ['lognormal', [-1, 1]],
    ['lognormal', [1, -1]],
    ['exponential', [-1]],
    ['gamma', [0, 1]],
    ['gamma', [-1, 1]],
    ['gamma', [1, -1]],
    ['bernoulli', [-0.1]],
    ['bernoulli', [1.1]],
    ['poisson', [-1]],
    ['poisson', [1e16]],
    ['binomial', [-1, 0.5]],
    ['binomial', [10, -0.1]],
    ['binomial', [10, 1.1]],
    ['binomial', [1e16, 0.5]],
    ['negative_binomial', [-1, 1]],
    ['negative_binomial', [1, 0]],
    ['negative_binomial', [1, -1]],
    ['uniform', [Number.NaN, 1]],
    ['normal', [Number.NaN, 1]],
    ['lognormal', [1, Number.NaN]],
    ['exponential', [Number.NaN]],
    ['gamma', [Number.NaN, 1]],
    ['gamma', [1, Number.NaN]],
    ['bernoulli', [Number.NaN]],
    ['poisson', [Number.NaN]],
    ['poisson', [Number.POSITIVE_INFINITY]],
    ['binomial', [Number.NaN, 0.5]],
    ['binomial', [10, Number.NaN]],
    ['negative_binomial', [Number.NaN, 1]],
    ['negative_binomial', [1, Number.NaN]],
  ])('%s(%j) is no number', (fn, args) => {
    expect(draws(fn, args, 100).every(Number.isNaN)).toBe(true);
  });
});

it('moves with its arguments when little uncertainty is in play', () => {
  // Common random numbers: the same world draws higher when its mean is higher.
  for (const [fn, low, high] of [
    ['exponential', [2], [3]],
    ['lognormal', [2, 0.5], [3, 0.5]],
    ['poisson', [2], [3]],
    ['bernoulli', [0.2], [0.3]],
    ['binomial', [10, 0.2], [10, 0.3]],
  ] as const) {
    const key = keyOfStream([1, 1], fn);
    const at = (args: readonly number[], world: number) =>
      draw(fn, args, (n) => uniforms(philox([world, 0, 0, n], key)));
    for (let world = 0; world < 2000; world++)
      expect(at(high, world)).toBeGreaterThanOrEqual(at(low, world));
  }
});
