import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberInCell, parseCsv, placeOfCell } from '../../src/diagnostics/csv.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';

function read(text: string) {
  const diagnostics = new Diagnostics();
  const csv = parseCsv('d.csv', text, diagnostics);
  const problems = diagnostics
    .list()
    .map(({ place, message }) => `${place.line}:${place.column} ${message}`);
  return { csv, problems };
}

function cellsOf(text: string): readonly (readonly string[])[] | undefined {
  return read(text).csv?.rows.map((row) => row.cells);
}

describe('a CSV file', () => {
  it('is a header and rows', () => {
    const { csv, problems } = read('a, b ,c\n1,2,3\n4,,6\n');
    expect(problems).toEqual([]);
    expect(csv?.header).toEqual(['a', 'b', 'c']);
    expect(csv?.rows.map((row) => row.cells)).toEqual([
      ['1', '2', '3'],
      ['4', '', '6'],
    ]);
    expect(csv?.rows.map((row) => row.line)).toEqual([2, 3]);
  });

  it.each([
    [
      'lines from Windows',
      'a,b\r\n1,2\r\n"3",4\r\n5,"6"\r\n',
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    ['no last line end', 'a,b\n1,2', [['1', '2']]],
    ['a mark of byte order', '\ufeffa,b\n1,2\n', [['1', '2']]],
    ['empty lines', '\na,b\n\n1,2\n\n', [['1', '2']]],
    [
      'an empty last cell',
      'a,b\n1,\n2,',
      [
        ['1', ''],
        ['2', ''],
      ],
    ],
    ['quotes', 'a,b\n"1, or 2","say ""x"""\n', [['1, or 2', 'say "x"']]],
    [
      'line ends in quotes',
      'a,b\n"1\n2",3\n4,5',
      [
        ['1\n2', '3'],
        ['4', '5'],
      ],
    ],
    ['one column', 'a\n1\n2\n', [['1'], ['2']]],
    ['a line for Excel', 'sep=,\na,b\n1,2\n', [['1', '2']]],
    ['a line for Excel in quotes', '"sep=,"\r\na,b\r\n1,2\r\n', [['1', '2']]],
    ['a line for Excel that a spreadsheet wrote', 'SEP=,,,\na,b\n1,2\n', [['1', '2']]],
    ['lines of commas at the end', 'a,b\n1,2\n,\n , \n', [['1', '2']]],
    ['a semicolon in a name', 'a;x,b\n1,2\n', [['1', '2']]],
    ['an empty quoted cell', 'a,b\n"",1', [['', '1']]],
  ])('may have %s', (_, text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  it.each([
    ['', '1:1 the file is empty'],
    ['\n\n', '1:1 the file is empty'],
    ['a,a\n1,2', '1:3 the column "a" stands twice in the header'],
    ['a,"a"\n1,2', '1:3 the column "a" stands twice in the header'],
    ['"a,b",c,c\n1,2,3', '1:9 the column "c" stands twice in the header'],
    ['a,b\n1', '2:1 the row has 1 cell'],
    ['a,b\n1,2\n1,2,3', '3:1 the row has 3 cells'],
    ['a,b\n1,"2\n3,4', '2:3 a quoted cell is not closed'],
    ['a,b\n"1\n2","3', '3:4 a quoted cell is not closed'],
    ['a,b\n1,"2"x', '2:6 text follows a closing quote'],
    ['a,b\n"1\n2"x,3', '3:3 text follows a closing quote'],
    ['a;b\n1;2', '1:1 the columns are parted by semicolons'],
    ['a\tb\n1\t2', '1:1 the columns are parted by tabs'],
    ['"a";"b, c";d\n1;2;3', '1:1 the columns are parted by semicolons'],
    ['sep=;\na;b\n1;2', '1:1 the columns are parted by semicolons'],
    ['sep=,\na\tb\n1\t2', '2:1 the columns are parted by tabs'],
    ['a,b\r1,2\r', '1:4 the lines end with a carriage return alone, as on old Macs'],
    [
      'a,b\n1,2\r3,4\n',
      '2:4 a carriage return stands inside the row, as at the line ends of old Macs',
    ],
    [
      'a,b\n"1",2\r3,4\n',
      '2:6 a carriage return stands inside the row, as at the line ends of old Macs',
    ],
    ['a\n1\n\n2\n', '3:1 the line is empty'],
  ])('is refused when it is %j', (text, problem) => {
    expect(read(text)).toEqual({ csv: undefined, problems: [problem] });
  });

  it('tells the first twenty ragged rows', () => {
    expect(read(`a,b\n${'1\n'.repeat(1000)}`).problems).toHaveLength(20);
  });

  it('is refused when it has too many columns or rows', () => {
    expect(read(','.repeat(20_000)).problems).toEqual(['1:1 more than 10000 columns']);
    const rows = read(`a\n${'1\n'.repeat(1_000_001)}`).problems;
    expect(rows).toEqual([expect.stringMatching('the file has more than 1000000 rows')]);
  });

  it('comes back as it was written', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', ' ', 'é'),
      maxLength: 6,
    });
    const row = fc.tuple(cell, cell, cell);
    const quote = (text: string) => `"${text.replace(/"/g, '""')}"`;
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const text = ['x,y,z', ...rows.map((cells) => cells.map(quote).join(','))].join('\r\n');
        expect(cellsOf(text)).toEqual(rows);
      }),
    );
  });
});

describe('the place of a cell', () => {
  const text = 'name,"needless",n\n"a, b",x,1\n"over\ntwo",  y,2\nplain,z,3\r\n';
  const { csv } = read(text);

  it.each([
    [0, 0, 2, 1, '"a, b"'],
    [0, 1, 2, 8, 'x'],
    [0, 2, 2, 10, '1'],
    [1, 1, 4, 6, '  y'],
    [1, 2, 4, 10, '2'],
    [2, 2, 5, 9, '3'],
  ])('%i, %i', (row, column, line, from, shown) => {
    const at = csv?.rows[row];
    const place = at && placeOfCell('d.csv', at, column);
    expect(place).toMatchObject({ line, column: from });
    const { length = 0 } = place ?? {};
    expect(text.split('\n')[line - 1]?.slice(from - 1, from - 1 + length)).toBe(shown);
  });

  it('of the header', () => {
    expect(csv && placeOfCell('d.csv', csv.head, 2)).toMatchObject({
      line: 1,
      column: 17,
      length: 1,
    });
  });
});

describe('a number in a cell', () => {
  const number = (cell: string) => {
    const diagnostics = new Diagnostics();
    const csv = parseCsv('d.csv', `a,b\n"${cell}",1\n`, diagnostics);
    const [row] = csv?.rows ?? [];
    const value = csv && row && numberInCell(csv, row, 0, diagnostics);
    return value ?? diagnostics.list()[0]?.message;
  };

  it.each([
    ['1', 1],
    [' 2.5 ', 2.5],
    ['-3', -3],
    ['+4', 4],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1E-3', 0.001],
  ])('%j is %d', (cell, value) => {
    expect(number(cell)).toBe(value);
  });

  it.each(['x', '1,5', '1 000', '0x10', 'NaN', 'Infinity', '1e999', '1.2.3', '--1', '1e', '=1'])(
    '%j is none',
    (cell) => {
      expect(number(cell)).toBe(`${JSON.stringify(cell)} is not a number`);
    },
  );

  it('is not nothing', () => {
    expect(number('')).toBe('the cell is empty');
    expect(number('  ')).toBe('the cell is empty');
  });
});
