import type { Family, Problem } from './family.js';
import type { UnitPoint } from './incomplete-beta.js';
import { standardBeta } from './incomplete-beta.js';
import { risingRoot } from './root.js';

/** The beta distribution stretched from (0, 1) to (low, high). */
export function beta(alpha: number, betaShape: number, low: number, high: number): Family {
  const width = high - low;
  const standard = standardBeta(alpha, betaShape);
  // Of the same shape but for alpha + 1: it carries the first moment.
  const moment = standardBeta(alpha + 1, betaShape);
  const share = alpha / (alpha + betaShape);
  const clamp = (x: number) => Math.min(high, Math.max(low, x));
  const point = (x: number) => ({ x: (clamp(x) - low) / width, y: (high - clamp(x)) / width });
  const place = ({ x, y }: { x: number; y: number }) =>
    clamp(x <= y ? low + x * width : high - y * width);
  return {
    support: [low, high],
    mean: low + share * width,
    cdf: (x) => standard.tails(point(x)).lower,
    upper: (x) => standard.tails(point(x)).upper,
    quantile: (u) => place(standard.inverse(u, 1 - u)),
    upperQuantile: (q) => place(standard.inverse(1 - q, q)),
    partialMean: (from, to) => {
      const a = point(from);
      const b = point(to);
      const all = standard.tails(b).lower - standard.tails(a).lower;
      return low * all + width * share * (moment.tails(b).lower - moment.tails(a).lower);
    },
  };
}

/**
 * PERT: a beta distribution on [low, high] with shapes 1 + 4 (mode - low) / width and
 * 1 + 4 (high - mode) / width (Clark 1962; the mode counts four times).
 */
export function pert(low: number, mode: number, high: number): Family {
  const width = high - low;
  return beta(1 + (4 * (mode - low)) / width, 1 + (4 * (high - mode)) / width, low, high);
}

/**
 * The beta distribution on [low, high] with these 5th and 95th percentiles: there is exactly one (Shih
 * 2015, "The elicitation of beta distributions", Applied Mathematical Sciences 9, 4575-4584).
 */
export function betaThrough(p05: number, p95: number, low: number, high: number): Family | Problem {
  const width = high - low;
  const first = { x: (p05 - low) / width, y: (high - p05) / width };
  const last = { x: (p95 - low) / width, y: (high - p95) / width };
  const shapes = shapesByNewton(first, last) ?? shapesByNesting(first, last);
  if (shapes !== undefined) return beta(Math.exp(shapes[0]), Math.exp(shapes[1]), low, high);
  return {
    problem: `no beta distribution from ${low} to ${high} with moderate shapes has the 5th percentile ${p05} and the 95th ${p95}`,
  };
}

/** Logarithms of alpha and beta. */
type LogShapes = readonly [number, number];

/** Newton's method from the shapes with about the right mean and spread: fast, but it may fail. */
function shapesByNewton(first: UnitPoint, last: UnitPoint): LogShapes | undefined {
  const misses = (a: number, b: number): LogShapes => {
    const standard = standardBeta(Math.exp(a), Math.exp(b));
    const { lower } = standard.tails(first);
    const { upper } = standard.tails(last);
    return [Math.log(lower / 0.05), Math.log(upper / 0.05)];
  };
  const mean = (first.x + last.x) / 2;
  const sd = (last.x - first.x) / 3.29;
  const total = Math.max(0.5, (mean * (1 - mean)) / (sd * sd) - 1);
  let a = Math.log(mean * total);
  let b = Math.log((1 - mean) * total);
  const h = 1e-6;
  for (let turn = 0; turn < 15; turn++) {
    const [f, g] = misses(a, b);
    const [fMoreA, gMoreA] = misses(a + h, b);
    const [fMoreB, gMoreB] = misses(a, b + h);
    const fa = (fMoreA - f) / h;
    const ga = (gMoreA - g) / h;
    const fb = (fMoreB - f) / h;
    const gb = (gMoreB - g) / h;
    const determinant = fa * gb - fb * ga;
    const da = (f * gb - g * fb) / determinant;
    const db = (g * fa - f * ga) / determinant;
    if (!(Math.abs(da) + Math.abs(db) < 5)) return undefined;
    a -= da;
    b -= db;
    if (Math.abs(da) + Math.abs(db) < 1e-10 && Math.max(a, b) < LARGEST) return [a, b];
  }
  return undefined;
}

const SMALLEST = Math.log(1e-3);
const LARGEST = Math.log(1e8);

/**
 * For each alpha there is one beta that meets the 5th percentile; of these pairs, the one that meets the
 * 95th is sought.
 */
function shapesByNesting(first: UnitPoint, last: UnitPoint): LogShapes | undefined {
  // More beta moves weight below the 5th percentile: at the upper end the mean is far below it.
  const partner = (logAlpha: number) =>
    risingRoot(
      (logBeta) => standardBeta(Math.exp(logAlpha), Math.exp(logBeta)).tails(first).lower - 0.05,
      -25,
      logAlpha + Math.max(0, Math.log(first.y / first.x)) + 3,
    );
  const excess = (logAlpha: number) => {
    const pair = standardBeta(Math.exp(logAlpha), Math.exp(partner(logAlpha)));
    return 0.05 - pair.tails(last).upper;
  };
  if (!(excess(SMALLEST) < 0 && excess(LARGEST) >= 0)) return undefined;
  const logAlpha = risingRoot(excess, SMALLEST, LARGEST);
  return [logAlpha, partner(logAlpha)];
}
