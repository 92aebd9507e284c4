import { bitsOf } from '../wasm/ops.js';
import { exponential, inTwoParts, logarithm, ONE, POINT } from './fixed-point.js';

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
  table ??= rows();
  return table;
}

function rows(): readonly bigint[] {
  // Each power is the one before times 2^(1/256): that loses a bit of the 140 at most.
  const step = exponential(logarithm(2n, 1n) >> INTERVAL_BITS);
  const made: bigint[] = [];
  let exact = ONE;
  for (let j = 0n; j < BigInt(INTERVALS); j++) {
    made.push(...rowOf(j, exact));
    exact = (exact * step) >> POINT;
  }
  return made;
}

function rowOf(j: bigint, exact: bigint): readonly bigint[] {
  const [rounded, rest] = inTwoParts(exact, 52n);
  // What rounding lost is below 2^-53, so that the square of it does not count.
  return [bitsOf(rest / rounded), bitsOf(rounded) - (j << (52n - INTERVAL_BITS))];
}
