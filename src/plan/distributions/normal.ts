import type { Family } from './family.js';
import {
  normalCdf,
  normalDensity,
  normalQuantile,
  normalUpper,
  normalUpperQuantile,
} from './normal-function.js';

export function normal(mean: number, sd: number): Family {
  const z = (x: number) => (x - mean) / sd;
  const share = (from: number, to: number) =>
    from > mean ? normalUpper(z(from)) - normalUpper(z(to)) : normalCdf(z(to)) - normalCdf(z(from));
  return {
    support: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    mean,
    cdf: (x) => normalCdf(z(x)),
    upper: (x) => normalUpper(z(x)),
    quantile: (u) => mean + sd * normalQuantile(u),
    upperQuantile: (q) => mean + sd * normalUpperQuantile(q),
    partialMean: (from, to) =>
      mean * share(from, to) + sd * (normalDensity(z(from)) - normalDensity(z(to))),
  };
}

/** The exponential of a normal distribution with mean log(median) and standard deviation sigma. */
export function lognormal(median: number, sigma: number): Family {
  const z = (x: number) => (x <= 0 ? Number.NEGATIVE_INFINITY : Math.log(x / median) / sigma);
  const mean = median * Math.exp((sigma * sigma) / 2);
  return {
    support: [0, Number.POSITIVE_INFINITY],
    mean,
    cdf: (x) => normalCdf(z(x)),
    upper: (x) => normalUpper(z(x)),
    quantile: (u) => median * Math.exp(sigma * normalQuantile(u)),
    upperQuantile: (q) => median * Math.exp(sigma * normalUpperQuantile(q)),
    // x times the density is the mean times the density of the same distribution moved up by sigma^2.
    partialMean: (from, to) => {
      const a = z(from) - sigma;
      const b = z(to) - sigma;
      return mean * (a > 0 ? normalUpper(a) - normalUpper(b) : normalCdf(b) - normalCdf(a));
    },
  };
}

/** The standard deviation, and the mean, of a normal with share p below x1 and share q above x2. */
export function normalThrough(
  x1: number,
  x2: number,
  p: number,
  q: number,
): { readonly mean: number; readonly sd: number } {
  const z1 = normalQuantile(p);
  const z2 = normalUpperQuantile(q);
  const sd = (x2 - x1) / (z2 - z1);
  return { mean: (x1 * z2 - x2 * z1) / (z2 - z1), sd };
}
