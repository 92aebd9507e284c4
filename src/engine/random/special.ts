// biome-ignore-all lint/correctness/noPrecisionLoss: the coefficients stand as they were published.

/**
 * Quantile of the standard normal, for p in (0, 1): algorithm AS 241 (PPND16) of Wichura (1988), Applied
 * Statistics 37(3); relative error about 1e-16.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * horner(r, CENTRE_TOP)) / horner(r, CENTRE_BOTTOM);
  }
  let r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  let x: number;
  if (r <= 5) {
    r -= 1.6;
    x = horner(r, MIDDLE_TOP) / horner(r, MIDDLE_BOTTOM);
  } else {
    r -= 5;
    x = horner(r, TAIL_TOP) / horner(r, TAIL_BOTTOM);
  }
  return q < 0 ? -x : x;
}

function horner(x: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

// Highest power first.
export const CENTRE_TOP: readonly number[] = [
  2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
  13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
];
export const CENTRE_BOTTOM: readonly number[] = [
  5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
  5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1,
];
export const MIDDLE_TOP: readonly number[] = [
  7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
  1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959,
  1.42343711074968357734,
];
export const MIDDLE_BOTTOM: readonly number[] = [
  1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
  0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
];
export const TAIL_TOP: readonly number[] = [
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
  0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699,
  6.6579046435011037772,
];
export const TAIL_BOTTOM: readonly number[] = [
  2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
  7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769,
  1,
];

/** The natural logarithm of k!, for whole k >= 0: a table, then Stirling's series; relative error below 1e-15. */
export function logFactorial(k: number): number {
  const exact = LOG_FACTORIALS[k];
  if (exact !== undefined) return exact;
  const x = k + 1;
  const inverse = 1 / x;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series;
}

export const HALF_LOG_TWO_PI = 0.918938533204672741780329736406;

const LOG_FACTORIALS: readonly number[] = (() => {
  const table = [0];
  let product = 1;
  for (let k = 1; k <= 17; k++) {
    product *= k;
    table.push(Math.log(product));
  }
  return table;
})();
