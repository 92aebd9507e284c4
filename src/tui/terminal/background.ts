import type { Background } from './terminal.js';

/**
 * Whether an answer to OSC 11 (`11;rgb:ffff/ffff/dddd`) tells of a light or a dark background, by its luma
 * (ITU-R BT.601).
 */
export function backgroundIn(answer: string): Background | undefined {
  const found = /^11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?:\/|$)/i.exec(answer);
  if (found === null) return undefined;
  const [red = 0, green = 0, blue = 0] = found
    .slice(1, 4)
    .map((digits) => Number.parseInt(digits, 16) / (16 ** digits.length - 1));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 ? 'light' : 'dark';
}
