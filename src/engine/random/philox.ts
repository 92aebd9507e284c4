/**
 * Philox 4x32 with 10 rounds (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"):
 * a counter and a key in, four random 32-bit words out. There is no state, so no draw depends on another.
 */
export function philox(counter: Words4, key: Words2): Words4 {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0);
    const high1 = multiplyHigh(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2);
    [c0, c1, c2, c3] = [high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0];
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
}

export type Words4 = readonly [number, number, number, number];
export type Words2 = readonly [number, number];

// The upper 32 bits of a 64-bit product, by halves of 16 bits.
function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const middle2 = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(middle2 / 65536)) | 0;
}

/** The key of a named stream under a seed's key. */
export function keyOfStream(seed: Words2, name: string): Words2 {
  const [a, b] = philox([fnv1a(name, 0x811c9dc5), fnv1a(name, 0x01000193), name.length, 0], seed);
  return [a, b];
}

/** Two well mixed words of a text. */
export function hashOf(text: string): Words2 {
  return keyOfStream([0, 0], text);
}

// FNV-1a over UTF-16 code units, from a given start.
function fnv1a(text: string, start: number): number {
  let hash = start | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Two uniform numbers in the open interval (0, 1), 52 bits each, from four words. */
export function uniforms(words: Words4): readonly [number, number] {
  return [toUniform(words[0], words[1]), toUniform(words[2], words[3])];
}

// (n + 1/2) / 2^52 is exact, and never 0 or 1.
function toUniform(high: number, low: number): number {
  return (high * 0x100000 + (low >>> 12) + 0.5) / 0x10000000000000;
}
