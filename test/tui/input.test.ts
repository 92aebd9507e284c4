import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InputEvent, InputReader } from '../../src/tui/keys/input.js';
import { Keyboard, type Typed } from '../../src/tui/keys/keyboard.js';
import { backgroundIn } from '../../src/tui/terminal/background.js';

/** All that some input gives, once nothing more follows. */
function readAll(...parts: readonly string[]): InputEvent[] {
  const reader = new InputReader();
  return [...parts.flatMap((part) => [...reader.read(part)]), ...reader.flush()];
}
const keysIn = (...parts: readonly string[]) =>
  readAll(...parts).flatMap((one) => (one.kind === 'key' ? [one.name] : []));
const pointersIn = (text: string) =>
  readAll(text).flatMap((one) => (one.kind === 'pointer' ? [one.event] : []));

describe('keys', () => {
  test('characters, control keys, and the sequences of named keys', () => {
    expect(keysIn('jj k\r\u007F\t\u0003\u0012é')).toEqual([
      'j',
      'j',
      ' ',
      'k',
      'return',
      'backspace',
      'tab',
      '\u0003',
      '\u0012',
      'é',
    ]);
    expect(keysIn('\u001B[A\u001BOB\u001B[C\u001B[1;2D\u001B[Z\u001B[5~\u001B[6~')).toEqual([
      'up',
      'down',
      'right',
      'shift-left',
      'shift-tab',
      'page-up',
      'page-down',
    ]);
    expect(keysIn('\u001B[H\u001B[4~\u001BOF\u001B[3~')).toEqual([
      'home',
      'end',
      'end',
      'backspace',
    ]);
  });

  test('Escape is a key when nothing follows, and before another Escape', () => {
    expect(keysIn('\u001B')).toEqual(['escape']);
    expect(keysIn('\u001B\u001B')).toEqual(['escape', 'escape']);
    expect(keysIn('j\u001B')).toEqual(['j', 'escape']);
  });

  const modifiers = ['', '1;2', '1;3', '1;5', '1;6', '1;8', '1;69', '1;5:3'];
  const odd = [
    // Function keys with and without modifiers, and the menu key.
    ...modifiers.flatMap((one) => ['P', 'Q', 'R', 'S', 'E'].map((key) => `\u001B[${one}${key}`)),
    ...['11', '15', '24', '29', '34', '57'].flatMap((key) =>
      ['', ';2', ';5', ';6'].map((one) => `\u001B[${key}${one}~`),
    ),
    ...['P', 'Q', 'R', 'S', '5P', 'j', 'M', 'X'].map((key) => `\u001BO${key}`),
    ...['A', 'E'].map((key) => `\u001B[[${key}`),
    // Arrows with Ctrl and Alt; keys of rxvt.
    ...['\u001B[1;5C', '\u001B[1;3D', '\u001B\u001B[A', '\u001B[7^', '\u001BOc', '\u001B[23@'],
    // Answers: status, attributes, cursor, mode, version, window, clipboard, colours, keyboard, focus.
    ...['[0n', '[?62;22c', '[>41;354;0c', '[12;40R', '[?2026;2$y', '[8;24;80t', '[I', '[O', '[?1u'],
    ...['P>|XTerm(354)', 'P1+r544e=787465726d', ']52;c;aGVsbG8=', '_Gi=1;OK', '^x', 'Xy'].map(
      (one) => `${one}\u001B\\`,
    ),
  ].map((one) => (one.startsWith('\u001B') ? one : `\u001B${one}`));
  // The protocol of kitty, and xterm's for other keys; X10 and urxvt reports of the mouse; keys with Alt.
  const others = [
    ...['[113u', '[99;5u', '[27u', '[57414;1:3u', '[1114112u', '[97:65;2;65u', '[27;5;113~'],
    ...['[M !!', '[M#\u00FF\u00FF', '[32;10;5M', 'q', 'Q', '\u007F', '\r', ' '],
  ].map((one) => `\u001B${one}`);

  test.each([...odd, ...others].map((one) => [JSON.stringify(one), one]))(
    '%s does nothing, and the key behind it counts',
    (_, sequence) => {
      const before = sequence.includes('\u0007') || sequence.endsWith('^') ? '' : 'j';
      const keys = keysIn(`${before}${sequence}`, 'k');
      // rxvt ends a key with a character that others have in the middle; it is given up with the next key.
      expect(keys.filter((one) => one !== 'k' && one !== 'j')).toEqual([]);
      if (!sequence.endsWith('^')) expect(keys).toEqual(['j', 'k']);
    },
  );

  test('whatever sequence comes, wherever it is cut, it does nothing but what it is known for', () => {
    const parameter = fc.stringMatching(/^[0-?]{0,12}$/);
    const between = fc.stringMatching(/^[ -/]{0,3}$/);
    const final = fc.integer({ min: 0x40, max: 0x7e }).map((code) => String.fromCharCode(code));
    const text = fc
      .string({ unit: 'binary', maxLength: 200 })
      .filter((one) => !/\p{Cc}/u.test(one));
    const control = fc.tuple(parameter, between, final).map(([a, b, c]) => `\u001B[${a}${b}${c}`);
    const string = fc
      .tuple(fc.constantFrom(']', 'P', '_', '^', 'X'), text, fc.constantFrom('\u0007', '\u001B\\'))
      .map((parts) => `\u001B${parts.join('')}`);
    // All that is a key, a mark of pasted text, or the beginning of something longer.
    const known = /^.\[(?:[1-8]?~|1?(?:;[12])?[A-DFHZ]|[cd]|\[.*|M|<.*|20[01]~|[1-8];[12]~)/u;
    fc.assert(
      fc.property(fc.oneof(control, string), fc.nat(300), (sequence, at) => {
        fc.pre(!known.test(sequence));
        const cut = Math.min(at, sequence.length);
        // Cut behind Escape it would be the key, had nothing followed.
        expect(keysIn(sequence.slice(0, cut), `${sequence.slice(cut)}k`)).toEqual(['k']);
      }),
      { numRuns: 2000 },
    );
  });

  test('any characters at all give keys of one character or of a name, and end', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u001B',
        '\u001B[',
        '\u001BP',
        '\u001B]',
        '\u001B[200~',
        '\u001B[201~',
        '\uD800',
        '\u009B',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const name of keysIn(...pieces)) {
          expect(name).toMatch(/^(?:.|[a-z]+(?:-[a-z]+)?)$/su);
          expect(['\uFFFD', '\u001B', '\u0000']).not.toContain(name);
        }
      }),
    );
  });

  test('what never ends is given up, and the keys behind it count', () => {
    for (const begin of [
      '\u001BP',
      '\u001B]11;',
      '\u001B[',
      '\u001B[1;',
      '\u001B[200~',
      '\u001B[M',
    ]) {
      const reader = new InputReader();
      reader.read(begin);
      expect(reader.waiting).not.toBe('nothing');
      expect(reader.flush().filter((one) => one.kind === 'key')).toEqual([]);
      expect(reader.read('j')).toEqual([{ kind: 'key', name: 'j' }]);
    }
    expect(keysIn(`\u001BP${'x'.repeat(100_000)}`, 'y'.repeat(100_000), '\u001B', '\\k')).toEqual([
      'k',
    ]);
    expect(keysIn(`\u001B[${'1;'.repeat(100_000)}`, '5;6', 'mk')).toEqual(['k']);
  });
});

describe('pasted text', () => {
  test('is no keys, wherever it is cut', () => {
    const whole = 'a\u001B[200~q\u001B[31mjobs\r\u0003é\u001B[201~b';
    fc.assert(
      fc.property(fc.nat(whole.length), (at) => {
        const events = readAll(whole.slice(0, at), whole.slice(at));
        expect(events).toEqual([
          { kind: 'key', name: 'a' },
          { kind: 'paste', text: 'qjobs\r\u0003é' },
          { kind: 'key', name: 'b' },
        ]);
      }),
    );
  });

  test('without marks is known by its length', () => {
    expect(readAll('q'.repeat(10_000))).toEqual([{ kind: 'paste', text: 'q'.repeat(10_000) }]);
    const marked = readAll(`\u001B[200~${'q'.repeat(1_000_000)}\u001B[201~`);
    expect(marked).toHaveLength(1);
  });
});

describe('the mouse', () => {
  test('reports are taken out of the keys around them', () => {
    expect(readAll('j\u001B[<0;10;5Mk\u001B[<32;11;5M\u001B[<0;11;5m')).toEqual([
      { kind: 'key', name: 'j' },
      { kind: 'pointer', event: { kind: 'press', by: 0, x: 9, y: 4 } },
      { kind: 'key', name: 'k' },
      { kind: 'pointer', event: { kind: 'drag', by: 0, x: 10, y: 4 } },
      { kind: 'pointer', event: { kind: 'release', by: 0, x: 10, y: 4 } },
    ]);
    expect(pointersIn('\u001B[<64;1;1M\u001B[<65;1;1M').map((one) => one.by)).toEqual([-1, 1]);
  });

  test('other buttons, sideways wheels and places that no window has are left out', () => {
    const reports = [
      '0;0;0',
      '0;1;99999',
      '0;-1;5',
      '1;5;5',
      '2;5;5',
      '35;5;5',
      '66;5;5',
      '128;5;5',
    ]
      .concat(['99999999999;1;1', '0;1', '0;1;1;1', ''])
      .map((one) => `\u001B[<${one}M`);
    expect(pointersIn(reports.join(''))).toEqual([]);
    expect(keysIn(reports.join(''))).toEqual([]);
  });
});

test('wherever a report or an answer is cut in two, it is put together again', () => {
  const whole = 'a\u001B[<0;120;40Mb\u001B]11;rgb:ffff/ffff/dddd\u001B\\c';
  fc.assert(
    fc.property(fc.nat(whole.length), (cut) => {
      const events = readAll(whole.slice(0, cut), whole.slice(cut));
      expect(events.map((one) => one.kind)).toEqual(['key', 'pointer', 'key', 'answer', 'key']);
    }),
  );
});

test('the background is light or dark as the terminal answers', () => {
  expect(backgroundIn('11;rgb:ffff/ffff/dddd')).toBe('light');
  expect(backgroundIn('11;rgb:1010/14/181818')).toBeUndefined();
  expect(backgroundIn('11;rgb:1010/14/1818')).toBe('dark');
  expect(backgroundIn('10;rgb:ffff/ffff/ffff')).toBeUndefined();
});

test('the keyboard hands on keys, and tells of the mouse and the background', () => {
  const input = Object.assign(new EventEmitter(), { pause() {}, resume() {} });
  const keyboard = new Keyboard(input);
  const told: unknown[] = [];
  const typed: Typed[] = [];
  keyboard.onTyped((one) => typed.push(one));
  keyboard.onPointer((event) => told.push(event.kind));
  keyboard.onBackground((background) => told.push(background));
  input.emit('data', Buffer.from('xz\u001B[<0;1;1M\u001B]11;rgb:00/00/00\u0007y'));
  // A character of two bytes in two parts.
  input.emit('data', Buffer.from([0xc3]));
  input.emit('data', Buffer.from([0xa9]));
  expect(typed).toEqual([
    { type: 'keys', names: ['x', 'z'] },
    { type: 'keys', names: ['y'] },
    { type: 'keys', names: ['é'] },
  ]);
  expect(told).toEqual(['press', 'dark']);
  keyboard.close();
});
