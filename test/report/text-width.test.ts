import fc from 'fast-check';
import { expect, test } from 'vitest';
import { padLeft, padRight, truncate, widthOf, wrapWords } from '../../src/report/text-width.js';

test('a wide character takes two columns, a combining accent none', () => {
  expect(['abc', 'Ségou', 'Se\u0301gou', '日本'].map(widthOf)).toEqual([3, 5, 5, 4]);
});

test('truncated text fits, and says that it was cut', () => {
  expect(truncate('Policing with accountability', 14)).toBe('Policing with…');
  expect(truncate('日本語', 4)).toBe('日…');
  expect(truncate('abc', 3)).toBe('abc');
  expect(truncate('abc', 0)).toBe('');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), (text, width) => {
      expect(widthOf(truncate(text, width))).toBeLessThanOrEqual(width);
    }),
  );
});

test('padding counts columns', () => {
  expect([padRight('日', 4), padLeft('日', 4), padLeft('long', 2)]).toEqual([
    '日  ',
    '  日',
    'long',
  ]);
});

test('words are wrapped, and a word longer than the line is cut', () => {
  expect(wrapWords('jobs for 12,000 young people', 10)).toEqual([
    'jobs for',
    '12,000',
    'young',
    'people',
  ]);
  expect(wrapWords('incomprehensible', 6)).toEqual(['incom…']);
});
