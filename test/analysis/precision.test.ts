import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digitsFor, roundTo, textTo } from '../../src/analysis/precision.js';

describe('digits follow the width of the range', () => {
  test.each([
    [2012.456789, 0.8, 2012.4568],
    [1_234_567.8, 5000, 1_234_568],
    [1_234_567.8, 50_000, 1_234_570],
    [0.123456, 1, 0.123],
    [1.23456e-9, 1e-8, 1.23e-9],
    [-0.00001, 1, 0],
    [5, 0, 5],
    [5.123456, Number.NaN, 5.123456],
    [5.123456, Number.POSITIVE_INFINITY, 5.123456],
    [5.123456, -1, 5.123456],
    [Number.NaN, 1, Number.NaN],
    [1e300, 1e-300, 1e300],
    [1, 1e-300, 1],
    [12, 1e300, 0],
  ])('%d in a width of %d is %d', (value, width, rounded) => {
    expect(roundTo(value, width)).toBe(rounded);
  });

  test('as text, with all of them', () => {
    expect([textTo(2012.35, 0.8), textTo(2012, 0.8), textTo(123_456, 50_000)]).toEqual([
      '2012.3500',
      '2012.0000',
      '123460',
    ]);
    expect(textTo(3, 0)).toBe('3');
  });

  const width = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
  const middle = fc.double({ min: -1e6, max: 1e6, noNaN: true });

  test('the error is less than a thousandth of the width, and as many digits are not needed', () => {
    fc.assert(
      fc.property(width, middle, (wide, value) => {
        fc.pre(wide > 1e-7 * Math.abs(value));
        expect(Math.abs(roundTo(value, wide) - value)).toBeLessThanOrEqual(
          wide / 1000 / 2 + 1e-9 * wide,
        );
        const step = 10 ** -(digitsFor(wide) ?? 0);
        expect(step).toBeLessThanOrEqual((wide / 1000) * (1 + 1e-6));
        expect(step).toBeGreaterThan(wide / 10_001);
        expect(Number(textTo(value, wide)) || 0).toBe(roundTo(value, wide));
        expect(roundTo(roundTo(value, wide), wide)).toBe(roundTo(value, wide));
      }),
    );
  });

  test('the middle half of a range stays inside it, and is not empty', () => {
    fc.assert(
      fc.property(width, middle, (wide, low) => {
        fc.pre(wide > 1e-7 * Math.abs(low));
        const [from, to] = [low + wide / 4, low + (3 * wide) / 4].map((one) =>
          roundTo(one, wide / 2),
        );
        expect(from).toBeGreaterThan(low);
        expect(to).toBeLessThan(low + wide);
        expect(to).toBeGreaterThan(from ?? 0);
      }),
    );
  });
});
