import { describe, expect, test } from 'vitest';
import {
  backgroundOf,
  canShowInterface,
  colourTierOf,
  glyphSetOf,
} from '../../src/tui/terminal/terminal.js';

describe('colourTierOf', () => {
  test.each([
    [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, 'truecolor'],
    [{ TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: '1' }, 'none'],
    [{ TERM: 'xterm-256color', NO_COLOR: '' }, '256'],
    [{ TERM: 'xterm-kitty' }, 'truecolor'],
    [{ TERM: 'tmux-256color', COLORTERM: 'truecolor' }, '256'],
    [{ TERM: 'tmux-256color', COLORTERM: 'truecolor', FORCE_COLOR: '3' }, 'truecolor'],
    [{ TERM: 'xterm', FORCE_COLOR: '0' }, 'none'],
    [{ TERM: 'xterm' }, '16'],
    [{ TERM: 'dumb' }, 'none'],
  ] as const)('%o is %s', (env, tier) => {
    expect(colourTierOf(env)).toBe(tier);
  });
});

test('the background is dark unless the terminal says light', () => {
  expect(
    [{}, { COLORFGBG: '15;0' }, { COLORFGBG: '0;15' }, { COLORFGBG: '0;default;7' }].map(
      backgroundOf,
    ),
  ).toEqual(['dark', 'dark', 'light', 'light']);
});

test('ASCII where the locale is not UTF-8, and on the Linux console', () => {
  expect(
    [
      {},
      { LANG: 'fr_ML.UTF-8' },
      { LANG: 'fr_FR.ISO-8859-1' },
      { LC_ALL: 'C', LANG: 'C.UTF-8' },
      { TERM: 'linux' },
    ].map(glyphSetOf),
  ).toEqual(['unicode', 'unicode', 'ascii', 'ascii', 'ascii']);
});

test('the interface needs a terminal on both sides that can move its cursor', () => {
  const [tty, pipe] = [{ isTTY: true }, {}];
  expect(canShowInterface(tty, tty, { TERM: 'xterm' })).toBe(true);
  expect(canShowInterface(pipe, tty, { TERM: 'xterm' })).toBe(false);
  expect(canShowInterface(tty, pipe, { TERM: 'xterm' })).toBe(false);
  expect(canShowInterface(tty, tty, { TERM: 'dumb' })).toBe(false);
});
