import { logFactorial } from '../../engine/random/special.js';
import { stirlingError } from '../../plan/distributions/stirling.js';

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * The logarithm of Gamma(x) for x > 0: Stirling's formula with its error added back, from 15 up. Below, the product
 * that leads there is divided out, at the price of one logarithm; the absolute error stays below 1e-13.
 */
export function logGamma(x: number): number {
  let product = 1;
  let y = x;
  for (; y < 15; y++) product *= y;
  const large = stirlingError(y) + (y - 0.5) * Math.log(y) - y + HALF_LOG_TWO_PI;
  return product === 1 ? large : large - Math.log(product);
}

const FEW = 24;

/** The logarithm of Gamma(k + count) / (Gamma(k) count!), for a whole count; for few by the product itself. */
export function logChoices(count: number, k: number): number {
  if (count > FEW || k > 1e12) return logGamma(count + k) - logGamma(k) - logFactorial(count);
  let product = 1;
  for (let i = 0; i < count; i++) product *= (k + i) / (i + 1);
  return Math.log(product);
}
