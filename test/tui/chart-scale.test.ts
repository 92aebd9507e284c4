import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowScale } from '../../src/tui/draw/chart-scale.js';

const ticksOf = (low: number, high: number, height: number) =>
  rowScale(low, high, height).ticks.map(({ value }) => value);

describe('rowScale', () => {
  const finite = fc.double({ min: -1e12, max: 1e12, noNaN: true });

  test('holds the data, with round ticks in rows that exist', () => {
    fc.assert(
      fc.property(finite, finite, fc.integer({ min: 3, max: 80 }), (a, b, height) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const scale = rowScale(low, high, height);
        // The rounding of the step is relative to the larger end.
        const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high), scale.high - scale.low);
        expect(scale.low).toBeLessThanOrEqual(low + slack);
        expect(scale.high).toBeGreaterThanOrEqual(high - slack);
        expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
        for (const { value, row } of scale.ticks) {
          expect(row).toBeGreaterThanOrEqual(0);
          expect(row).toBeLessThan(height);
          const ideal = ((scale.high - value) / (scale.high - scale.low)) * height - 0.5;
          expect(Math.abs(ideal - row)).toBeLessThanOrEqual(0.5 + 1e-6);
        }
      }),
    );
  });

  test('starts at zero when the data come near it, and not when they are far away', () => {
    expect(ticksOf(53, 235, 20)).toEqual([0, 50, 100, 150, 200]);
    expect(ticksOf(0.36, 0.47, 12)).toEqual([0.36, 0.38, 0.4, 0.42, 0.44, 0.46]);
    expect(ticksOf(-180, -20, 20).at(-1)).toBe(0);
  });

  test('ticks are written without rounding noise', () => {
    expect(ticksOf(0, 0.3, 13)).toEqual([0, 0.1, 0.2, 0.3]);
  });

  test('a constant stands in the middle, and nothing gives zero to one', () => {
    const { low, high } = rowScale(5, 5, 9);
    expect(low).toBeLessThan(5);
    expect(high).toBeGreaterThan(5);
    expect(rowScale(Number.NaN, 1, 9)).toEqual(rowScale(0, 1, 9));
  });
});
