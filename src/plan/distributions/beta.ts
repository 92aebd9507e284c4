import type { Family, Problem } from './family.js';
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

const SMALLEST = Math.log(1e-3);
const LARGEST = Math.log(1e8);

/**
 * The beta distribution on [low, high] with these 5th and 95th percentiles: there is exactly one (Shih
 * 2015, "The elicitation of beta distributions", Applied Mathematical Sciences 9, 4575-4584). For each
 * alpha there is one beta that meets the 5th percentile; of these, the one that meets the 95th is sought.
 */
export function betaThrough(p05: number, p95: number, low: number, high: number): Family | Problem {
  const width = high - low;
  const first = { x: (p05 - low) / width, y: (high - p05) / width };
  const last = { x: (p95 - low) / width, y: (high - p95) / width };
  // More beta moves weight below p05: at the upper end of the search the mean is far below it.
  const partner = (logAlpha: number) =>
    risingRoot(
      (logBeta) => standardBeta(Math.exp(logAlpha), Math.exp(logBeta)).tails(first).lower - 0.05,
      -25,
      logAlpha + Math.max(0, Math.log(first.y / first.x)) + 3,
    );
  const excess = (logAlpha: number) => {
    const other = standardBeta(Math.exp(logAlpha), Math.exp(partner(logAlpha)));
    return 0.05 - other.tails(last).upper;
  };
  if (!(excess(SMALLEST) < 0 && excess(LARGEST) >= 0)) {
    return {
      problem: `no beta distribution from ${low} to ${high} with moderate shapes has the 5th percentile ${p05} and the 95th ${p95}`,
    };
  }
  const logAlpha = risingRoot(excess, SMALLEST, LARGEST);
  return beta(Math.exp(logAlpha), Math.exp(partner(logAlpha)), low, high);
}
