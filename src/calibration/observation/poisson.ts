import { deviance, stirlingError } from '../../plan/distributions/stirling.js';

/**
 * Logarithm of the Poisson mass at a whole count, by the saddle-point form of Loader (2000), which keeps its digits
 * for large counts. At mean 0 all mass is at 0.
 */
export function logPoisson(count: number, mean: number): number {
  if (count === 0) return -mean;
  if (mean <= 0) return Number.NEGATIVE_INFINITY;
  return -stirlingError(count) - deviance(count, mean) - 0.5 * Math.log(2 * Math.PI * count);
}
