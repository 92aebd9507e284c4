import seedrandom from 'seedrandom';

/** Four 32-bit words that key everything random about one column under one design. */
export type ColumnKey = readonly [number, number, number, number];

/**
 * The key of a column: made of the seed, the design and the name of the column, so that its draws do not
 * depend on which other columns there are.
 */
export function columnKey(seed: string, design: string, column: string): ColumnKey {
  const random = seedrandom(`${seed}\0${design}\0${column}`);
  const word = () => random.int32() >>> 0;
  return [word(), word(), word(), word()];
}

// Worlds in a stretch that shares one generator. Any stretch can be drawn without those before it.
const STRETCH = 1024;

/**
 * Fills `out[start + i * stride]` with random numbers of worlds `first + i`, strictly between 0 and 1, for
 * i below `count`. World w always gets the same number. seedrandom's Alea, keyed for each 1,024 worlds.
 */
export function fillUniform(
  key: ColumnKey,
  first: number,
  count: number,
  out: Float64Array,
  start = 0,
  stride = 1,
): void {
  const name = key.join('.');
  let world = first;
  const end = first + count;
  while (world < end) {
    const stretch = Math.floor(world / STRETCH);
    const random = seedrandom.alea(`${name}.${stretch}`);
    for (let skipped = stretch * STRETCH; skipped < world; skipped++) random.double();
    const stop = Math.min(end, (stretch + 1) * STRETCH);
    for (; world < stop; world++)
      out[start + (world - first) * stride] = insideUnit(random.double());
  }
}

/** The nearest number that a quantile may be: a design never gives 0 or 1. */
export function insideUnit(u: number): number {
  return Math.min(1 - 2 ** -53, Math.max(2 ** -54, u));
}
