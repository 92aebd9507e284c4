import { normalQuantile } from './normal-function.js';
import { deviance, stirlingError } from './stirling.js';
import type { Tails } from './tail-root.js';
import { tailRoot } from './tail-root.js';

/** A point of (0, 1) with its distance from 1, since either may be tiny. */
export interface UnitPoint {
  readonly x: number;
  readonly y: number;
}

/** The beta distribution on (0, 1): both tails and their inverses. */
export interface StandardBeta {
  tails(point: UnitPoint): Tails;
  /** The point with lower share p and upper share q = 1 - p. */
  inverse(p: number, q: number): UnitPoint;
}

/**
 * The regularised incomplete beta function I_x(a, b) and its complement, by the continued fraction of
 * Abramowitz and Stegun 26.5.8 on whichever side of the mean it converges fast.
 * Relative error about 1e-14 for shapes from 1e-2 to 1e5.
 */
export function standardBeta(a: number, b: number): StandardBeta {
  const n = a + b;
  const scale =
    Math.exp(stirlingError(n) - stirlingError(a) - stirlingError(b)) *
    Math.sqrt((a / n) * b * (1 / (2 * Math.PI)));

  const tails = ({ x, y }: UnitPoint): Tails => {
    if (x <= 0) return { lower: 0, upper: 1, slope: 0 };
    if (y <= 0) return { lower: 1, upper: 0, slope: 0 };
    // x^a y^b / B(a, b)
    const factor = scale * Math.exp(-deviance(a, n * x) - deviance(b, n * y));
    const slope = factor / y;
    if (x * (n + 2) < a + 1) {
      const lower = Math.min(1, (factor / a) * fraction(a, b, x));
      return { lower, upper: 1 - lower, slope };
    }
    const upper = Math.min(1, (factor / b) * fraction(b, a, y));
    return { lower: 1 - upper, upper, slope };
  };

  // The same seen from 1: y plays the part of x.
  const flipped = (y: number): Tails => {
    const { lower, upper, slope } = tails({ x: 1 - y, y });
    return { lower: upper, upper: lower, slope: (slope * y) / (1 - y) };
  };

  const middle = tails({ x: a / n, y: b / n });
  const inverse = (p: number, q: number): UnitPoint => {
    if (p <= 0) return { x: 0, y: 1 };
    if (q <= 0) return { x: 1, y: 0 };
    // The smaller of x and y is found, so that neither loses its digits.
    const below = p <= q ? p < middle.lower : q > middle.upper;
    if (below) {
      const guess = startBelow(a, b, p, q, scale);
      const x = tailRoot((x) => tails({ x, y: 1 - x }), p, q, guess, 1);
      return { x, y: 1 - x };
    }
    const guess = startBelow(b, a, q, p, scale);
    const y = tailRoot(flipped, q, p, guess, 1);
    return { x: 1 - y, y };
  };

  return { tails, inverse };
}

// A start below the mean: the power law near 0, or for large shapes Abramowitz and Stegun 26.5.22.
function startBelow(a: number, b: number, p: number, q: number, scale: number): number {
  const n = a + b;
  const mean = a / n;
  let guess: number;
  if (a > 1 && b > 1) {
    const z = p <= q ? normalQuantile(p) : -normalQuantile(q);
    const lambda = (z * z - 3) / 6;
    const h = 2 / (1 / (2 * a - 1) + 1 / (2 * b - 1));
    const w =
      (-z * Math.sqrt(h + lambda)) / h -
      (1 / (2 * b - 1) - 1 / (2 * a - 1)) * (lambda + 5 / 6 - 2 / (3 * h));
    guess = a / (a + b * Math.exp(2 * w));
  } else {
    const logBeta = -Math.log(scale) + a * Math.log(mean) + b * Math.log(b / n);
    guess = Math.exp((Math.log(p) + Math.log(a) + logBeta) / a);
  }
  return guess > 0 && guess < mean ? guess : mean / 2;
}

// Lentz's method on the fraction of Abramowitz and Stegun 26.5.8; x below about the mean.
function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < 2e-16) break;
  }
  return value;
}
