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
    const failed = new Set(block.failures.map((one) => one.world - block.first));
    this.#failed += failed.size;
    for (const [name, sketches] of this.#points) {
      const values = block.series.get(name);
      if (values === undefined) continue;
      const width = sketches.length;
      for (let i = 0; i < block.count; i++) {
        if (failed.has(i)) continue;
        for (let point = 0; point < width; point++)
          sketches[point]?.add(values[i * width + point] ?? 0);
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
