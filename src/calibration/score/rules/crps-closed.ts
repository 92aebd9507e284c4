import { normalCdf, normalDensity } from '../../../plan/distributions/normal-function.js';
import { logPoisson } from '../../observation/poisson.js';

// Closed forms collected by Jordan, Krueger & Lerch (2019), "Evaluating probabilistic forecasts with
// scoringRules", Journal of Statistical Software 90(12), appendix A.

/** CRPS of a normal distribution: sd (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi)), z = (y - mean) / sd. */
export function crpsNormal(observed: number, mean: number, sd: number): number {
  const z = (observed - mean) / sd;
  return sd * (z * (2 * normalCdf(z) - 1) + 2 * normalDensity(z) - 1 / Math.sqrt(Math.PI));
}

/**
 * CRPS of a lognormal distribution with the logarithm's mean and sd:
 * y (2 Phi(w) - 1) - 2 exp(mean + sd^2 / 2) (Phi(w - sd) + Phi(sd / sqrt 2) - 1), w = (log y - mean) / sd.
 */
export function crpsLognormal(observed: number, meanLog: number, sdLog: number): number {
  const w = observed > 0 ? (Math.log(observed) - meanLog) / sdLog : Number.NEGATIVE_INFINITY;
  const scale = 2 * Math.exp(meanLog + (sdLog * sdLog) / 2);
  return (
    observed * (2 * normalCdf(w) - 1) -
    scale * (normalCdf(w - sdLog) + normalCdf(sdLog / Math.SQRT2) - 1)
  );
}

/**
 * CRPS of a Poisson distribution, for a whole observed number: the sum over k of (F(k) - 1[y <= k])^2, which is the
 * integral of its definition since F is a staircase. Summed until what is left is below 1e-18.
 */
export function crpsPoisson(observed: number, mean: number): number {
  let cdf = 0;
  let sum = 0;
  const last = Math.max(observed, mean);
  for (let k = 0; ; k++) {
    const mass = Math.exp(logPoisson(k, mean));
    cdf += mass;
    const gap = k < observed ? cdf : 1 - cdf;
    sum += gap * gap;
    if (k > last && mass < 1e-18) return sum;
  }
}
