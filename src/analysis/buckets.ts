// About so many values stand in a bucket when they are spread evenly.
const VALUES = 2;

/** Lays samples of one size out in buckets of equal width between their least and their largest value. */
export class Buckets {
  readonly #ends: Int32Array;
  readonly #places: Int32Array;
  readonly #values: Float64Array;

  constructor(count: number) {
    this.#ends = new Int32Array(Math.max(1, Math.floor(count / VALUES)));
    this.#places = new Int32Array(count);
    this.#values = new Float64Array(count);
  }

  /**
   * Reorders finite values so that each bucket's follow those of the one below.
   * @returns where each bucket ends. Good until the next call.
   */
  layOut(values: Float64Array): Int32Array {
    const ends = this.#ends.fill(0);
    const last = ends.length - 1;
    let least = Number.POSITIVE_INFINITY;
    let largest = Number.NEGATIVE_INFINITY;
    for (const value of values) {
      least = Math.min(least, value);
      largest = Math.max(largest, value);
    }
    const perUnit = last / (largest - least);
    // Equal values, or further apart than a number can say: one bucket.
    if (!(perUnit > 0 && perUnit < Number.MAX_VALUE)) return ends.fill(values.length);
    this.#values.set(values);
    for (let i = 0; i < values.length; i += 1) {
      const bucket = Math.min(last, ((values[i]! - least) * perUnit) | 0);
      this.#places[i] = bucket;
      ends[bucket]! += 1;
    }
    this.#scatter(values, ends);
    return ends;
  }

  #scatter(values: Float64Array, counts: Int32Array): void {
    let start = 0;
    for (let bucket = 0; bucket < counts.length; bucket += 1) {
      const own = counts[bucket]!;
      counts[bucket] = start;
      start += own;
    }
    // Each start moves up to the end as its bucket fills.
    for (let i = 0; i < values.length; i += 1) {
      const bucket = this.#places[i]!;
      values[counts[bucket]!] = this.#values[i]!;
      counts[bucket]! += 1;
    }
  }
}
