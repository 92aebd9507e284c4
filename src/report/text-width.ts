import stringWidth from 'string-width';

// One column each: ASCII, accented Latin, boxes, blocks, braille and the marks that the interface uses. Asking
// string-width takes a hundred times as long.
const PLAIN =
  /^[ -~\u00A0\u00C0-\u017F\u2013\u2019\u2026\u202F\u2032\u2190-\u2193\u2500-\u259F\u25B2\u25B8\u25BC\u25CB\u25CC\u25CF\u2713\u2800-\u28FF]*$/;

/** Columns that a text takes on a terminal: 2 for a wide character, 0 for a combining mark. */
export function widthOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

/** The text cut to at most `width` columns, with `ellipsis` in place of what was cut. */
export function truncate(text: string, width: number, ellipsis = '…'): string {
  if (widthOf(text) <= width) return text;
  const room = width - widthOf(ellipsis);
  if (room < 0) return '';
  if (PLAIN.test(text)) return text.slice(0, room).trimEnd() + ellipsis;
  let cut = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += widthOf(segment);
    if (used > room) break;
    cut += segment;
  }
  return cut.trimEnd() + ellipsis;
}

/** Filled up with spaces on the right to `width` columns; longer text stays as it is. */
export function padRight(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Filled up with spaces on the left to `width` columns; longer text stays as it is. */
export function padLeft(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** The text in lines of at most `width` columns, broken at spaces that may break; a longer word is cut. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \t\r\n]+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = truncate(word, width);
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** As {@link wrapWords}, but a word that is longer than a line goes on in the next, so that nothing is lost. */
export function breakWords(text: string, width: number): string[] {
  const words = text.split(/[ \t\r\n]+/).flatMap((word) => pieces(word, width));
  return wrapWords(words.join(' '), width);
}

function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const found: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && widthOf(piece + segment) > width) {
      found.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...found, piece];
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
