import type { CountNoise } from './negative-binomial.js';
import { logClustered } from './negative-binomial.js';

/**
 * What is believed of the logarithm of the drift factor of an element: normal, with this mean and variance. It is the
 * sum of a passing and a lasting part, of which the lasting one is kept too.
 */
export interface Drift {
  readonly mean: number;
  readonly variance: number;
  readonly lastingMean: number;
  readonly lastingVariance: number;
  /** Covariance of the lasting part and the whole. */
  readonly covariance: number;
  /** Spread of the passing part where this was learnt. */
  readonly spread: number;
}

/** A part that wanders: the standard deviation of its logarithm, and the share of a departure left a report later. */
export interface Wander {
  readonly spread: number;
  readonly persistence: number;
}

/** A factor of mean 1 that wanders, as the product of two that do. */
export interface DriftRule extends Wander {
  readonly lasting: Wander;
  /** How the spread of the passing part falls where more is expected: as (1 + expected)^-taper. */
  readonly taper: number;
}

/** The rule where so many are expected. */
export function driftRuleAt(rule: DriftRule, expected: number): DriftRule {
  const { spread, persistence, lasting, taper } = rule;
  if (taper === 0) return rule;
  // Written out, since this runs for every value that is observed.
  const here = spread * Math.exp(-taper * Math.log(1 + expected));
  return { spread: here, persistence, lasting, taper };
}

/** A part that stays at 1. */
export const STILL: Wander = { spread: 0, persistence: 0 };

/** Nothing known of the factor yet: its logarithm lies so that the factor has mean 1. */
export function driftAtStart({ spread, lasting }: DriftRule): Drift {
  const own = spread * spread;
  const other = lasting.spread * lasting.spread;
  return {
    mean: -(own + other) / 2,
    variance: own + other,
    lastingMean: -other / 2,
    lastingVariance: other,
    covariance: other,
    spread,
  };
}

/** The factor some reports later: it returns to what it is at the start, and what is known of it fades. */
export function driftAhead(drift: Drift, rule: DriftRule, reports: number): Drift {
  const { lasting } = rule;
  const left = reports === 1 ? rule.persistence : rule.persistence ** reports;
  const own = rule.spread * rule.spread;
  // A departure keeps its size in spreads where the spread changes.
  const stretch = drift.spread === rule.spread ? left : (left * rule.spread) / drift.spread;
  const gap = drift.mean - drift.lastingMean + (drift.spread * drift.spread) / 2;
  const passing = -own / 2 + stretch * gap;
  const passingVariance =
    stretch * stretch * (drift.variance - 2 * drift.covariance + drift.lastingVariance) +
    (1 - left * left) * own;
  if (lasting.spread === 0)
    return {
      mean: passing,
      variance: passingVariance,
      lastingMean: 0,
      lastingVariance: 0,
      covariance: 0,
      spread: rule.spread,
    };
  const kept = reports === 1 ? lasting.persistence : lasting.persistence ** reports;
  const other = lasting.spread * lasting.spread;
  const lastingMean = -other / 2 + kept * (drift.lastingMean + other / 2);
  const lastingVariance = kept * kept * drift.lastingVariance + (1 - kept * kept) * other;
  const between = stretch * kept * (drift.covariance - drift.lastingVariance);
  return {
    mean: passing + lastingMean,
    variance: passingVariance + 2 * between + lastingVariance,
    lastingMean,
    lastingVariance,
    covariance: between + lastingVariance,
    spread: rule.spread,
  };
}

/**
 * Logarithm of the probability of a count: negative binomial about `expected` times the factor, averaged over what is
 * believed of the factor at seven points of Gauss-Hermite quadrature (Abramowitz & Stegun 25.4.46, table 25.10).
 */
export function logCount(count: number, expected: number, drift: Drift, noise: CountNoise): number {
  const middle = expected * Math.exp(drift.mean);
  if (drift.variance === 0) return logClustered(count, middle, noise);
  const sd = Math.sqrt(drift.variance);
  if (expected <= 0) return logClustered(count, 0, noise);
  let top = logClustered(count, middle, noise) + LOG_WEIGHT;
  let sum = 1;
  for (let j = 0; j < POINTS.length; j++) {
    const factor = Math.exp(sd * POINTS[j]!);
    for (let side = 0; side < 2; side++) {
      const mean = side === 0 ? middle * factor : middle / factor;
      const log = logClustered(count, mean, noise) + LOG_WEIGHTS[j]!;
      if (log > top) {
        sum = sum * Math.exp(top - log) + 1;
        top = log;
      } else if (log > Number.NEGATIVE_INFINITY) sum += Math.exp(log - top);
    }
  }
  return top + Math.log(sum);
}

// For the standard normal density: abscissae times the root of 2, weights over the root of pi.
// They lie on both sides of 0, which has the first weight.
const POINTS = [1.1544053947399682, 2.366759410734541, 3.750439717725742];
const LOG_WEIGHT = Math.log(0.45714285714285713);
const LOG_WEIGHTS = [0.24012317860501275, 0.03075712396758651, 0.0005482688559722184].map(Math.log);

const MOST_STEPS = 30;

/**
 * The factor after a count was seen: the normal distribution at the mode of the posterior with its curvature there
 * (Laplace's method; Fahrmeir 1992, JASA 87, 501-509, filters exponential families so), with the quasi-likelihood of
 * the variance c mean + a mean^2 (Wedderburn 1974, Biometrika 61, 439-447), which for c = 1 is the likelihood. Its
 * logarithm is concave in the factor's, so there is one mode; Newton's method finds it.
 */
export function driftAfter(
  drift: Drift,
  expected: number,
  { clustering: c, dispersion: a }: CountNoise,
  count: number,
): Drift {
  if (expected <= 0 || drift.variance === 0) return drift;
  const prior = 1 / drift.variance;
  let x = drift.mean;
  let curvature = prior;
  for (let step = 0; step < MOST_STEPS; step++) {
    const mean = expected * Math.exp(x);
    const share = 1 / (c + a * mean);
    const slope = (count - mean) * share - (x - drift.mean) * prior;
    curvature = (c + a * count) * mean * share * share + prior;
    // Far from the mode the curve flattens, and a full step would overshoot.
    const move = Math.max(-1.5, Math.min(1.5, slope / curvature));
    x += move;
    if (Math.abs(move) < 1e-9) break;
  }
  return learnt(drift, x, 1 / curvature);
}

/** The whole is known better now; the lasting part as far as it goes with the whole. */
function learnt(drift: Drift, mean: number, variance: number): Drift {
  const share = drift.covariance / drift.variance;
  return {
    mean,
    variance,
    lastingMean: drift.lastingMean + share * (mean - drift.mean),
    lastingVariance: drift.lastingVariance - share * share * (drift.variance - variance),
    covariance: share * variance,
    spread: drift.spread,
  };
}
