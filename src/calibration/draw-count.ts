import { draw } from '../engine/random/draws.js';
import type { CountForecast } from './observation/drift.js';

/** A count drawn from its forecast. Below a dispersion of 1e-9 it is Poisson. */
export function drawCount({ mean, dispersion }: CountForecast, random: () => number): number {
  if (mean <= 0) return 0;
  // The draws ask for pairs of uniform numbers inside 0 and 1, each attempt a new one.
  const attempts = () => [random() || 2 ** -53, random() || 2 ** -53] as const;
  return dispersion < 1e-9
    ? draw('poisson', [mean], attempts)
    : draw('negative_binomial', [mean, 1 / dispersion], attempts);
}
