// Parts of the density of gamma and beta distributions that keep their digits for large shapes, after
// Loader (2000), "Fast and accurate computation of binomial probabilities".

// Terms of Stirling's series for log(n!), n >= 15: Abramowitz and Stegun 6.1.41.
const SERIES = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** What Stirling's formula lacks: log Γ(n + 1) - (n + 1/2) log n + n - log(2π)/2, for n > 0. */
export function stirlingError(n: number): number {
  let sum = 0;
  let m = n;
  // The difference between neighbours has a closed form, so small n are led back to large ones.
  for (; m < 15; m++) sum += stirlingStep(m);
  const square = 1 / (m * m);
  let series = 0;
  for (let i = SERIES.length - 1; i >= 0; i--) series = series * square + SERIES[i]!;
  return sum + series / m;
}

/** (m + 1/2) log(1 + 1/m) - 1, which is small for a large m. */
function stirlingStep(m: number): number {
  if (m < 3) return (m + 0.5) * Math.log1p(1 / m) - 1;
  // log((1+t)/(1-t)) = 2 (t + t^3/3 + ...) with t = 1/(2m+1): the leading 1 cancels in the series itself.
  const square = 1 / ((2 * m + 1) * (2 * m + 1));
  let sum = 0;
  let power = square;
  for (let k = 3; power > 1e-18; k += 2) {
    sum += power / k;
    power *= square;
  }
  return sum;
}

/** x log(x / m) + m - x, without loss where x is close to m; x >= 0, m > 0. */
export function deviance(x: number, m: number): number {
  const gap = x - m;
  if (Math.abs(gap) >= 0.1 * (x + m)) return x === 0 ? m : x * Math.log(x / m) - gap;
  const v = gap / (x + m);
  let sum = gap * v;
  let term = 2 * x * v;
  const square = v * v;
  for (let k = 3; k < 1000; k += 2) {
    term *= square;
    const next = sum + term / k;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
