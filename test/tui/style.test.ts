import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeLine } from '../../src/tui/draw/style.js';

it('no text on screen reaches the terminal as a command to it', () => {
  const unit = fc.constantFrom(
    'a',
    '\u001B',
    '\u0007',
    '\u009B',
    '\u202E',
    '\r',
    '\u{E0001}',
    '\uD800',
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      // The only controls are those of the style.
      const encoded = encodeLine([{ text, style: { bold: true } }]);
      expect(encoded.replace('\u001B[1m', '').replace('\u001B[0m', '')).not.toMatch(
        /[\p{Cc}\p{Cf}\p{Cs}]/u,
      );
    }),
  );
});
