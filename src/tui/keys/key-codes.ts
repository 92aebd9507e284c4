// Names of the keys that a terminal sends as sequences (xterm, ctlseqs; rxvt; the Linux console).
const BY_LETTER: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  Z: 'shift-tab',
};
const BY_NUMBER: Readonly<Record<string, string>> = {
  1: 'home',
  3: 'backspace',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
};
// What Shift makes of a key; of the others it makes nothing that is known here.
const WITH_SHIFT: Readonly<Record<string, string>> = { left: 'shift-left', right: 'shift-right' };
// Shift and an arrow in rxvt.
const RXVT: Readonly<Record<string, string>> = { c: 'shift-right', d: 'shift-left' };

const CHARACTERS: Readonly<Record<string, string>> = {
  '\t': 'tab',
  '\r': 'return',
  '\n': 'return',
  '\b': 'backspace',
  '\u007F': 'backspace',
};
/** Control characters that keys stand for; all others do nothing. */
const CONTROL = new Set(['\u0003', '\u0010', '\u0012', '\u001A']);

/** The name of the key that a character is; undefined for one that means nothing, and for what is no character. */
export function keyOfCharacter(character: string): string | undefined {
  const known = named(CHARACTERS, character);
  if (known !== undefined) return known;
  // Control characters, halves of characters, and what stands for bytes that are none.
  const odd = /^(?:\p{Cc}|\p{Cs}|\uFFFD)/u.test(character);
  return odd && !CONTROL.has(character) ? undefined : character;
}

/**
 * The name of the key that a control sequence is: of its parameters and its last character. Undefined for a key
 * that does nothing here, such as F1, or an arrow with Ctrl.
 */
export function keyName(parameters: string, final: string): string | undefined {
  const [first = '', modifier = '1', ...rest] = parameters.split(';');
  if (rest.length > 0) return undefined;
  const plain = nameOf(first, final);
  if (plain === undefined || modifier === '1') return plain;
  return modifier === '2' ? named(WITH_SHIFT, plain) : undefined;
}

function nameOf(first: string, final: string): string | undefined {
  if (final === '~') return named(BY_NUMBER, first);
  if (first !== '' && first !== '1') return undefined;
  return named(BY_LETTER, final) ?? (first === '' ? named(RXVT, final) : undefined);
}

function named(names: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(names, key) ? names[key] : undefined;
}
