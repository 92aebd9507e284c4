import { expect, test } from 'vitest';
import { BINDINGS, commandsOf, type InkKey } from '../../src/tui/keys.js';

const none: InkKey = {
  upArrow: false,
  downArrow: false,
  home: false,
  end: false,
  escape: false,
  tab: false,
  shift: false,
  ctrl: false,
};

test('keys that arrive together all count', () => {
  expect(commandsOf('jj k', none)).toEqual([
    { type: 'move-cursor', by: 1 },
    { type: 'move-cursor', by: 1 },
    { type: 'toggle-pin' },
    { type: 'move-cursor', by: -1 },
  ]);
  expect(commandsOf('j\u0003', none).at(-1)).toEqual({ type: 'quit' });
  expect(commandsOf('m\t', none)).toHaveLength(2);
});

test('arrows, Tab and control keys come without a character', () => {
  expect(commandsOf('', { ...none, upArrow: true })).toEqual([{ type: 'move-cursor', by: -1 }]);
  expect(commandsOf('', { ...none, tab: true, shift: true })).toEqual([
    { type: 'change-view', by: -1 },
  ]);
  expect(commandsOf('c', { ...none, ctrl: true })).toEqual([{ type: 'quit' }]);
  expect(commandsOf('z', { ...none, ctrl: true })).toEqual([{ type: 'suspend' }]);
  expect(commandsOf('d', { ...none, ctrl: true })).toEqual([]);
});

test('a pasted word does nothing that its letters do not', () => {
  expect(commandsOf('élan', none)).toEqual([]);
});

test('no key stands for two things', () => {
  const keys = BINDINGS.flatMap((one) => one.keys);
  expect(new Set(keys).size).toBe(keys.length);
});
