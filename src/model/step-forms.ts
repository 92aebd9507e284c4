import type { Draw } from './expr.js';

const FORMS: Readonly<Record<Draw, string>> = {
  poisson: 'poisson(rate * dt) / dt',
  negative_binomial: 'negative_binomial(rate * dt, k * dt) / dt',
  binomial: 'binomial(n, 1 - exp(-rate * dt)) / dt',
  bernoulli: 'bernoulli(1 - exp(-rate * dt)) / dt',
  normal: 'normal(mean, sd / sqrt(dt))',
  gamma: 'gamma(shape * dt, scale) / dt',
  exponential: 'gamma(shape * dt, scale) / dt',
  uniform: 'normal(mean, sd / sqrt(dt))',
  lognormal: 'gamma(shape * dt, scale) / dt',
};

/** How a draw is written as a rate, so that what it adds up to does not depend on the step. */
export function stepForm(fn: Draw): string {
  return FORMS[fn];
}
