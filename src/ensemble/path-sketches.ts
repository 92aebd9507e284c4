import type { RunBlock } from '../engine/engine.js';
import type { SketchCounts } from './sketch.js';
import { Sketch } from './sketch.js';

// Worlds that are counted at a time: their paths stay in the cache from one point to the next.
const BLOCK = 64;

/** Sketches of all points of some variables: `sketches[k * size + element]` by variable. */
export class PathSketches {
  readonly #points = new Map<string, readonly Sketch[]>();
  #failed = 0;

  /** @param points number of points (reports times elements) by variable. */
  constructor(points: ReadonlyMap<string, number>) {
    for (const [name, count] of points) {
      this.#points.set(
        name,
        Array.from({ length: count }, () => new Sketch()),
      );
    }
  }

  /** Worlds left out because they failed. */
  get failed(): number {
    return this.#failed;
  }

  /** Says how many worlds failed, whose paths were counted by others. */
  set failed(count: number) {
    this.#failed = count;
  }

  of(variable: string): readonly Sketch[] | undefined {
    return this.#points.get(variable);
  }

  /** Counts the worlds of a block; failed ones are left out. */
  add(block: RunBlock): void {
    this.#failed += new Set(block.failures.map((one) => one.world)).size;
    this.addPaths(block.series, block.count);
  }

  /** Counts the paths of some worlds, the first of those that stand there; rows that are not finite are left out. */
  addPaths(series: ReadonlyMap<string, Float64Array>, worlds: number): void {
    for (const [name, sketches] of this.#points) {
      const values = series.get(name);
      if (values === undefined) continue;
      const width = sketches.length;
      for (let first = 0; first < worlds; first += BLOCK) {
        const count = Math.min(BLOCK, worlds - first);
        const at = values.byteOffset + 8 * first * width;
        const words = new Int32Array(values.buffer, at, 2 * count * width);
        for (const [point, sketch] of sketches.entries()) sketch.addEvery(words, point, width);
      }
    }
  }

  merge(other: PathCounts): void {
    this.#failed += other.failed;
    for (const [name, counts] of other.points) {
      for (const [point, one] of counts.entries()) this.#points.get(name)?.[point]?.merge(one);
    }
  }

  /** Plain data, to send from a worker. */
  counts(): PathCounts {
    const points = new Map(
      [...this.#points].map(([name, sketches]) => [name, sketches.map((one) => one.counts())]),
    );
    return { failed: this.#failed, points };
  }
}

export interface PathCounts {
  readonly failed: number;
  readonly points: ReadonlyMap<string, readonly SketchCounts[]>;
}
