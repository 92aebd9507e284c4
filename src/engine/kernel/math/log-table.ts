import { bitsOf } from '../wasm/ops.js';
import { inTwoParts, logarithm } from './fixed-point.js';

/** Intervals that a table of logarithms divides an octave into. */
export const INTERVALS = 128;

/** Bytes of a row: 1/c, then log(c) in two parts, and nothing. */
export const ROW_BYTES = 32;

/**
 * Where the octave of the table begins, as bits: numbers from there to its double. 1 stands within an interval so
 * that it is about as far from both ends; there 1/c is 1 and log(c) is 0.
 */
export const OCTAVE = 0x3ff0000000000000n - (227n << 45n) / 3n;

/** Bits after the point of 1/c, whose product with half of a number is then exact. */
const INVERSE_BITS = 20n;
/** Bits after the point of the first part of log(c), and of ln 2: sums with multiples of ln 2 are exact. */
const LOG_BITS = 42n;

/** ln 2 in two parts, as the table has its logarithms. */
export const [LN2_HIGH, LN2_LOW] = inTwoParts(logarithm(2n, 1n), LOG_BITS);

let table: readonly bigint[] | undefined;

/** The rows of the table, as bits of numbers. Made when first asked for, in whole numbers: exact everywhere. */
export function logTable(): readonly bigint[] {
  table ??= Array.from({ length: INTERVALS }, (_, index) => rowOf(index)).flat();
  return table;
}

function rowOf(index: number): readonly bigint[] {
  // The middle of the interval, as a fraction of two whole numbers.
  const middle = OCTAVE + (BigInt(2 * index + 1) << 44n);
  const mantissa = (middle & 0xfffffffffffffn) | 0x10000000000000n;
  const denominator = middle >= 0x3ff0000000000000n ? 1n << 52n : 1n << 53n;
  const scaled = ((2n * denominator) << INVERSE_BITS) / mantissa;
  const isOne =
    middle - (1n << 44n) < 0x3ff0000000000000n && middle + (1n << 44n) > 0x3ff0000000000000n;
  const inverse = isOne ? 1n << INVERSE_BITS : (scaled + 1n) >> 1n;
  const [high, low] = inTwoParts(logarithm(1n << INVERSE_BITS, inverse), LOG_BITS);
  return [Number(inverse) / 2 ** Number(INVERSE_BITS), high, low, 0].map(bitsOf);
}
