import { draw } from '../engine/random/draws.js';
import type { Drift } from './observation/drift.js';
import type { CountNoise } from './observation/negative-binomial.js';
import { dispersionAt } from './observation/negative-binomial.js';

/** A count drawn about `expected` times a factor that is drawn from what is believed of it. */
export function drawCount(
  expected: number,
  drift: Drift,
  noise: CountNoise,
  random: () => number,
): number {
  // The draws ask for pairs of uniform numbers inside 0 and 1, each attempt a new one.
  const attempts = () => [random() || 2 ** -53, random() || 2 ** -53] as const;
  const log = draw('normal', [drift.mean, Math.sqrt(drift.variance)], attempts);
  const mean = expected * Math.exp(log);
  if (!(mean > 0)) return Number.isNaN(mean) ? Number.NaN : 0;
  const dispersion = dispersionAt(mean, noise);
  // Below this a negative binomial distribution is Poisson.
  return dispersion < 1e-9
    ? draw('poisson', [mean], attempts)
    : draw('negative_binomial', [mean, 1 / dispersion], attempts);
}
