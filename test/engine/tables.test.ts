import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpolate } from '../../src/engine/reference/numbers.js';
import { plain, ran } from './running.js';

interface MadeTable {
  readonly points: readonly (readonly [number, number])[];
  readonly xs: readonly number[];
}

const coordinate = fc.oneof(
  fc.integer({ min: -9, max: 9 }),
  fc.integer({ min: -90, max: 90 }).map((n) => n / 10),
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
);

/** Few points, which the kernel compares with, and many, which it searches. */
const tables: fc.Arbitrary<MadeTable> = fc
  .record({
    xs: fc.uniqueArray(coordinate, { minLength: 2, maxLength: 24, comparator: 'SameValueZero' }),
    ys: fc.array(coordinate, { minLength: 24, maxLength: 24 }),
    inside: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
  })
  .map(({ xs, ys, inside }) => {
    const sorted = [...xs].sort((a, b) => a - b);
    const points = sorted.map((x, k) => [x + 0, (ys[k] ?? 0) + 0] as const);
    const between = sorted.slice(1).flatMap((x, k) => {
      const low = sorted[k] ?? 0;
      return inside.map((share) => low + (x - low) * share);
    });
    const near = sorted.flatMap((x) => [x, nextTo(x, 1), nextTo(x, -1)]);
    return { points, xs: [...between, ...near].sort((a, b) => a - b) };
  });

/** The number next to another, above it or below. */
function nextTo(x: number, direction: 1 | -1): number {
  const bits = new BigInt64Array(1);
  const value = new Float64Array(bits.buffer);
  value[0] = x === 0 ? Number.MIN_VALUE * direction : x;
  if (x !== 0) bits[0] = (bits[0] ?? 0n) + (x > 0 === direction > 0 ? 1n : -1n);
  return value[0] ?? 0;
}

/** What the engine gives for each x: a world for each. */
function lookedUp({ points, xs }: MadeTable): number[] {
  const text = plain(
    'start: 0, end: 1',
    `tables: {effect: {points: ${JSON.stringify(points)}}}
parameters: {x: {title: X, value: 0, grade: assumed}}
stocks: {s: {initial: 1}}
auxiliaries: {y: {equation: effect(x)}}`,
  );
  const { path } = ran(text, { worlds: { x: xs } });
  return xs.map((_, world) => (path('y', 0, world)[0] ?? Number.NaN) + 0);
}

describe('a table', () => {
  it('gives the bits of the one formula, its points exactly, and never leaves its pieces', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const got = lookedUp(table);
        const xs = Float64Array.from(table.points, ([x]) => x);
        const ys = Float64Array.from(table.points, ([, y]) => y);
        table.xs.forEach((x, k) => {
          expect(got[k], `at ${x}`).toBe(interpolate(xs, ys, 1, 0, x, true) + 0);
          const point = table.points.find(([own]) => own === x);
          if (point !== undefined) expect(got[k]).toBe(point[1]);
        });
        table.points.slice(1).forEach(([high, top], index) => {
          const [low, bottom] = table.points[index] ?? [0, 0];
          const piece = got.filter((_, k) => {
            const x = table.xs[k] ?? 0;
            return x >= low && x <= high;
          });
          const rises = top >= bottom ? piece : [...piece].reverse();
          expect(rises).toEqual([...rises].sort((a, b) => a - b));
          expect(rises[0]).toBe(Math.min(top, bottom));
          expect(rises.at(-1)).toBe(Math.max(top, bottom));
        });
      }),
      { numRuns: 60, seed: 6 },
    );
  });

  it.each([
    [
      0.3,
      3,
      [
        [0, 0],
        [10, 1],
      ],
    ],
    [
      4 / 3,
      2,
      [
        [0, 1],
        [1, 3],
        [4, -2],
      ],
    ],
  ] as [number, number, [number, number][]][])('gives %d at %d', (value, x, points) => {
    expect(lookedUp({ points, xs: [x] })).toEqual([value]);
  });
});
