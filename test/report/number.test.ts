import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatDifference,
  formatExact,
  formatNumber,
  formatShare,
  formatShareWithin,
  formatWithin,
} from '../../src/report/number.js';

describe('formatShareWithin', () => {
  test.each([
    [0.22, 0.0861, '22 ± 9\u00a0%'],
    [0, 0.23, '0 ± 23\u00a0%'],
    [0.64, 0.004, '64\u00a0%'],
    [0.004, 0.02, '0.4 ± 2\u00a0%'],
  ])('%d within %d is %s', (share, error, expected) => {
    expect(formatShareWithin(share, error)).toBe(expected);
  });
});

describe('formatWithin', () => {
  test.each([
    [2012.35, 0.8, '2,012.350'],
    [1_235_165, 3000, '1,235,170'],
    [0.3, 0.4, '0.300'],
    [20_000, 60_000, '20,000'],
    [1_234_000, 2_000_000, '1.23 M'],
    [-5.5, 0.01, '-5.5000'],
    [0, 1, '0'],
    [7, 0, '7'],
    [Number.NaN, 1, 'n/a'],
  ])('%d in a width of %d is %s', (value, width, text) => {
    expect(formatWithin(value, width)).toBe(text);
  });

  test('the ends of a range differ on the screen', () => {
    const size = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(size, fc.double({ min: 1e-9, max: 1, noNaN: true }), (low, share) => {
        const width = low * share;
        expect(formatWithin(low, width)).not.toBe(formatWithin(low + width, width));
      }),
    );
  });
});

test('what a person typed is shown with all its digits', () => {
  const exact = [12_345, 0.125, 2_000, -1_234.5, 1e-9].map((one) => formatExact(one));
  expect(exact).toEqual(['12,345', '0.125', '2,000', '-1,234.5', '1.00e-9']);
  expect(formatExact(12_345.5, 'fr')).toBe('12\u202f345,5');
});

describe('formatNumber', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [7, '7'],
    [-42, '-42'],
    [139.14, '139'],
    [9.87654, '9.88'],
    [0.5, '0.500'],
    [0.0123456, '0.0123'],
    [0.00012345, '0.000123'],
    [0.0000123, '1.23e-5'],
    [999.4, '999'],
    [999.7, '1,000'],
    [1234.5, '1,235'],
    [9999.4, '9,999'],
    [9999.6, '10,000'],
    [12345, '12,300'],
    [-987654, '-988,000'],
    [999600, '1.00 M'],
    [1234567, '1.23 M'],
    [41e6, '41.0 M'],
    [2.5e9, '2.50 bn'],
    [1.5e12, '1.50e12'],
    [Number.NaN, 'n/a'],
    [Number.POSITIVE_INFINITY, 'n/a'],
  ])('%d is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test('French has a narrow space between thousands and a decimal comma', () => {
    expect([12345, 0.25, 2.5e9, Number.NaN].map((value) => formatNumber(value, 'fr'))).toEqual([
      '12\u202f300',
      '0,250',
      '2,50 Md',
      'n.d.',
    ]);
  });

  test('what is read back is within half of the third digit', () => {
    const scale: Record<string, number> = { M: 1e6, bn: 1e9 };
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 1e11, noNaN: true }), (value) => {
        const [digits = '', letter = ''] = formatNumber(value).replaceAll(',', '').split(' ');
        const read = Number(digits) * (scale[letter] ?? 1);
        // Half a unit of the third digit, at worst 0.5 in 100, and a rounding of the division.
        expect(Math.abs(read - value) / value).toBeLessThanOrEqual(0.005 * (1 + 1e-12));
      }),
    );
  });
});

test('a difference says its sign', () => {
  expect([130, -130, 0, 0.25, Number.NaN].map((value) => formatDifference(value))).toEqual([
    '+130',
    '-130',
    '0',
    '+0.250',
    'n/a',
  ]);
});

test('a share is per cent, with one digit below one', () => {
  expect([0, 0.004, 0.64, 1].map((share) => formatShare(share))).toEqual([
    '0\u00a0%',
    '0.4\u00a0%',
    '64\u00a0%',
    '100\u00a0%',
  ]);
  expect(formatShare(0.004, 'fr')).toBe('0,4\u00a0%');
});
