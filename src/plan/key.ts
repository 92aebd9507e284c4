import seedrandom from 'seedrandom';

/** The key of all random streams of a plan's runs: two 32-bit words that seedrandom makes of the seed. */
export function streamKey(seed: string): readonly [number, number] {
  const random = seedrandom(seed);
  return [random.int32() >>> 0, random.int32() >>> 0];
}
