import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortenDistinct } from '../../src/report/short-names.js';
import { widthOf } from '../../src/report/text-width.js';

const EQUAL = ['conduct', 'operations', 'jobs', 'services'].map((one) => `40 million on ${one}`);

describe('shortenDistinct', () => {
  test('cuts names where they agree, and keeps what differs', () => {
    expect(shortenDistinct(EQUAL, 16)).toEqual([
      '40 milli…conduct',
      '40 mi…operations',
      '40 million…jobs',
      '40 mill…services',
    ]);
    expect(shortenDistinct(EQUAL, 9)).toEqual(['40…condu…', '40…opera…', '40 m…jobs', '40…servi…']);
  });

  test('a name that begins like no other is cut at its end, and one that fits stays', () => {
    expect(shortenDistinct([...EQUAL, 'Mali, nothing new', 'Drought'], 12).slice(-2)).toEqual([
      'Mali, nothi…',
      'Drought',
    ]);
    // Enough of what is its own is left.
    expect(shortenDistinct(EQUAL, 20)[0]).toBe('40 million on condu…');
  });

  test('keeps two parts where the names differ in two places', () => {
    const names = ['b', 'c'].flatMap((one) => ['x', 'y'].map((two) => `aaaa ${one}bbb ${two}`));
    expect(shortenDistinct(names, 7)).toEqual(['…bbbb x', '…bbbb y', '…cbbb x', '…cbbb y']);
  });

  test('a copy is told from what it was made of', () => {
    const names = [
      'Local mediation',
      'Local mediation, changed',
      'Local mediation, changed, changed',
    ];
    expect(new Set(shortenDistinct(names, 14)).size).toBe(3);
  });

  test('counts columns, not characters', () => {
    expect(shortenDistinct(['平和と仕事を', '平和と対話を'], 7)).toEqual(['平…事を', '平…話を']);
  });

  const word = fc.constantFrom(
    ...['jobs', 'jobs first', '40 million on', 'Mopti', 'changed', 'in equal parts'],
    ...['Ségou', '平和', 'x', 'a', '', '…', '👩‍👩‍👧', 'e\u0301'],
  );
  const names = fc.array(
    fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
    { maxLength: 12 },
  );

  test('every text fits, and from twelve columns on as many differ as names do', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 0, max: 40 }), (given, width) => {
        const shown = shortenDistinct(given, width);
        expect(shown).toHaveLength(given.length);
        for (const text of shown) expect(widthOf(text)).toBeLessThanOrEqual(width);
        for (const [i, name] of given.entries()) {
          if (widthOf(name) <= width) expect(shown[i]).toBe(name);
        }
        if (width >= 12) expect(new Set(shown).size).toBe(new Set(given).size);
      }),
      { numRuns: 1000 },
    );
  });
});
