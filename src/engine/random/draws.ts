import type { RunBound } from '../../model/argument-rules.js';
import { ARGUMENT_RULES, fits, runBounds } from '../../model/argument-rules.js';
import type { Draw } from '../../model/expr.js';
import { logFactorial, normalQuantile } from './special.js';

/** Gives two uniform numbers in (0, 1) for attempt `n` of a draw; the same two for the same n. */
export type Attempts = (n: number) => readonly [number, number];

// Attempts at and after these belong to other parts of the same draw, so that parts do not share numbers.
const BOOST_ATTEMPT = 1000;
const COUNT_ATTEMPTS = 2000;
const MAX_ATTEMPTS = 500;

/** The bounds on the arguments of a draw. */
export function boundsOfDraw(fn: Draw): readonly RunBound[] {
  return runBounds(ARGUMENT_RULES.get(fn) ?? []);
}

const BOUNDS = new Map<Draw, readonly RunBound[]>();

/**
 * One random draw. Arguments that make no sense (a negative mean, a share above 1) give NaN, which the run
 * reports like any other value that is not finite.
 */
export function draw(fn: Draw, args: readonly number[], attempts: Attempts): number {
  const bounds = BOUNDS.get(fn) ?? boundsOfDraw(fn);
  BOUNDS.set(fn, bounds);
  if (!fits(bounds, args)) return Number.NaN;
  const [a = Number.NaN, b = Number.NaN] = args;
  switch (fn) {
    case 'uniform':
      return a + (b - a) * attempts(0)[0];
    case 'normal':
      return a + b * normalQuantile(attempts(0)[0]);
    case 'lognormal':
      return a * Math.exp(b * normalQuantile(attempts(0)[0]));
    case 'exponential':
      return -a * Math.log(attempts(0)[0]);
    case 'bernoulli':
      return attempts(0)[0] < a ? 1 : 0;
    case 'gamma':
      return b * standardGamma(a, attempts);
    case 'poisson':
      return poisson(a, attempts, 0);
    case 'negative_binomial':
      return negativeBinomial(a, b, attempts);
    case 'binomial':
      return binomial(Math.floor(a), b, attempts);
  }
}

/** Gamma with scale 1 by Marsaglia & Tsang (2000), with a normal by inversion; shape below 1 by their boost. */
function standardGamma(shape: number, attempts: Attempts): number {
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  let result = d;
  for (let n = 0; n < MAX_ATTEMPTS; n++) {
    const [u, w] = attempts(n);
    const x = normalQuantile(u);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(w) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
      result = d * v;
      break;
    }
  }
  return shape < 1 ? result * attempts(BOOST_ATTEMPT)[0] ** (1 / shape) : result;
}

/** Mixed Poisson with mean `mean` and variance mean + mean²/k. */
function negativeBinomial(mean: number, k: number, attempts: Attempts): number {
  if (mean === 0) return 0;
  return poisson((mean / k) * standardGamma(k, attempts), attempts, COUNT_ATTEMPTS);
}

/** Poisson by inversion below a mean of 10, above it by PTRS (Hörmann 1993, "The transformed rejection method"). */
function poisson(mean: number, attempts: Attempts, first: number): number {
  if (mean === 0) return 0;
  // The mean of a mixed one may be too large though that of the mixture is not.
  if (!(mean < 1e15)) return Number.NaN;
  if (mean < 10) return poissonByInversion(mean, attempts(first)[0]);
  const slope = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * slope;
  const inverseAlpha = 1.1239 + 1.1328 / (slope - 3.4);
  const vr = 0.9277 - 3.6224 / (slope - 2);
  const logMean = Math.log(mean);
  for (let n = first; n < first + MAX_ATTEMPTS; n++) {
    const [u1, v] = attempts(n);
    const u = u1 - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + slope) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const left = Math.log((v * inverseAlpha) / (a / (us * us) + slope));
    if (left <= k * logMean - mean - logFactorial(k)) return k;
  }
  return Math.floor(mean);
}

function poissonByInversion(mean: number, u: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  let k = 0;
  // Past 150 nothing is left of a mean below 10; the bound keeps rounding from looping for ever.
  while (u > sum && k < 150) {
    k += 1;
    term *= mean / k;
    sum += term;
  }
  return k;
}

/** Binomial by inversion when n·min(p, 1-p) is below 10, else by BTRS (Hörmann 1993). */
function binomial(n: number, p: number, attempts: Attempts): number {
  if (n === 0 || p === 0) return 0;
  if (p > 0.5) return n - binomial(n, 1 - p, attempts);
  if (n * p < 10) return binomialByInversion(n, p, attempts(0)[0]);
  const q = 1 - p;
  const spread = Math.sqrt(n * p * q);
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const vr = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const logOdds = Math.log(p / q);
  const mode = Math.floor((n + 1) * p);
  const h = logFactorial(mode) + logFactorial(n - mode);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const [u1, v] = attempts(attempt);
    const u = u1 - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= vr) return k;
    const left = Math.log((v * alpha) / (a / (us * us) + b));
    if (left <= h - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds) return k;
  }
  return mode;
}

function binomialByInversion(n: number, p: number, u: number): number {
  const odds = p / (1 - p);
  let term = Math.exp(n * Math.log1p(-p));
  let sum = term;
  let k = 0;
  while (u > sum && k < n && k < 200) {
    k += 1;
    term *= (odds * (n - k + 1)) / k;
    sum += term;
  }
  return k;
}
