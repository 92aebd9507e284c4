import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backgroundIn, splitInput } from '../../src/tui/input.js';
import { Keyboard } from '../../src/tui/keyboard.js';

test('reports of the mouse are taken out of the keys around them', () => {
  expect(splitInput('j\u001B[<0;10;5Mk\u001B[<32;11;5M\u001B[<0;11;5m')).toEqual({
    keys: 'jk',
    pointers: [
      { kind: 'press', by: 0, x: 9, y: 4 },
      { kind: 'drag', by: 0, x: 10, y: 4 },
      { kind: 'release', by: 0, x: 10, y: 4 },
    ],
    answers: [],
    rest: '',
  });
  expect(splitInput('\u001B[<64;1;1M\u001B[<65;1;1M').pointers.map((one) => one.by)).toEqual([
    -1, 1,
  ]);
});

test('arrows and Escape stay keys', () => {
  expect(splitInput('\u001B[A\u001B')).toMatchObject({ keys: '\u001B[A\u001B', rest: '' });
});

test('wherever a report is cut in two, it is put together again', () => {
  const whole = 'a\u001B[<0;120;40Mb\u001B]11;rgb:ffff/ffff/dddd\u001B\\c';
  fc.assert(
    fc.property(fc.nat(whole.length), (cut) => {
      const first = splitInput(whole.slice(0, cut));
      // A bare Escape at the end is a key: nobody can tell yet.
      fc.pre(!whole.slice(0, cut).endsWith('\u001B') || first.rest !== '');
      const second = splitInput(first.rest + whole.slice(cut));
      expect(first.keys + second.keys).toBe('abc');
      expect([...first.pointers, ...second.pointers]).toHaveLength(1);
      expect([...first.answers, ...second.answers]).toEqual(['11;rgb:ffff/ffff/dddd']);
    }),
  );
});

test('the background is light or dark as the terminal answers', () => {
  expect(backgroundIn('11;rgb:ffff/ffff/dddd')).toBe('light');
  expect(backgroundIn('11;rgb:1010/14/181818')).toBe('dark');
  expect(backgroundIn('10;rgb:ffff/ffff/ffff')).toBeUndefined();
});

test('the keyboard hands on keys, and tells of the mouse and the background', () => {
  const input = Object.assign(new EventEmitter(), { pause() {}, resume() {} });
  const keyboard = new Keyboard(input);
  const told: unknown[] = [];
  keyboard.onPointer((event) => told.push(event.kind));
  keyboard.onBackground((background) => told.push(background));
  input.emit('data', Buffer.from('x\u001B[<0;1;1M\u001B]11;rgb:00/00/00\u0007y'));
  expect(String(keyboard.read())).toBe('xy');
  expect(told).toEqual(['press', 'dark']);
  keyboard.close();
});
