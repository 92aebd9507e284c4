import type { ColumnKey } from './column-stream.js';

/**
 * A random permutation of 0 to size - 1 that can be asked at any place without making the rest: a Feistel
 * network over the next even power of two, walked on until it lands inside (Black and Rogaway 2002,
 * "Ciphers with arbitrary finite domains", CT-RSA 2002, methods 2 and 3).
 */
export function permutation(size: number, [a, b, c, d]: ColumnKey): (index: number) => number {
  const half = Math.max(1, Math.ceil((32 - Math.clz32(size - 1)) / 2));
  const mask = 2 ** half - 1;
  const rounds = Uint32Array.from({ length: 8 }, (_, r) => mix(mix(mix(mix(a + r) ^ b) ^ c) ^ d));
  return (index) => {
    let value = index;
    do {
      let left = Math.floor(value / (mask + 1));
      let right = value & mask;
      for (let r = 0; r < 8; r++) {
        const next = left ^ (mix(right ^ rounds[r]!) & mask);
        left = right;
        right = next;
      }
      value = left * (mask + 1) + right;
    } while (value >= size);
    return value;
  };
}

/** A 32-bit hash in which every bit of the result depends on every bit given: Wellons (2018), lowbias32. */
export function mix(bits: number): number {
  let x = bits;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
