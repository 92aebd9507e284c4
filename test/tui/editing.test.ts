import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectedRow, sliders, unsaved } from '../../src/tui/chosen.js';
import { react } from '../../src/tui/press.js';
import { reasonName } from '../../src/tui/reasons.js';
import { initialState, type State } from '../../src/tui/state.js';
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
    const moved = press(open(), ['tab', ']', '>', 'r', ' ']);
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
      ...['a', 'n', 'shift-tab', ':', '/'],
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
        expect(undone.shifts).toEqual({});
        const redone = press(
          undone,
          Array.from({ length: 70 }, () => '\u0012'),
        );
        // What was undone before is redone too.
        if (closed.future.length === 0) expect(redone.drafts).toEqual(closed.drafts);
      }),
    );
  });
});

describe('assumptions', () => {
  const assuming = (keys: readonly string[]) => press(open(), ['a', ...keys]);

  test('a choice goes through its values, a number over its range, a scale by twentieths', () => {
    expect(assuming(['right', 'right', 'right', 'right']).shifts).toEqual({ theory: 2 });
    expect(assuming(['left']).shifts).toEqual({ theory: 2 });
    expect(assuming(['down', 'right']).shifts).toEqual({ reach: 0.32 });
    expect(assuming(['down', 'L', 'L', 'L']).shifts).toEqual({ reach: 0.5 });
    expect(assuming(['down', 'down', 'left']).shifts).toEqual({ trust: { scale: 0.95 } });
    expect(assuming(['down', ...typed('.44'), 'return']).shifts).toEqual({ reach: 0.44 });
  });

  test('narrowed to the middle half, and back', () => {
    const narrow = assuming(['down', 'n']);
    expect(narrow.shifts).toEqual({
      reach: { distribution: { kind: 'uniform', low: 0.2, high: 0.4 } },
    });
    expect(press(narrow, ['n']).shifts).toEqual({});
    expect(press(narrow, ['0']).shifts).toEqual({});
    expect(press(narrow, ['u']).shifts).toEqual({});
    expect(press(narrow, ['u', '\u0012']).shifts).toEqual(narrow.shifts);
  });

  test('a copy takes them along, a move of a lever does not', () => {
    const changed = assuming(['down', 'n']);
    expect(press(changed, ['c']).drafts[0]?.assumptions).toEqual(changed.shifts);
    const moved = press(changed, ['shift-tab', 'right']);
    expect(moved.drafts[0]?.assumptions).toBeUndefined();
    expect(moved.drafts[0]?.changes).toEqual({ jobs_north: { level: 2100 } });
  });
});

describe('the map', () => {
  test('space says whether the lever applies in a region, Enter what the charts show', () => {
    const state = press(open(), ['r']);
    expect(state).toMatchObject({ focus: 'map', tile: 0 });
    const applied = press(state, [' ']);
    expect(applied.drafts[0]?.changes).toEqual({ jobs_north: { regions: 'all' } });
    expect(press(applied, ['up', ' ']).drafts[0]?.changes).toEqual({
      jobs_north: { regions: ['south'] },
    });
    expect(press(state, ['return']).region).toBe('south');
    expect(press(state, ['return', 'return']).region).toBeUndefined();
    expect(press(state, ['return', 'escape']).region).toBeUndefined();
  });

  test('a lever is never left without a region', () => {
    const state = press(open(), ['r', 'up', ' ']);
    expect(state.drafts).toEqual([]);
  });
});

test('a reason leads to the reasons of what it uses, and back', () => {
  const state = press(open(), ['tab', 'i']);
  expect(reasonName(state)).toBe('jobs');
  const followed = press(state, ['right', 'return']);
  expect(reasonName(followed)).toBe('reach');
  expect(reasonName(press(followed, ['escape']))).toBe('jobs');
  expect(press(followed, ['escape', 'escape']).overlay).toBeUndefined();
});
