import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printable } from '../../src/diagnostics/printable.js';

it.each([
  ['plain', 'plain'],
  ['Ségou, 北京, 🌍', 'Ségou, 北京, 🌍'],
  ['a\tb', 'a b'],
  ['\u001b[31mred', '\\x1b[31mred'],
  ['bell\u0007', 'bell\\x07'],
  ['a\r\nb', 'a\\x0d\\x0ab'],
  ['\u009b2J', '\\x9b2J'],
  ['right\u202eleft', 'right\\u202eleft'],
  ['zero\u200bwidth', 'zero\\u200bwidth'],
  ['soft\u00adhyphen', 'soft\\xadhyphen'],
  ['line\u2028end', 'line\\u2028end'],
  ['mark\ufeff', 'mark\\ufeff'],
  ['half\ud83d', 'half\\ud83d'],
  ['tag\u{e0041}', 'tag\\u{e0041}'],
])('shows %j as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('leaves no control character, whatever it is given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});

it('changes nothing that it has made printable', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(printable(text))).toBe(printable(text));
    }),
  );
});
