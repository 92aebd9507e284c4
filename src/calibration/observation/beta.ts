import { logGamma } from './log-gamma.js';

/**
 * Logarithm of the density of a beta distribution with this mean and precision (alpha + beta).
 * Ferrari & Cribari-Neto (2004), "Beta regression for modelling rates and proportions", J. Applied Statistics 31.
 * A mean at or beyond 0 or 1 gives nothing between them: minus infinity.
 */
export function logBeta(value: number, mean: number, precision: number): number {
  if (!(mean > 0 && mean < 1)) return Number.NEGATIVE_INFINITY;
  const a = mean * precision;
  const b = (1 - mean) * precision;
  const norm = logGamma(precision) - logGamma(a) - logGamma(b);
  return norm + (a - 1) * Math.log(value) + (b - 1) * Math.log1p(-value);
}
