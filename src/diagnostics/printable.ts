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

/** The same for a text of several lines, which stay lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** JSON with the same characters in the escapes of JSON: another text, the same data. */
export function printableJson(json: string): string {
  return json.replace(UNSAFE, (char) => {
    if (char === '\n') return char;
    const units = Array.from({ length: char.length }, (_, i) => char.charCodeAt(i));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  });
}
