// A character of a quoted text as it is written: an escape, or itself.
const DOUBLE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])|[\s\S]/y;
const SINGLE = /''|[\s\S]/y;
const PLAIN = /[\s\S]/y;

/**
 * Where character `offset` of the value of a scalar stands in its file. Quotes and folded lines change only
 * white space and escapes, so the n-th other character is the same in both.
 * @param from where the scalar begins, and `to` where it ends.
 */
export function offsetInScalar(
  text: string,
  from: number,
  to: number,
  value: string,
  offset: number,
): number {
  const wanted = value.slice(0, offset).replace(/\s/g, '').length;
  const sign = text[from] ?? '';
  const character = sign === '"' ? DOUBLE : sign === "'" ? SINGLE : PLAIN;
  let at = from;
  if (sign === '"' || sign === "'") at += 1;
  if (sign === '|' || sign === '>') at = text.indexOf('\n', from) + 1;
  let seen = 0;
  while (at < to) {
    character.lastIndex = at;
    const written = character.exec(text)?.[0] ?? ' ';
    const isSpace = /^\s$|^\\[tnrvfNLP \t\n_]$/.test(written);
    if (!isSpace && seen === wanted) break;
    // Beyond the first 65,536 characters one is two units, here as in the value.
    if (!isSpace) seen += /^\\U000[1-9a-fA-F]/.test(written) ? 2 : 1;
    at += written.length;
  }
  return Math.min(at, Math.max(from, to - 1));
}
