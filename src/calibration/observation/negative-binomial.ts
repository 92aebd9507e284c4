import { logChoices } from './log-gamma.js';
import { logPoisson } from './poisson.js';

/**
 * Logarithm of the negative binomial mass at a whole count, with `mean` and variance mean + dispersion * mean^2:
 * log Gamma(y + k) - log Gamma(k) - log y! + k log(k / (k + mean)) + y log(mean / (k + mean)), k = 1 / dispersion.
 * Cameron & Trivedi (2013), Regression Analysis of Count Data, section 3.3.1 (NB2). Dispersion 0 is Poisson; mean 0
 * has all its mass at 0.
 */
export function logNegativeBinomial(count: number, mean: number, dispersion: number): number {
  if (mean <= 0) return count === 0 ? 0 : Number.NEGATIVE_INFINITY;
  // Below this, Poisson differs by less than the rounding of the general form.
  if (dispersion * Math.max(1, mean, count) < 1e-9) return logPoisson(count, mean);
  const k = 1 / dispersion;
  const none = -k * Math.log1p(mean * dispersion);
  if (count === 0) return none;
  return logChoices(count, k) + none - count * Math.log1p(k / mean);
}

// log(1 + x); for all but small x the plain logarithm is as exact, and faster.
function logOneMore(x: number): number {
  return x > 0.5 ? Math.log(1 + x) : Math.log1p(x);
}

/** How counts vary about their mean: variance = clustering * mean + dispersion * mean^2. */
export interface CountNoise {
  /** At least 1: what it is when each event counts one, more when they come several at a time. */
  readonly clustering: number;
  readonly dispersion: number;
}

/** Logarithm of the mass at a whole count of the negative binomial with this mean and noise. */
export function logClustered(count: number, mean: number, noise: CountNoise): number {
  if (mean <= 0) return count === 0 ? 0 : Number.NEGATIVE_INFINITY;
  // The variance over the mean, less 1: the dispersion times the mean.
  const excess = noise.clustering - 1 + noise.dispersion * mean;
  if (excess * Math.max(1, mean, count) < 1e-9 * mean) return logPoisson(count, mean);
  const k = mean / excess;
  const spread = logOneMore(excess);
  if (count === 0) return -k * spread;
  return logChoices(count, k) - k * spread - count * (spread - Math.log(excess));
}

/** The dispersion of a negative binomial distribution with this mean and noise. */
export function dispersionAt(mean: number, { clustering, dispersion }: CountNoise): number {
  return mean > 0 ? dispersion + (clustering - 1) / mean : dispersion;
}
