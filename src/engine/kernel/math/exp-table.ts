import { bitsOf } from '../wasm/ops.js';
import { exponential, inTwoParts, logarithm, ONE } from './fixed-point.js';

/** Intervals that a table of powers of 2 divides an octave into, as a power of 2. */
export const INTERVAL_BITS = 8n;
export const INTERVALS = 1 << Number(INTERVAL_BITS);

/** Bytes of a row: what 2^(j/256) lost by rounding, relative to it; and its bits, less j where k will be added. */
export const ROW_BYTES = 16;

/** Bits after the point of the first part of ln 2 / 256: its products with whole numbers up to 2^19 are exact. */
const STEP_BITS = 42n;

/** ln 2 / 256 in two parts. */
export const [STEP_HIGH, STEP_LOW] = inTwoParts(logarithm(2n, 1n) >> INTERVAL_BITS, STEP_BITS);

let table: readonly bigint[] | undefined;

/** The rows of the table, as bits of numbers. Made when first asked for. */
export function expTable(): readonly bigint[] {
  table ??= Array.from({ length: INTERVALS }, (_, j) => rowOf(BigInt(j))).flat();
  return table;
}

function rowOf(j: bigint): readonly bigint[] {
  const exact = exponential((logarithm(2n, 1n) * j) >> INTERVAL_BITS);
  const [rounded, rest] = inTwoParts(exact, 52n);
  const lost = Number((BigInt(Math.round(rest * 2 ** 120)) * ONE) / exact) / 2 ** 120;
  return [bitsOf(lost), bitsOf(rounded) - (j << (52n - INTERVAL_BITS))];
}
