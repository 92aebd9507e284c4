import type { Diagnostics, Place } from './diagnostic.js';

// What spreadsheets do to CSV files: each is told by its name, or passed over where nothing can be misread.

const SIGNS: Readonly<Record<string, string>> = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' };

/** Where the header begins: after a line `sep=,`, which is for Excel. Undefined after a diagnostic. */
export interface Start {
  readonly at: number;
  readonly line: number;
}

/** Looks at a text before its rows are cut: separators other than commas, and line ends of old Macs. */
export function startOfCsv(
  file: string,
  text: string,
  diagnostics: Diagnostics,
): Start | undefined {
  const first: Place = { file, line: 1, column: 1 };
  const lone = text.search(/\r(?!\n)/);
  if (lone >= 0 && lone < text.length - 1 && !text.includes('\n')) {
    const place = { file, line: 1, column: lone + 1 };
    const what = 'the lines end with a carriage return alone, as on old Macs';
    diagnostics.error('csv', place, what, { expected: 'a file saved as CSV UTF-8' });
    return undefined;
  }
  const sep = /^"?sep=([^\r\n])"?,*[ \t]*(?:\r?\n|$)/i.exec(text);
  const sign = sep?.[1];
  if (sep !== null && sign !== ',') {
    const word = SIGNS[sign ?? ''] ?? `the sign ${sign}`;
    diagnostics.error('csv', first, `the columns are parted by ${word}`, {
      expected: commas(text),
    });
    return undefined;
  }
  const start = sep === null ? { at: 0, line: 1 } : { at: sep[0].length, line: 2 };
  const head = headLine(text, start);
  const other = partedBy(head.text);
  if (other === undefined) return start;
  const place = { file, line: head.line, column: 1, length: Math.max(1, head.text.length) };
  diagnostics.error('csv', place, `the columns are parted by ${SIGNS[other]}`, {
    expected: commas(text),
  });
  return undefined;
}

function headLine(
  text: string,
  { at, line }: Start,
): { readonly text: string; readonly line: number } {
  const end = text.indexOf('\n', at);
  const whole = text.slice(at, end < 0 ? undefined : end).replace(/\r$/, '');
  if (whole !== '' || end < 0) return { text: whole, line };
  return headLine(text, { at: end + 1, line: line + 1 });
}

/** The sign that stands more often in a header than a comma does, outside quotes. */
function partedBy(head: string): string | undefined {
  const bare = head.replace(/"(?:[^"]|"")*"/g, '');
  const count = (sign: string) => bare.split(sign).length - 1;
  return Object.keys(SIGNS).find((sign) => count(sign) > count(','));
}

function commas(text: string): string {
  const decimals = /(?:^|[;\t|])"?-?\d+,\d+"?(?:[;\t|]|\r?$)/m.test(text.slice(0, 10_000));
  return decimals ? 'commas between columns, and numbers with a dot' : 'commas';
}

/** What a row with too many or too few cells should have. */
export function expectedCells(cells: readonly string[], width: number): string {
  const expected = `${width}, as in the header`;
  const split = cells.some(
    (cell, at) => /^\s*-?\d+$/.test(cell) && /^\d+\s*$/.test(cells[at + 1] ?? ''),
  );
  if (cells.length <= width) return expected;
  if (cells.slice(width).every((cell) => cell.trim() === ''))
    return `${expected}, without the empty cells at the end`;
  return split ? `${expected}, and numbers with a dot` : expected;
}
