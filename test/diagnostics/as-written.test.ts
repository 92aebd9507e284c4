import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { textAsWritten } from '../../src/diagnostics/as-written.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { numberMeant, numberOf } from '../../src/diagnostics/number-text.js';
import { parseYaml } from '../../src/diagnostics/yaml.js';

const seed = textAsWritten(z.union([z.string(), z.number()]));
const schema = z.strictObject({
  text: z.string().optional(),
  seed: seed.nullish(),
  number: z.number().optional(),
  yes: z.boolean().optional(),
  either: z.union([z.string(), z.number()]).optional(),
  list: z.array(z.string()).optional(),
  names: z.record(z.string(), z.string().nullable()).optional(),
});

function read(text: string) {
  const diagnostics = new Diagnostics();
  const file = parseYaml('f.yaml', text, schema, diagnostics);
  const problems = diagnostics
    .list()
    .map(({ severity, message, expected = '' }) => `${severity}: ${message} (${expected})`);
  return { value: file?.value, problems };
}

/** What looks like a number, like true or false, or like nothing. */
const LIKE_NUMBERS = [
  '01',
  '0x1',
  '0o7',
  '1e0',
  '1.0',
  '1.',
  '.5',
  '+1',
  '-0',
  '010',
  '1e999',
  '12345678901234567890',
];
const LIKE_OTHERS = ['true', 'True', 'FALSE', 'null', 'Null', '~', '.inf', '.nan', '-.INF'];

describe('a plain value where texts alone are taken', () => {
  it.each([...LIKE_NUMBERS, ...LIKE_OTHERS, 'NO', 'off', '2022-01', '2022-01-01', '1_000', '1:30'])(
    '%s is the text that is written',
    (written) => {
      expect(read(`text: ${written}\nlist: [${written}]`)).toEqual({
        value: { text: written, list: [written] },
        problems: [],
      });
    },
  );

  it('is the same in quotes and without, whatever number it is', () => {
    const number = fc.stringMatching(/^[-+]?[0-9]{1,20}(\.[0-9]{0,20})?([eE][-+]?[0-9]{1,3})?$/);
    fc.assert(
      fc.property(number, (written) => {
        const plain = read(`text: ${written}\nseed: ${written}\nnames: {${written}: ${written}}`);
        const quoted = JSON.stringify(written);
        expect(plain).toEqual(
          read(`text: ${quoted}\nseed: ${quoted}\nnames: {${quoted}: ${quoted}}`),
        );
        expect(plain.value?.seed).toBe(written);
      }),
    );
  });

  it('is nothing where it is left out, or where nothing is taken', () => {
    expect(read('text:').problems).toEqual(['error: text is empty (text)']);
    expect(read('names: {a: null, b: ~, c: }').value).toEqual({
      names: { a: null, b: null, c: null },
    });
    expect(read('seed: null').value).toEqual({ seed: null });
  });

  it('may be repeated by an alias, in each place as that wants it', () => {
    expect(read('text: &x 010\nnumber: *x\nseed: *x').value).toEqual({
      text: '010',
      number: 10,
      seed: '010',
    });
  });
});

describe('keys', () => {
  it.each([...LIKE_NUMBERS, ...LIKE_OTHERS])('%s is the name that is written', (written) => {
    expect(read(`names: {${written}: a}`).value).toEqual({ names: { [written]: 'a' } });
  });

  it('differ where their texts do', () => {
    expect(read('names: {05: a, 5: b, "5.0": c}').value?.names).toEqual({
      '05': 'a',
      '5': 'b',
      '5.0': 'c',
    });
    expect(read('names: {5: a, "5": b}').problems).toEqual([
      'error: the key "5" stands twice in the same map ()',
    ]);
  });
});

describe('a plain value where numbers are taken', () => {
  it('is the number of YAML 1.2, where it is written in decimals', () => {
    for (const written of ['10', '010', '-3', '+4', '.5', '5.', '1e3', '1E-3', '0', '0.0', '-0']) {
      expect(read(`number: ${written}`)).toEqual({
        value: { number: Number(written) },
        problems: [],
      });
      expect(read(`either: ${written}`).value).toEqual({ either: Number(written) });
    }
  });

  it.each([
    ['0x1F', 'error: 0x1F is not written in decimals (31)'],
    ['0o10', 'error: 0o10 is not written in decimals (8)'],
    [
      '1e-999',
      'error: 1e-999 is too small to be told from 0 (0, or a number that is further from it)',
    ],
    ['.inf', 'error: number is no finite number (a number)'],
    ['1_000', 'error: number is the text "1_000" (1000, without signs between thousands)'],
    ['0,5', 'error: number is the text "0,5" (0.5, with a dot)'],
    ['1:30', 'error: number is the text "1:30" (a number)'],
    ['NO', 'error: number is the text "NO" (a number)'],
    ['"5"', 'error: number is the text "5" (a number)'],
    [
      '4.000',
      'warning: 4.000 is read as 4: a dot is the decimal point (4, or 4000 if thousands are meant)',
    ],
  ])('%s is not taken without a word', (written, problem) => {
    expect(read(`number: ${written}`).problems).toEqual([problem]);
  });

  it('is not changed by a header', () => {
    for (const header of ['%YAML 1.1', '%YAML 1.2', '%TAG ! tag:x,2000:'])
      expect(read(`# c\n\n${header}\n---\nnumber: 010`).problems).toEqual([
        'error: a line that starts with % is not allowed (a key such as title)',
      ]);
    expect(read('\ufeffnumber: 010').value).toEqual({ number: 10 });
    expect(read('text: |\n  a\n  %YAML 1.1\n').value).toEqual({ text: 'a\n%YAML 1.1\n' });
  });
});

describe('the number that was meant', () => {
  it('is a number', () => {
    const thousands = fc.integer({ min: 1000, max: 999_999_999 });
    fc.assert(
      fc.property(thousands, fc.constantFrom('_', ' ', "'", '\u202f'), (number, sign) => {
        const text = String(number).replace(/\B(?=(\d{3})+$)/g, sign);
        const [meant = ''] = (numberMeant(text) ?? '').split(',');
        expect(numberOf(meant)).toBe(number);
      }),
    );
  });

  it('is what a reader of YAML makes of a decimal', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (any) => {
        const number = any + 0;
        expect(numberOf(String(number))).toBe(number);
        expect(parse(String(number))).toBe(number);
      }),
    );
  });
});
