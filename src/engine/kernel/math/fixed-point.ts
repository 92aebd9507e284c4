/** Numbers in fixed point, 140 bits after the point: tables are made in whole numbers, so they are the same everywhere. */
export const POINT = 140n;
export const ONE = 1n << POINT;

/** ln(a / b): twice the inverse hyperbolic tangent of (a - b) / (a + b). */
export function logarithm(a: bigint, b: bigint): bigint {
  const t = ((a - b) * ONE) / (a + b);
  const square = (t * t) >> POINT;
  let power = t;
  let sum = 0n;
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    sum += power / k;
    power = (power * square) >> POINT;
  }
  return 2n * sum;
}

/** e to the power x, for x from 0 to 1: the series. */
export function exponential(x: bigint): bigint {
  let term = ONE;
  let sum = 0n;
  for (let k = 1n; term !== 0n; k += 1n) {
    sum += term;
    term = ((term * x) >> POINT) / k;
  }
  return sum;
}

/** A value as a multiple of 2^-`bits`, the nearest, and the rest. */
export function inTwoParts(value: bigint, bits: bigint): readonly [number, number] {
  const shift = POINT - bits;
  const high = (value + (1n << (shift - 1n))) >> shift;
  return [Number(high) / 2 ** Number(bits), Number(value - (high << shift)) / 2 ** Number(POINT)];
}
