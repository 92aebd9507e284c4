import { expect, test } from 'vitest';
import { BINDINGS, bindingsNow } from '../../src/tui/keys/bindings.js';
import { commandOf } from '../../src/tui/keys/keys.js';
import { fuzzy, paletteEntries } from '../../src/tui/keys/palette-list.js';
import { initialState } from '../../src/tui/state/looking.js';
import { react } from '../../src/tui/state/root-reducer.js';
import { PANES } from '../../src/tui/state/state.js';
import { madeUpLab } from './fixtures/made-up-lab.js';

const state = initialState(3, 2);

test('keys that arrive together all count, and an unknown one does nothing', () => {
  const together = react(state, { type: 'keys', names: ['j', 'é', 'f5', 'm'] });
  expect(together).toMatchObject({ cursor: 2, view: 1 });
  expect(['é', '\uD800', 'f5', ''].map((name) => commandOf(state, name)?.type)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('pasted text goes into a line that is typed, and does nothing elsewhere', () => {
  const lab = initialState(2, 1, madeUpLab());
  expect(react(lab, { type: 'paste', text: 'q\rjj' })).toBe(lab);
  const finding = react(lab, { type: 'key', name: '/' });
  expect(react(finding, { type: 'paste', text: ' killed in\n mali\u0003 ' }).prompt?.text).toBe(
    'killed in mali',
  );
  const edited = ['tab', 'right', 's'].reduce(
    (now, name) => react(now, { type: 'key', name }),
    lab,
  );
  expect(react(edited, { type: 'paste', text: '/my jobs\r' }).prompt?.text).toBe('works_2my_jobs');
  expect(react(finding, { type: 'paste', text: 'x'.repeat(1000) }).prompt?.text).toBe(
    'x'.repeat(60),
  );
});

test('no key stands for two things at once', () => {
  for (const overlay of [undefined, 'reason', 'quit'] as const) {
    for (const focus of PANES) {
      const full = { ...initialState(3, 2, madeUpLab()), overlay, focus, assuming: true };
      const keys = bindingsNow(full).flatMap((one) => one.keys);
      const twice = keys.filter((key, i) => keys.indexOf(key) !== i);
      // In a reason Enter follows a link; Ctrl-C always leaves.
      expect(twice.filter((key) => !['\u0003', 'return'].includes(key))).toEqual([]);
    }
  }
});

test('the palette finds actions by some of their letters, and does them', () => {
  expect(fuzzy('next metric', 'nm')).toBeGreaterThan(fuzzy('zoom in more', 'nm') ?? -9);
  expect(fuzzy('next metric', 'xyz')).toBeUndefined();
  const open = [':', ...'zoom'].reduce((now, name) => react(now, { type: 'key', name }), state);
  expect(open.prompt).toEqual({ kind: 'palette', text: 'zoom', at: 0 });
  expect(paletteEntries(open)[0]?.label).toBe('zoom');
  const done = react(open, { type: 'key', name: 'return' });
  expect(done).toMatchObject({ zoomed: true, prompt: undefined });
});

test('the palette lists every action that has a key, once', () => {
  const open = react(initialState(3, 2, madeUpLab()), { type: 'key', name: '\u0010' });
  const listed = paletteEntries(open).map((one) => one.binding);
  expect(new Set(listed)).toEqual(new Set(BINDINGS.filter((one) => one.shown !== '')));
});

test('keys of levers are not offered where there are none', () => {
  const offered = bindingsNow(state).map((one) => one.label);
  expect(offered).not.toContain('reset');
  expect(offered).not.toContain('copy');
  expect(BINDINGS.map((one) => one.label)).toContain('reset');
});
