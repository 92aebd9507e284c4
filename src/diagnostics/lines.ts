import type { Place } from './diagnostic.js';

/** Gives the place of a character of a file, counted from 0. */
export type Placer = (offset: number, length?: number) => Place;

/** Counts the lines of a text once, and then places any character of it. */
export function placer(file: string, text: string): Placer {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset, length) => {
    const line = lastAtMost(starts, offset);
    const place = { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
    return length === undefined ? place : { ...place, length };
  };
}

/** Index of the last of some rising numbers that is at most `wanted`; 0 when none is. */
function lastAtMost(rising: readonly number[], wanted: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) <= wanted) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
