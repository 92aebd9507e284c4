// Controls (C0, C1, DEL), line and paragraph separators, marks that reorder text on screen or take no room
// there, private characters, and halves of a character that stand alone.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/**
 * Text from a file, safe to write to a terminal: what could move the cursor, change colours, reorder letters
 * or hide among them is shown as `\xHH` or `\uHHHH` instead.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, (char) => {
    if (char === '\t') return ' ';
    const code = char.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
  });
}
