import { normalQuantile } from './normal-function.js';
import { deviance, stirlingError } from './stirling.js';
import type { Tails } from './tail-root.js';
import { tailRoot } from './tail-root.js';

/** The gamma distribution with scale 1: both tails and their inverses. */
export interface StandardGamma {
  tails(x: number): Tails;
  /** The x with lower share p and upper share q = 1 - p; both are given since either may be tiny. */
  inverse(p: number, q: number): number;
}

/**
 * The regularised incomplete gamma functions P(shape, x) and Q(shape, x): the series for P below the
 * shape, Legendre's continued fraction for Q above it (Abramowitz and Stegun 6.5.29 and 6.5.31).
 * Relative error about 1e-14 for shapes from 1e-3 to 1e6.
 */
export function standardGamma(shape: number): StandardGamma {
  const scale = Math.exp(-stirlingError(shape)) / Math.sqrt(2 * Math.PI * shape);

  const tails = (x: number): Tails => {
    if (x <= 0) return { lower: 0, upper: 1, slope: 0 };
    if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0, slope: 0 };
    // x^shape exp(-x) / Γ(shape + 1)
    const factor = scale * Math.exp(-deviance(shape, x));
    const slope = factor * shape;
    if (x < shape + 1) {
      const lower = Math.min(1, factor * series(shape, x));
      return { lower, upper: 1 - lower, slope };
    }
    const upper = Math.min(1, factor * shape * fraction(shape, x));
    return { lower: 1 - upper, upper, slope };
  };

  const inverse = (p: number, q: number): number => {
    if (p <= 0) return 0;
    if (q <= 0) return Number.POSITIVE_INFINITY;
    // For small x, P is x^shape / Γ(shape + 1); else Wilson and Hilferty's cube (1931).
    const z = p <= 0.5 ? normalQuantile(p) : -normalQuantile(q);
    const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
    const cube = shape * root ** 3;
    const logFactorial = shape * Math.log(shape) - shape - Math.log(scale);
    const small = Math.exp((Math.log(p) + logFactorial) / shape);
    const guess = shape < 0.6 || root < 0.3 ? Math.min(small, shape + 5 - Math.log(q)) : cube;
    return tailRoot(tails, p, q, Math.max(guess, Number.MIN_VALUE), Number.POSITIVE_INFINITY);
  };

  return { tails, inverse };
}

// 1 + x/(a+1) + x^2/((a+1)(a+2)) + ...
function series(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 1; n < 1_000_000; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum;
}

// Γ(a, x) exp(x) x^-a by the modified method of Lentz (Thompson and Barnett 1986).
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 1_000_000; n++) {
    const top = -n * (n - a);
    b += 2;
    d = 1 / (top * d + b);
    c = b + top / c;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 2e-16) break;
  }
  return value;
}
