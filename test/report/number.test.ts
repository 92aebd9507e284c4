import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatDifference,
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

test.each([
  [2012.4173, 0.6, '2012.417'],
  [2012.4173, 60, '2012.4'],
  [1235678, 40000, '1235700'],
  [0.000123456, 0.0001, '0.000123'],
  [-3.21759, 1, '-3.22'],
  [0.45678, 0, '0.457'],
  [Number.NaN, 1, 'n/a'],
  [5, Number.NaN, '5'],
])('formatWithin(%d, %d) is %s: about a hundredth of the spread', (value, spread, text) => {
  expect(formatWithin(value, spread)).toBe(text);
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
