import type { Background } from './terminal.js';

/** What the mouse did, in cells from the upper left corner. */
export interface PointerEvent {
  readonly kind: 'press' | 'drag' | 'release' | 'wheel';
  readonly x: number;
  readonly y: number;
  /** Of a wheel: -1 up, 1 down. */
  readonly by: number;
}

// SGR 1006 (xterm, ctlseqs): ESC [ < button ; column ; row, then M for a press and m for a release.
const ESC = '\u001B';
const POINTER = new RegExp(`${ESC}\\[<(\\d+);(\\d+);(\\d+)([Mm])`, 'g');
// An answer to OSC 10 or 11, ended by BEL or ST.
const ANSWER = new RegExp(`${ESC}\\](\\d+;[^\u0007${ESC}]*)(?:\u0007|${ESC}\\\\)`, 'g');
// The beginning of either.
const BEGUN = new RegExp(`${ESC}(?:\\[(?:<[\\d;]*)?|\\]\\d*(?:;[^\u0007${ESC}]*${ESC}?)?)$`);

const DRAG = 32;
const WHEEL = 64;
// Shift, Alt and Ctrl.
const MODIFIERS = 4 | 8 | 16;

/** Takes mouse reports and answers out of what came from the terminal; `rest` is the beginning of one of them. */
export function splitInput(data: string) {
  const pointers: PointerEvent[] = [];
  const answers: string[] = [];
  const keys = data
    .replace(POINTER, (_, button: string, x: string, y: string, end: string) => {
      const code = Number(button) & ~MODIFIERS;
      pointers.push({ ...kindOf(code, end), x: Number(x) - 1, y: Number(y) - 1 });
      return '';
    })
    .replace(ANSWER, (_, text: string) => {
      answers.push(text);
      return '';
    });
  const rest = BEGUN.exec(keys)?.[0] ?? '';
  return { keys: keys.slice(0, keys.length - rest.length), pointers, answers, rest };
}

function kindOf(code: number, end: string): Pick<PointerEvent, 'kind' | 'by'> {
  if ((code & WHEEL) !== 0) return { kind: 'wheel', by: (code & 1) === 0 ? -1 : 1 };
  if (end === 'm') return { kind: 'release', by: 0 };
  return { kind: (code & DRAG) === 0 ? 'press' : 'drag', by: 0 };
}

/**
 * Whether an answer to OSC 11 (`11;rgb:ffff/ffff/dddd`) tells of a light or a dark background, by its luma
 * (ITU-R BT.601).
 */
export function backgroundIn(answer: string): Background | undefined {
  const found = /^11;rgba?:([\da-f]+)\/([\da-f]+)\/([\da-f]+)/i.exec(answer);
  if (found === null) return undefined;
  const [red = 0, green = 0, blue = 0] = found
    .slice(1)
    .map((digits) => Number.parseInt(digits, 16) / (16 ** digits.length - 1));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 ? 'light' : 'dark';
}
