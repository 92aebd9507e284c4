import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { react } from '../../src/tui/press.js';
import { initialState, type State, selectedRow, sliders, unsaved } from '../../src/tui/state.js';
import { madeUpLab } from './fixtures/made-up-lab.js';

const open = (): State => initialState(2, 1, madeUpLab());
const press = (state: State, keys: readonly string[]) =>
  keys.reduce((now, name) => react(now, { type: 'key', name }), state);
const typed = (keys: string) => [...keys];

describe('sliders', () => {
  test('a move on a loaded scenario is a copy that says only what differs', () => {
    const state = press(open(), ['tab', 'right']);
    expect(state.drafts).toEqual([
      {
        name: 'works_2',
        title: 'Works*',
        source: 'works',
        changes: { jobs_north: { level: 2100 } },
      },
    ]);
    expect(state.cursor).toBe(2);
    expect(selectedRow(state)).toMatchObject({ before: 2000, level: 2100, changed: true });
  });

  test('a lever the scenario does not use becomes an intervention', () => {
    const state = press(open(), ['tab', 'down', ...typed('.25'), 'return']);
    expect(state.drafts[0]?.changes).toEqual({ patrols: { lever: 'patrols', level: 0.25 } });
  });

  test('values are held in the range, and what is no number is refused', () => {
    const state = press(open(), ['tab', ...typed('99999'), 'return']);
    expect(selectedRow(state)?.level).toBe(6000);
    const wrong = press(open(), ['tab', ...typed('1.2.3'), 'return']);
    expect(wrong.notice).toBe('no number');
    expect(wrong.drafts).toEqual([]);
  });

  test('start, ramp and regions', () => {
    const moved = press(open(), ['tab', ']', '>', 'r', ' ', 'return']);
    expect(moved.drafts[0]?.changes).toEqual({
      jobs_north: { start: '2022-03', ramp: 3, regions: 'all' },
    });
  });

  test('back where it was, nothing is written of it', () => {
    const state = press(open(), ['tab', 'right', 'left']);
    expect(state.drafts[0]?.changes).toEqual({});
    expect(press(state, ['L', '0']).drafts[0]?.changes).toEqual({});
  });

  test('undo goes back over a run of moves at once, redo forward', () => {
    const moved = press(open(), ['tab', 'right', 'right', 'down', 'right']);
    const once = press(moved, ['u']);
    expect(once.drafts[0]?.changes).toEqual({ jobs_north: { level: 2200 } });
    expect(press(once, ['u', 'u']).drafts).toEqual([]);
    expect(press(once, ['\u0012']).drafts).toEqual(moved.drafts);
  });

  test('q asks when something is in no file', () => {
    const state = press(open(), ['tab', 'right']);
    expect(unsaved(state)).toHaveLength(1);
    expect(press(state, ['q']).overlay).toBe('quit');
    expect(press(state, ['q', 'escape']).quit).toBe(false);
    expect(press(state, ['q', 'y']).quit).toBe(true);
    expect(press(open(), ['q']).quit).toBe(true);
  });

  test('whatever is pressed, all undone is the start, and the cursor stands on a slider', () => {
    const key = fc.constantFrom(
      ...['tab', 'up', 'down', 'left', 'right', 'H', 'L', '0', '5', 'return', 'escape', 'c', ' '],
      ...['[', ']', '>', ',', 'u', '\u0012', 'r', 'm', 'v', 'z', 'i', 's', 'backspace', 'y'],
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
        const state = press(open(), keys);
        expect(state.row).toBeLessThan(Math.max(1, sliders(state).length));
        expect(state.scenarioCount).toBe(2 + state.drafts.length);
        const closed = press(state, ['escape', 'escape', 'escape']);
        const undone = press(
          closed,
          Array.from({ length: 70 }, () => 'u'),
        );
        expect(undone.drafts).toEqual([]);
        const redone = press(
          undone,
          Array.from({ length: 70 }, () => '\u0012'),
        );
        // What was undone before is redone too.
        if (state.future.length === 0) expect(redone.drafts).toEqual(state.drafts);
      }),
    );
  });
});
