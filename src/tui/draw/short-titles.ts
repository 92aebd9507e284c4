import { shortenDistinct } from '../../report/short-names.js';

// A pane draws the same titles many times a second, and a list may be long.
const MOST = 40;
const known = new Map<string, readonly string[]>();

/** Titles of a list cut to a width so that they can still be told apart. */
export function shortTitles(titles: readonly string[], width: number): readonly string[] {
  const key = `${width}\n${titles.join('\n')}`;
  const found = known.get(key) ?? shortenDistinct(titles, width);
  if (known.size >= MOST) known.clear();
  known.set(key, found);
  return found;
}
