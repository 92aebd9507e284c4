import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvRow, defuse, refuse } from '../../src/results/csv.js';
import { parseCsv } from './strict-csv.js';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', '＝', '＠', 'a'),
  }),
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('csvRow', () => {
  it('quotes only what must be quoted', () => {
    expect(csvRow(['a', 'b c', 'd,e', 'say "no"', 'two\nlines', '', 1.5])).toBe(
      'a,b c,"d,e","say ""no""","two\nlines",,1.5\n',
    );
    expect(csvRow([''])).toBe('""\n');
  });

  it('gives back every text', () => {
    const rows = fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { maxLength: 5 });
    fc.assert(
      fc.property(rows, (records) => {
        const read = parseCsv(records.map(csvRow).join(''));
        expect(read.map((record) => record.map(refuse))).toEqual(records);
      }),
      { numRuns: 500 },
    );
  });

  it('gives back every number to the last bit', () => {
    fc.assert(
      fc.property(number, (value) => {
        // -0 is written as 0.
        expect(Number(csvCell(value))).toBe(value === 0 ? 0 : value);
        expect(csvCell(value)).toMatch(/^-?\d+(\.\d+)?(e[+-]\d+)?$/);
      }),
      { numRuns: 500 },
    );
    expect([0.1 + 0.2, 1e21, 5e-324, -2.5, -0].map(csvCell)).toEqual([
      '0.30000000000000004',
      '1e+21',
      '5e-324',
      '-2.5',
      '0',
    ]);
  });

  it('leaves a cell empty where there is no number', () => {
    expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(csvCell)).toEqual([
      '',
      'INF',
      '-INF',
    ]);
  });
});

describe('defuse', () => {
  it('lets no text begin as a formula', () => {
    const harmful = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '\n=1',
      '＝1',
      '＋1',
      '－1',
      '＠a',
    ];
    for (const one of harmful) expect(defuse(one)).toBe(`'${one}`);
    for (const one of ['a=1', "'quoted", '', ' x', '1/month', 'é']) expect(defuse(one)).toBe(one);
    fc.assert(
      fc.property(text, (one) => {
        // What a reader sees after taking the quotes off.
        expect(parseCsv(csvRow([one, 'x']))[0]?.[0]).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
      { numRuns: 500 },
    );
  });

  it('can be taken back, even from text that had the apostrophe', () => {
    expect(defuse("'=1")).toBe("''=1");
    expect(refuse("''=1")).toBe("'=1");
    expect(refuse("'quoted")).toBe("'quoted");
  });
});
