import type { Family, Problem } from './family.js';
import { standardGamma } from './incomplete-gamma.js';
import { risingRoot } from './root.js';

export function gamma(shape: number, scale: number): Family {
  const standard = standardGamma(shape);
  const moment = standardGamma(shape + 1);
  return {
    support: [0, Number.POSITIVE_INFINITY],
    mean: shape * scale,
    cdf: (x) => standard.tails(x / scale).lower,
    upper: (x) => standard.tails(x / scale).upper,
    quantile: (u) => scale * standard.inverse(u, 1 - u),
    upperQuantile: (q) => scale * standard.inverse(1 - q, q),
    partialMean: (from, to) =>
      shape * scale * (moment.tails(to / scale).lower - moment.tails(from / scale).lower),
  };
}

const SMALLEST = Math.log(0.01);
const LARGEST = Math.log(1e6);

/**
 * The gamma distribution with these 5th and 95th percentiles: their ratio falls as the shape rises and does
 * not depend on the scale, so the shape is found from the ratio.
 */
export function gammaThrough(p05: number, p95: number): Family | Problem {
  const wanted = Math.log(p95 / p05);
  const excess = (logShape: number) => {
    const standard = standardGamma(Math.exp(logShape));
    return wanted - Math.log(standard.inverse(0.95, 0.05) / standard.inverse(0.05, 0.95));
  };
  if (!(excess(SMALLEST) < 0)) {
    return {
      problem: `p05 (${p05}) and p95 (${p95}) are too far apart for a gamma distribution`,
    };
  }
  if (!(excess(LARGEST) >= 0)) {
    return {
      problem: `p05 (${p05}) and p95 (${p95}) are too close for a gamma distribution`,
    };
  }
  const shape = Math.exp(risingRoot(excess, SMALLEST, LARGEST));
  return gamma(shape, p95 / standardGamma(shape).inverse(0.95, 0.05));
}
