/**
 * Counts of values in buckets that are narrow in proportion to the value: 128 to each factor of two, so a
 * quantile is off by at most 1/256 of its value. Counts add up the same whatever the order, so a sketch does
 * not depend on how many workers filled its parts. (The idea of DDSketch: Masson, Rim & Lee 2019, PVLDB 12(12);
 * the buckets are read off the bits of the number instead of a logarithm.)
 */
export class Sketch {
  /** Buckets of the numbers at and above zero, and of those below, from the first that is used. */
  readonly #above = new SignCounts();
  readonly #below = new SignCounts();
  #zeros = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Counts one finite number. */
  add(value: number): void {
    this.#count += 1;
    if (value > 0) this.#above.add(bucketOf(value), 1);
    else if (value < 0) this.#below.add(bucketOf(-value), 1);
    else this.#zeros += 1;
  }

  /**
   * Counts every `stride`th number from one on; those that are not finite, of failed worlds, are left out.
   * @param words the numbers as pairs of words, the low one first.
   */
  addEvery(words: Int32Array, from: number, stride: number): void {
    const above = this.#above;
    let { first, counts } = above.counts();
    let usual = 0;
    for (let at = 2 * from; at < words.length; at += 2 * stride) {
      const high = words[at + 1]!;
      const place = (high >>> 13) - first;
      // Plain numbers above 0, in buckets that are there.
      if (high > 0x1fff && high < 0x7ff00000 && place >= 0 && place < counts.length) {
        counts[place]! += 1;
        usual += 1;
        continue;
      }
      const size = high & 0x7fffffff;
      if (size >= 0x7ff00000) continue;
      this.#count += 1;
      if (size === 0 && words[at] === 0) this.#zeros += 1;
      else if (high >= 0) above.add(size >>> 13, 1);
      else this.#below.add(size >>> 13, 1);
      ({ first, counts } = above.counts());
    }
    this.#count += usual;
    above.total += usual;
  }

  /** Adds the counts of another sketch. */
  merge(other: SketchCounts): void {
    this.#count += other.count;
    this.#zeros += other.zeros;
    this.#above.merge(other.above);
    this.#below.merge(other.below);
  }

  /** The mean of the middles of the buckets; NaN of nothing. */
  mean(): number {
    return (this.#above.sum() - this.#below.sum()) / this.#count;
  }

  /** Plain data, to send from a worker. */
  counts(): SketchCounts {
    return {
      count: this.#count,
      zeros: this.#zeros,
      above: this.#above.counts(),
      below: this.#below.counts(),
    };
  }

  /**
   * The quantile of rank p (n - 1), rounded down: the middle of the bucket that holds it; NaN of nothing.
   */
  quantile(p: number): number {
    if (this.#count === 0) return Number.NaN;
    let rank = Math.floor(p * (this.#count - 1));
    const low = this.#below.total;
    if (rank < low) return -middleOf(this.#below.at(low - 1 - rank));
    rank -= low;
    if (rank < this.#zeros) return 0;
    return middleOf(this.#above.at(rank - this.#zeros));
  }
}

/** A sketch as plain data. */
export interface SketchCounts {
  readonly count: number;
  readonly zeros: number;
  readonly above: BucketCounts;
  readonly below: BucketCounts;
}

export interface BucketCounts {
  readonly first: number;
  readonly counts: Uint32Array;
}

/** The largest error of a quantile, relative to its value. */
export const SKETCH_ERROR = 1 / 256;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

// The exponent and the first seven bits of the fraction of a positive number.
function bucketOf(value: number): number {
  float[0] = value;
  return (words[1] ?? 0) >>> 13;
}

// Half-way up a bucket is the next bit of the fraction.
function middleOf(bucket: number): number {
  words[0] = 0;
  words[1] = (bucket << 13) | 0x1000;
  return float[0] ?? 0;
}

/** Counts by bucket number, kept only over the range that is used. */
class SignCounts {
  #first = 0;
  #counts = new Uint32Array(0);
  total = 0;

  add(bucket: number, count: number): void {
    this.#makeRoom(bucket, bucket);
    const at = bucket - this.#first;
    this.#counts[at] = (this.#counts[at] ?? 0) + count;
    this.total += count;
  }

  merge({ first, counts }: BucketCounts): void {
    if (counts.length === 0) return;
    if (this.#counts.length === 0) {
      this.#first = first;
      this.#counts = counts.slice();
      for (const count of counts) this.total += count;
      return;
    }
    this.#makeRoom(first, first + counts.length - 1);
    for (const [index, count] of counts.entries()) {
      const at = first + index - this.#first;
      this.#counts[at] = (this.#counts[at] ?? 0) + count;
      this.total += count;
    }
  }

  counts(): BucketCounts {
    return { first: this.#first, counts: this.#counts };
  }

  /** The sum of the numbers, each taken as the middle of its bucket. */
  sum(): number {
    let sum = 0;
    for (const [index, count] of this.#counts.entries()) {
      if (count > 0) sum += count * middleOf(this.#first + index);
    }
    return sum;
  }

  /** The bucket that holds the number of this rank, from 0. */
  at(rank: number): number {
    const counts = this.#counts;
    let place = 0;
    for (let left = rank; place < counts.length - 1; place++) {
      left -= counts[place]!;
      if (left < 0) break;
    }
    return this.#first + place;
  }

  #makeRoom(low: number, high: number): void {
    const { length } = this.#counts;
    if (length > 0 && low >= this.#first && high < this.#first + length) return;
    // Some room to spare on the side that grows, so that growing is rare.
    const from = length === 0 ? low : Math.min(low - (low < this.#first ? 32 : 0), this.#first);
    const end = this.#first + length;
    const to = length === 0 ? high + 1 : Math.max(high + 1 + (high >= end ? 32 : 0), end);
    const grown = new Uint32Array(to - Math.max(0, from));
    grown.set(this.#counts, length === 0 ? 0 : this.#first - Math.max(0, from));
    this.#first = Math.max(0, from);
    this.#counts = grown;
  }
}
