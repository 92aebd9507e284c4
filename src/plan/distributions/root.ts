/**
 * The lowest place where a rising function passes zero, to the last few bits.
 * `f(low) < 0 <= f(high)` is required. Bisection and inverse quadratic interpolation as in Chandrupatla
 * (1997), "A new hybrid quadratic/bisection algorithm", Advances in Engineering Software 28, 145-149.
 * Zeros count as positive and are bisected away, so where f is 0 on an interval its lower end is found.
 */
export function risingRoot(f: (x: number) => number, low: number, high: number): number {
  let a = high;
  let b = low;
  let c = low;
  let fa = f(a);
  let fb = f(b);
  let fc = fb;
  let share = 0.5;
  for (let turn = 0; turn < 200; turn++) {
    let x = a + share * (b - a);
    // An interpolation may land on an end, by rounding, while the interval is still wide.
    if (x === a || x === b) x = a + 0.5 * (b - a);
    if (x === a || x === b) break;
    const fx = f(x);
    if (fx >= 0 === fa >= 0) {
      c = a;
      fc = fa;
    } else {
      c = b;
      fc = fb;
      b = a;
      fb = fa;
    }
    a = x;
    fa = fx;
    const width = Math.abs(b - a);
    const tolerance = 2 * Number.EPSILON * Math.min(Math.abs(a), Math.abs(b)) + Number.MIN_VALUE;
    if (width <= tolerance) break;
    share = nextShare(a, b, c, fa, fb, fc);
    const least = (0.5 * tolerance) / width;
    share = Math.min(1 - least, Math.max(least, share));
  }
  return fa >= 0 ? a : b;
}

// Interpolates where Chandrupatla's conditions say that it is safe, halves the interval elsewhere.
function nextShare(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  if (fa === 0 || fb === 0) return 0.5;
  const xi = (a - b) / (c - b);
  const phi = (fa - fb) / (fc - fb);
  if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)) return 0.5;
  const share =
    (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
  return Number.isFinite(share) ? share : 0.5;
}
