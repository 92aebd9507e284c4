import { draw } from '../../engine/random/draws.js';
import type { Drift } from '../observation/drift.js';
import type { CountNoise } from '../observation/negative-binomial.js';
import { dispersionAt } from '../observation/negative-binomial.js';

/** What elements have in common in one world at one lead. */
export interface Common {
  /** Share of the variance of the logarithm of their factors. */
  readonly share: number;
  /** A draw from the standard normal distribution. */
  readonly score: number;
}

const NOTHING: Common = { share: 0, score: 0 };

/** A count drawn about `expected` times a factor that is drawn from what is believed of it. */
export function drawCount(
  expected: number,
  drift: Drift,
  noise: CountNoise,
  random: () => number,
  { share, score }: Common = NOTHING,
): number {
  // The draws ask for pairs of uniform numbers inside 0 and 1, each attempt a new one.
  const attempts = () => [random() || 2 ** -53, random() || 2 ** -53] as const;
  const own = draw('normal', [0, 1], attempts);
  const z = Math.sqrt(share) * score + Math.sqrt(1 - share) * own;
  const mean = expected * Math.exp(drift.mean + Math.sqrt(drift.variance) * z);
  if (!(mean > 0)) return Number.isNaN(mean) ? Number.NaN : 0;
  const dispersion = dispersionAt(mean, noise);
  // Below this a negative binomial distribution is Poisson.
  return dispersion < 1e-9
    ? draw('poisson', [mean], attempts)
    : draw('negative_binomial', [mean, 1 / dispersion], attempts);
}
