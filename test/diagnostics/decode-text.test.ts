import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/diagnostics/decode-text.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import type { Files } from '../../src/diagnostics/files.js';
import { readText } from '../../src/diagnostics/files.js';

const utf16 = (text: string, big: boolean, mark: boolean) => {
  const units = [...(mark ? '\ufeff' : ''), ...text].map((one) => one.charCodeAt(0));
  return Uint8Array.from(
    units.flatMap((unit) => (big ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])),
  );
};

describe('bytes that are no UTF-8', () => {
  it.each([
    ['UTF-16 with a mark', utf16('month,rain\n2022-01,1\n', false, true), 'it is UTF-16', 1, 1],
    ['UTF-16 the other way round', utf16('month,rain\n', true, true), 'it is UTF-16', 1, 1],
    ['UTF-16 without a mark', utf16('month,rain\n', false, false), 'it is UTF-16', 1, 1],
    ['a new spreadsheet', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 200), 'it is a spreadsheet', 1, 1],
    [
      'an old spreadsheet',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1),
      'it is a spreadsheet',
      1,
      1,
    ],
    [
      'Windows-1252',
      Uint8Array.from(Buffer.from('a,b\nS\u00e9gou,1\n', 'latin1')),
      'which is é in Windows-1252',
      2,
      2,
    ],
    [
      'a cut character at the end',
      Uint8Array.of(0x61, 0x0a, 0x62, 0xc3),
      'the byte C3 stands here',
      2,
      2,
    ],
    [
      'a byte after a whole character',
      Uint8Array.of(0xc3, 0xa9, 0xa9),
      'the byte A9 stands here',
      1,
      2,
    ],
  ])('%s', (_, bytes, cause, line, column) => {
    expect(decodeText(bytes)).toEqual({
      problem: 'not UTF-8 text',
      cause: expect.stringContaining(cause),
      line,
      column,
    });
  });

  it('are told at their place in the file', () => {
    const files: Files = {
      read: () => decodeText(Uint8Array.from(Buffer.from('a\nS\u00e9gou\n', 'latin1'))),
      isInside: () => true,
      list: () => [],
    };
    const diagnostics = new Diagnostics();
    const named = { file: 'm.yaml', line: 3, column: 4 };
    expect(readText(files, 'd.csv', 100, named, diagnostics)).toBeUndefined();
    expect(diagnostics.list()).toMatchObject([
      {
        place: { file: 'd.csv', line: 2, column: 2 },
        message: 'd.csv is not UTF-8 text: the byte E9 stands here, which is é in Windows-1252',
      },
    ]);
  });

  it('are all the others', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        expect(decodeText(new TextEncoder().encode(text))).toEqual({
          text: text.replace(/^\ufeff/, ''),
        });
      }),
    );
  });
});
