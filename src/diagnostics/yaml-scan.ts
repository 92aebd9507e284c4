import type { YamlProblem } from './yaml-problems.js';

// What is looked at before a file is parsed: the parser recurses, and takes a few microseconds for each sign.

/** How deep the parts of a file may stand inside one another. */
export const MAX_DEPTH = 60;
const MOST_COLONS = 500;
export const TOO_DEEP = `the file nests deeper than ${MAX_DEPTH} levels`;
const MAX_SIGNS = 60_000;

/** What makes a file unfit for the parser: it nests too deep, or holds too much. */
export function scanYaml(text: string): YamlProblem | undefined {
  const deep = deepAt(text) ?? deepLineAt(text);
  if (deep !== undefined) return { from: deep, to: deep + 1, message: TOO_DEEP };
  const much = muchAt(text);
  if (much === undefined) return undefined;
  const most = MAX_SIGNS.toLocaleString('en');
  return {
    from: much,
    to: much + 1,
    message: `the file holds more than ${most} line ends, commas, colons and brackets up to here`,
    expected: 'a shorter file, with tables of numbers in CSV files beside it',
  };
}

/**
 * A line that starts with % before the first content: it changes how the rest is read. After `%YAML 1.1` 010 is 8
 * and NO is false.
 */
export function directiveOf(text: string): YamlProblem | undefined {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? undefined : end).trimEnd();
    if (line.startsWith('%')) {
      const message = 'a line that starts with % is not allowed';
      return { from: at, to: at + line.length, message, expected: 'a key such as title' };
    }
    if (end < 0 || (line !== '' && !/^\s*#/.test(line))) return undefined;
    at = end + 1;
  }
  return undefined;
}

/**
 * Where brackets open too deep. Inside brackets each colon nests too (`{a: a: a: 1}`), until a comma or a bracket. A
 * text may hold brackets and colons of its own, so the exact depth of these is looked at later, in the parsed file.
 */
function deepAt(text: string): number | undefined {
  let depth = 0;
  let colons = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth = Math.max(0, depth - 1);
    else if (sign === ':' || sign === '?') colons += 1;
    else if (sign !== ',') continue;
    if (sign !== ':' && sign !== '?') colons = 0;
    if (depth === 0) colons = 0;
    if (depth > MAX_DEPTH || colons > MOST_COLONS) return at;
  }
  return undefined;
}

/** Where a line starts too far to the right, or with too many dashes. */
function deepLineAt(text: string): number | undefined {
  const found = /^(?: {121}|(?:[-?] +){61})/m.exec(text);
  return found === null ? undefined : found.index + found[0].length - 1;
}

function muchAt(text: string): number | undefined {
  let signs = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // \n , : [ ] { } and - ? & * ! # after a space or at the start of a line.
    if (
      code === 10 ||
      code === 44 ||
      code === 58 ||
      code === 91 ||
      code === 93 ||
      code === 123 ||
      code === 125 ||
      ((code === 45 || code === 63 || code === 38 || code === 42 || code === 33 || code === 35) &&
        text.charCodeAt(at - 1) <= 32)
    )
      signs += 1;
    if (signs > MAX_SIGNS) return at;
  }
  return undefined;
}
