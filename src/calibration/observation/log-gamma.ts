import { stirlingError } from '../../plan/distributions/stirling.js';

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** The logarithm of Gamma(x) for x > 0: Stirling's formula with its error added back. */
export function logGamma(x: number): number {
  return stirlingError(x) + (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI;
}
