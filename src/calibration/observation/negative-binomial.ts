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

/** How counts vary about their mean: variance = clustering * mean + dispersion * mean^2. */
export interface CountNoise {
  /** At least 1: what it is when each event counts one, more when they come several at a time. */
  readonly clustering: number;
  readonly dispersion: number;
}

/** The dispersion of a negative binomial distribution with this mean and noise. */
export function dispersionAt(mean: number, { clustering, dispersion }: CountNoise): number {
  return mean > 0 ? dispersion + (clustering - 1) / mean : dispersion;
}
