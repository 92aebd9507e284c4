import { columnKey } from './column-stream.js';
import type { SamplingDesign } from './design.js';
import { JOE_KUO_NUMBERS, SOBOL_DIMENSIONS } from './joe-kuo-numbers.js';

const BITS = 32;
const UNIT = 2 ** -32;

/** Columns that a Sobol plan can have. */
export const SOBOL_COLUMNS = SOBOL_DIMENSIONS;

/**
 * Scrambled Sobol points. Column c takes dimension c of the sequence, in the order in which the columns are
 * declared; its scrambling is keyed by its name. The first n worlds of a plan are the worlds of the plan of
 * size n; plans of 2^k worlds are spread most evenly.
 *
 * Sobol (1967); direction numbers of Joe and Kuo (2008). Scrambling: a nested uniform (Owen 1995) one by
 * hashing the reversed bits, Laine and Karras (2011), as in Burley (2020), "Practical hash-based Owen
 * scrambling", Journal of Computer Graphics Techniques 9(4), with the hash of Vegdahl (2021), which leaves
 * fewer pairs of points correlated.
 * @throws RangeError when there are more columns than {@link SOBOL_COLUMNS}.
 */
export const sobol: SamplingDesign = (
  worlds,
  columns,
  seed,
  { first, count } = { first: 0, count: worlds },
) => {
  const width = columns.length;
  const quantiles = new Float64Array(count * width);
  for (const [c, column] of columns.entries()) {
    const directions = directionsOf(c);
    const key = columnKey(seed, 'sobol', column)[0];
    let point = coordinate(first, directions);
    for (let i = 0; i < count; i++) {
      const bits = reversed(scrambled(reversed(point), key));
      quantiles[i * width + c] = (bits + 0.5) * UNIT;
      // The Gray codes of neighbours differ in the lowest bit that is set in the next index.
      const next = first + i + 1;
      point ^= directions[31 - Math.clz32(next & -next)]!;
    }
  }
  return quantiles;
};

/** Point `index` (from 0) of the unscrambled sequence in `dimensions` dimensions; coordinates from 0 to 1. */
export function sobolPoint(index: number, dimensions: number): number[] {
  return Array.from({ length: dimensions }, (_, d) => coordinate(index, directionsOf(d)) * UNIT);
}

// In the order of the Gray code, as Joe and Kuo's own program gives the points.
function coordinate(index: number, directions: Uint32Array): number {
  let bits = 0;
  for (let gray = index ^ (index >>> 1), k = 0; gray !== 0; gray >>>= 1, k++) {
    if (gray & 1) bits ^= directions[k]!;
  }
  return bits >>> 0;
}

const known: Uint32Array[] = [];
let rows: readonly string[] | undefined;

/** The 32 direction numbers of a dimension (from 0), as binary fractions in the high bits. */
function directionsOf(dimension: number): Uint32Array {
  if (dimension >= SOBOL_DIMENSIONS) {
    throw new RangeError(`a Sobol plan has at most ${SOBOL_DIMENSIONS} columns`);
  }
  known[dimension] ??= makeDirections(dimension);
  return known[dimension];
}

function makeDirections(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS);
  if (dimension === 0) return v.map((_, k) => 2 ** (BITS - 1 - k));
  rows ??= JOE_KUO_NUMBERS.trim().split(';');
  const [polynomial = 0, ...rest] = rows[dimension - 1]!.trim()
    .split(/\s+/)
    .map((digits) => Number.parseInt(digits, 36));
  const start = [1, ...rest];
  const degree = start.length;
  for (let k = 0; k < degree; k++) v[k] = start[k]! * 2 ** (BITS - 1 - k);
  for (let k = degree; k < BITS; k++) {
    let next = v[k - degree]! ^ (v[k - degree]! >>> degree);
    for (let j = 1; j < degree; j++) {
      if ((polynomial >>> (degree - j)) & 1) next ^= v[k - j]!;
    }
    v[k] = next >>> 0;
  }
  return v;
}

// A hash in which a bit depends only on itself and the bits below it: on reversed bits, a nested uniform
// scrambling. https://psychopath.io/post/2021_01_30_building_a_better_lk_hash
function scrambled(bits: number, key: number): number {
  let x = bits;
  x ^= Math.imul(x, 0x3d20adea);
  x = (x + key) | 0;
  x = Math.imul(x, (key >>> 16) | 1);
  x ^= Math.imul(x, 0x05526c56);
  x ^= Math.imul(x, 0x53a22864);
  return x >>> 0;
}

function reversed(bits: number): number {
  let x = bits;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return ((x >>> 16) | (x << 16)) >>> 0;
}
