import type { RunBlock } from '../engine/engine.js';
import type { SketchCounts } from './sketch.js';
import { Sketch } from './sketch.js';

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

  of(variable: string): readonly Sketch[] | undefined {
    return this.#points.get(variable);
  }

  /** Counts the worlds of a block; failed ones are left out. */
  add(block: RunBlock): void {
    this.#failed += new Set(block.failures.map((one) => one.world)).size;
    for (const [name, sketches] of this.#points) {
      const values = block.series.get(name);
      if (values === undefined) continue;
      const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
      for (const [point, sketch] of sketches.entries())
        sketch.addEvery(words, point, sketches.length);
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
