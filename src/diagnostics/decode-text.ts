import type { FileText } from './files.js';

/** The text of some bytes, which must be UTF-8; where they are not, what they seem to be, and the first wrong place. */
export function decodeText(bytes: Uint8Array): FileText {
  const cause = causeAtStart(bytes);
  if (cause !== undefined) return { problem: 'not UTF-8 text', cause, line: 1, column: 1 };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return notText(bytes);
  }
}

function causeAtStart(bytes: Uint8Array): string | undefined {
  const starts = (...head: readonly number[]) => head.every((byte, at) => bytes[at] === byte);
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff) || isHalfZeros(bytes))
    return 'it is UTF-16, which spreadsheets call Unicode text';
  if (starts(0x50, 0x4b, 3, 4)) return 'it is a spreadsheet (xlsx, ods) or another zip file';
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'it is a spreadsheet (xls) or another Office file';
  return undefined;
}

// UTF-16 without a mark at its start: every other byte of plain letters is 0.
function isHalfZeros(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 1000);
  const zeros = head.reduce((sum, byte) => (byte === 0 ? sum + 1 : sum), 0);
  return zeros > head.length / 4;
}

function notText(bytes: Uint8Array): FileText {
  const at = firstWrongByte(bytes);
  const before = new TextDecoder('utf-8').decode(bytes.subarray(0, at));
  const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  const letter = new TextDecoder('windows-1252').decode(bytes.subarray(at, at + 1));
  return {
    problem: 'not UTF-8 text',
    // biome-ignore lint/suspicious/noControlCharactersInRegex: letters alone are shown
    cause: `the byte ${byte} stands here${/[\u0000-\u009f]/.test(letter) ? '' : `, which is ${letter} in Windows-1252`}`,
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
  };
}

/** Where the longest start that is UTF-8 ends: a cut character at the end of a piece is no error in a stream. */
function firstWrongByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  const isGood = (end: number) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isGood(middle)) low = middle;
    else high = middle - 1;
  }
  // The start of a character that does not go on is wrong too.
  while (low > 0 && ((bytes[low - 1] ?? 0) & 0xc0) === 0x80) low -= 1;
  return low > 0 && (bytes[low - 1] ?? 0) >= 0xc0 && !isWhole(bytes, low - 1) ? low - 1 : low;
}

function isWhole(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at] ?? 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(at, at + length));
    return true;
  } catch {
    return false;
  }
}
