import type { Family } from './family.js';

export function uniform(low: number, high: number): Family {
  const width = high - low;
  const clamp = (x: number) => Math.min(high, Math.max(low, x));
  return {
    support: [low, high],
    mean: low + width / 2,
    cdf: (x) => (clamp(x) - low) / width,
    upper: (x) => (high - clamp(x)) / width,
    quantile: (u) => clamp(low + u * width),
    upperQuantile: (q) => clamp(high - q * width),
    partialMean: (from, to) => ((to - from) * (to + from)) / (2 * width),
  };
}

/** The uniform distribution with these 5th and 95th percentiles. */
export function uniformBetween(p05: number, p95: number): Family {
  const margin = ((p95 - p05) / 0.9) * 0.05;
  return uniform(p05 - margin, p95 + margin);
}
