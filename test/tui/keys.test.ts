import { expect, test } from 'vitest';
import { BINDINGS, bindingsNow, commandOf, type InkKey, keyNames } from '../../src/tui/keys.js';
import { initialState } from '../../src/tui/state.js';

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
const state = initialState(3, 2);

test('keys that arrive together all count', () => {
  expect(keyNames('jj k\r\u007F', none)).toEqual(['j', 'j', ' ', 'k', 'return', 'backspace']);
});

test('arrows, Tab and control keys come without a character', () => {
  expect(keyNames('', { ...none, upArrow: true })).toEqual(['up']);
  expect(keyNames('', { ...none, rightArrow: true, shift: true })).toEqual(['shift-right']);
  expect(keyNames('', { ...none, tab: true, shift: true })).toEqual(['shift-tab']);
  expect(keyNames('c', { ...none, ctrl: true })).toEqual(['\u0003']);
  expect(keyNames('d', { ...none, ctrl: true })).toEqual([]);
});

test('a pasted word does nothing that its letters do not', () => {
  expect(keyNames('é', none).map((name) => commandOf(state, name))).toEqual([undefined]);
});

test('no key stands for two things at once', () => {
  for (const overlay of [undefined, 'reason', 'map', 'quit'] as const) {
    const keys = bindingsNow({ ...state, overlay }).flatMap((one) => one.keys);
    const twice = keys.filter((key, i) => keys.indexOf(key) !== i && key !== '\u0003');
    expect(twice).toEqual([]);
  }
});

test('keys of levers are not offered where there are none', () => {
  const offered = bindingsNow(state).map((one) => one.label);
  expect(offered).not.toContain('reset');
  expect(offered).not.toContain('copy');
  expect(BINDINGS.map((one) => one.label)).toContain('reset');
});
