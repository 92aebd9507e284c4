import type { Line } from './style.js';

const PLAIN: Readonly<Record<string, string>> = {
  '…': '~',
  '\u202f': ' ',
  '\u00a0': ' ',
  '’': "'",
};

/** The line in ASCII: accents off, and `?` for what has no plain form. */
export function asciiLine(line: Line): Line {
  return line.map((span) => ({ ...span, text: asciiText(span.text) }));
}

function asciiText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]/gu, (char) => PLAIN[char] ?? '?');
}
