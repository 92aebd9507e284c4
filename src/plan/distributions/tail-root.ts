/** Both tails of a distribution on the positive numbers at x, and x times its density there. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
  readonly slope: number;
}

/**
 * The x in (0, high) at which the lower tail is p and the upper tail q = 1 - p: Newton's method on the
 * logarithm of the smaller tail against log x, where tails are nearly straight, kept inside a bracket.
 */
export function tailRoot(
  tails: (x: number) => Tails,
  p: number,
  q: number,
  guess: number,
  high: number,
): number {
  const byLower = p <= q;
  let low = 0;
  let top = high;
  let x = guess;
  for (let turn = 0; turn < 200; turn++) {
    const { lower, upper, slope } = tails(x);
    // How far the tail is from what is wanted, in logarithms: above 0 when x is too high.
    const gap = byLower ? logRatio(lower, p) : -logRatio(upper, q);
    if (gap > 0) top = x;
    else if (gap < 0) low = x;
    else return x;
    const step = (gap * (byLower ? lower : upper)) / slope;
    // Convergence is quadratic: after a step this small the next would change nothing.
    if (Math.abs(step) <= 1e-11) return x - x * step;
    const next = Math.abs(step) < 20 ? x * Math.exp(-step) : Number.NaN;
    x = next > low && next < top ? next : between(low, top, x);
    if (x === low || x === top) return x;
  }
  return x;
}

function logRatio(a: number, b: number): number {
  if (a <= 0) return Number.NEGATIVE_INFINITY;
  const share = (a - b) / b;
  return Math.abs(share) < 0.5 ? Math.log1p(share) : Math.log(a) - Math.log(b);
}

// The geometric middle of what is left, which may reach from the smallest number to infinity.
function between(low: number, high: number, x: number): number {
  if (high === Number.POSITIVE_INFINITY) return 4 * x;
  if (low === 0) return x < high && x > 1e-3 * high ? x / 4 : high * 1e-3;
  return low * Math.sqrt(high / low);
}
