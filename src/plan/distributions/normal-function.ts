// The last bit of Math.exp and Math.log may differ between JavaScript engines, so values drawn from a
// normal distribution are the same to about 1e-15, not always to the bit, on another engine.

const SQRT_2PI = 2.5066282746310002;

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / SQRT_2PI;
}

/** Share of the standard normal distribution below z; accurate in relative terms in the lower tail. */
export function normalCdf(z: number): number {
  return z <= 0 ? upperTail(-z) : 1 - upperTail(z);
}

/** Share above z; accurate in relative terms in the upper tail. */
export function normalUpper(z: number): number {
  return normalCdf(-z);
}

/**
 * The z with `normalCdf(z) = p`; -Infinity at 0, Infinity at 1. Relative error about 1e-16.
 * Wichura (1988), "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics
 * 37, 477-484, routine PPND16.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(MIDDLE_ABOVE, r)) / polynomial(MIDDLE_BELOW, r);
  }
  return q < 0 ? -tailQuantile(p) : tailQuantile(1 - p);
}

/** The z whose upper share is q. */
export function normalUpperQuantile(q: number): number {
  return -normalQuantile(q);
}

function tailQuantile(tail: number): number {
  if (tail <= 0) return Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-Math.log(tail));
  return r <= 5
    ? polynomial(NEAR_ABOVE, r - 1.6) / polynomial(NEAR_BELOW, r - 1.6)
    : polynomial(FAR_ABOVE, r - 5) / polynomial(FAR_BELOW, r - 5);
}

/**
 * Upper tail for z >= 0: Cody (1969), "Rational Chebyshev approximations for the error function",
 * Mathematics of Computation 23, 631-637.
 */
function upperTail(z: number): number {
  if (z < 0.67448975) {
    const square = z * z;
    return 0.5 - (z * polynomial(INNER_ABOVE, square)) / polynomial(INNER_BELOW, square);
  }
  // exp(-z^2/2) in two factors: the square of a rounded z is exact, so no digits are lost for a large z.
  const whole = Math.trunc(z * 16) / 16;
  const rest = (z - whole) * (z + whole);
  const density = Math.exp(-0.5 * whole * whole) * Math.exp(-0.5 * rest);
  if (z < 5.656854249492381) {
    return (density * polynomial(OUTER_ABOVE, z)) / polynomial(OUTER_BELOW, z);
  }
  if (z > 40) return 0;
  const inverse = 1 / (z * z);
  const ratio = (inverse * polynomial(TAIL_ABOVE, inverse)) / polynomial(TAIL_BELOW, inverse);
  return (density * (1 / SQRT_2PI - ratio)) / z;
}

// Coefficients from the constant term up.
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!;
  return sum;
}

// The published coefficients, rounded to doubles.
const MIDDLE_ABOVE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const MIDDLE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const NEAR_ABOVE = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const NEAR_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
  0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_ABOVE = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
  0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
];
const INNER_ABOVE = [
  18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.2352520354606837,
  0.06568233791820745,
];
const INNER_BELOW = [
  45507.78933502673, 10260.932208618979, 976.0985517377767, 47.202581904688245, 1,
];
const OUTER_ABOVE = [
  9842.714838383978, 11602.65143764735, 6848.190450536283, 2494.5375852903726, 597.2702763948002,
  93.50665613217785, 8.883149794388377, 0.39894151208813466, 1.0765576773720192e-8,
];
const OUTER_BELOW = [
  19685.429676859992, 38912.00328609327, 34900.95272114598, 18615.571640885097, 6485.558298266761,
  1519.3775994075547, 235.387901782625, 22.266688044328117, 1,
];
const TAIL_ABOVE = [
  2.9112874951168793e-5, 0.0014216191932278934, 0.022235277870649807, 0.12740116116024736,
  0.215898534057957, 0.023073441764940174,
];
const TAIL_BELOW = [
  7.297515550839662e-5, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651,
  1.284260096144911, 1,
];
