import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actsIn, leverRows, nudged, withChange } from '../../src/tui/state/editing.js';
import { initialState, type State } from '../../src/tui/state/looking.js';
import { reasonName } from '../../src/tui/state/reasons.js';
import { react } from '../../src/tui/state/root-reducer.js';
import { selectedRow, sliders, unsaved } from '../../src/tui/state/selectors.js';
import { madeUpBench, madeUpLab } from './fixtures/made-up-lab.js';

const open = (): State => initialState(2, 1, madeUpLab());
const press = (state: State, keys: readonly string[]) =>
  keys.reduce((now, name) => react(now, { type: 'key', name }), state);
const typed = (keys: string) => [...keys];
const wrong = (): never => {
  throw new Error('no slider');
};

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

  test('undo takes back one press, redo does it again', () => {
    const keys = ['right', 'right', 'L', ']', ']', '>', 'down', 'right', '5', 'return', '0'];
    const states = [press(open(), ['tab'])];
    for (const key of keys) states.push(press(states.at(-1) ?? open(), [key]));
    // What no key changed is no step: a move of the cursor, the first key of a typed value.
    const steps = states.filter((one, i) => one.drafts !== states[i - 1]?.drafts);
    expect(steps).toHaveLength(10);
    let state = states.at(-1) ?? open();
    for (const before of steps.slice(0, -1).toReversed()) {
      state = press(state, ['u']);
      expect(state.drafts).toEqual(before.drafts);
    }
    for (const after of steps.slice(1)) {
      state = press(state, ['\u0012']);
      expect(state.drafts).toEqual(after.drafts);
    }
  });

  test('each region is a step of its own', () => {
    const state = press(open(), ['up', 'tab', 'r', ' ', 'up', ' ']);
    expect(state.drafts[0]?.changes).toEqual({ jobs: { lever: 'jobs', level: 0, regions: 'all' } });
    expect(press(state, ['u']).drafts[0]?.changes.jobs?.regions).toEqual(['south']);
    expect(press(state, ['u', 'u']).drafts).toEqual([]);
    expect(press(state, ['u', 'u', '\u0012']).drafts[0]?.changes.jobs?.regions).toEqual(['south']);
  });

  test('saved, it can still be undone, but not what was taken over from the file', () => {
    const moved = press(open(), ['tab', 'right', 'right']);
    const [saved] = moved.drafts;
    if (saved === undefined) throw new Error('no draft');
    const now = { ...saved, name: 'mine' };
    const told = react(moved, { type: 'tell', text: 'saved', saved, now });
    expect(unsaved(told)).toEqual([]);
    const undone = press(told, ['u']);
    expect(undone.drafts).toEqual([{ ...now, changes: { jobs_north: { level: 2100 } } }]);
    expect(unsaved(undone)).toHaveLength(1);
    // A new copy never takes the name of a file, even when its draft has been undone.
    const again = press(told, ['u', 'u', 'k', 'j', 'right']);
    expect(again.drafts.map((one) => one.name)).toEqual(['works_2']);
    const same = react(moved, { type: 'tell', text: 'saved', saved, now: saved });
    const other = press(same, ['u', 'u', 'right']);
    expect(other.drafts.map((one) => one.name)).toEqual(['works_3']);
    const merged = react(moved, { type: 'tell', text: 'saved', saved, now, merged: true });
    expect(press(merged, ['u']).drafts).toEqual(merged.drafts);
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

  test('digits follow the width of the range, not the size of the number', () => {
    const onset = { p05: 2012.14, p25: 2012.3, p50: 2012.5, p75: 2012.7, p95: 2012.86 };
    const people = {
      p05: 1_233_355,
      p25: 1_234_326,
      p50: 1_235_000,
      p75: 1_235_674,
      p95: 1_236_645,
    };
    const lab = madeUpLab();
    const [first, second, ...others] = lab.bench.assumptions;
    if (first === undefined || second === undefined) throw new Error('no assumption');
    const assumptions = [
      { ...second, ...onset },
      { ...second, name: 'people', ...people },
      ...others,
    ];
    const start = initialState(2, 1, { ...lab, bench: { ...lab.bench, assumptions } });
    expect(press(start, ['a', 'right']).shifts).toEqual({ reach: 2012.536 });
    expect(press(start, ['a', 'n']).shifts).toEqual({
      reach: { distribution: { kind: 'uniform', low: 2012.3, high: 2012.7 } },
    });
    const moved = (steps: number) =>
      press(start, ['a', 'down', ...Array.from({ length: steps }, () => 'right')]).shifts.people;
    expect([1, 2, 3].map(moved)).toEqual([1_235_165, 1_235_329, 1_235_494]);
    expect(moved(40)).toBe(1_236_645);
    // Nothing to move in.
    const flat = [{ ...second, p05: 3, p25: 3, p50: 3, p75: 3, p95: 3 }];
    const still = initialState(2, 1, { ...lab, bench: { ...lab.bench, assumptions: flat } });
    expect(press(still, ['a', 'right', 'n']).shifts).toEqual({ reach: 3 });
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

  test('a lever is never left without a region, and this is said', () => {
    const state = press(open(), ['r', 'up', ' ']);
    expect(state.drafts).toEqual([]);
    expect(state.notice).toBe('last');
  });

  test('regions that are chosen before the level are those in which the lever acts', () => {
    const idle = press(open(), ['up', 'tab', 'r']);
    expect(actsIn(selectedRow(idle) ?? wrong())).toEqual([]);
    const chosen = press(idle, [' ']);
    expect(actsIn(selectedRow(chosen) ?? wrong())).toEqual(['south']);
    const set = press(chosen, ['shift-tab', ...typed('300'), 'return']);
    expect(set.drafts[0]?.changes).toEqual({
      jobs: { lever: 'jobs', level: 300, regions: ['south'] },
    });
    // Taken back, nothing is chosen; and a level without regions acts everywhere.
    expect(press(chosen, [' ']).drafts[0]?.changes).toEqual({});
    const everywhere = press(idle, ['shift-tab', 'right']);
    expect(everywhere.drafts[0]?.changes).toEqual({ jobs: { lever: 'jobs', level: 100 } });
    expect(actsIn(selectedRow(everywhere) ?? wrong())).toEqual(['south', 'north']);
  });

  test('whatever is pressed on the map, the lever acts where dots are shown once it has a level', () => {
    const keys = fc.array(fc.constantFrom('up', 'down', ' ', ' ', 'u', '\u0012'), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(keys, (pressed) => {
        const state = press(open(), ['up', 'tab', 'r', ...pressed]);
        const shown = actsIn(selectedRow(state) ?? wrong()) ?? [];
        const after = press(state, ['shift-tab', 'right']);
        const acts = actsIn(selectedRow(after) ?? wrong());
        expect(acts).toEqual(shown.length === 0 ? ['south', 'north'] : shown);
      }),
    );
  });

  test('where a rule decides, the first region chosen replaces it', () => {
    const lab = madeUpLab();
    const [none = [], [head] = []] = lab.bench.programmes;
    if (head === undefined) throw new Error('no intervention');
    const programmes = [none, [{ ...head, where: { rule: 'presence < 0.3' } }]];
    const ruled = initialState(2, 1, { ...lab, bench: { ...lab.bench, programmes } });
    expect(press(ruled, ['r', ' ']).drafts[0]?.changes).toEqual({
      jobs_north: { regions: ['south'] },
    });
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

describe('an intervention with a budget', () => {
  const head = {
    name: 'works',
    title: 'Works',
    lever: 'jobs',
    level: 0,
    budget: { amount: 20e6, unit: 'USD' },
    where: ['north'],
    start: 0,
    ramp: 0,
  } as const;
  const bench = { ...madeUpBench, programmes: [[], [head]] };
  const draft = { name: 'd', title: 'D', source: 'works', changes: {} };

  test('moves its money, by a twentieth of what the file says', () => {
    const row = leverRows(bench, 1, draft).find((one) => one.money)!;
    expect([row.level, row.before, row.lever.unit, row.lever.most]).toEqual([
      20e6,
      20e6,
      'USD',
      80e6,
    ]);
    const moved = withChange(draft, row, { level: nudged(row, 1) }, head, bench);
    expect(moved.changes).toEqual({ works: { budget: 21e6 } });
    expect(leverRows(bench, 1, moved).find((one) => one.money)?.level).toBe(21e6);
    const back = withChange(moved, row, { level: 20e6 }, head, bench);
    expect(back.changes).toEqual({});
  });

  test('keeps its money when its regions change', () => {
    const row = leverRows(bench, 1, draft).find((one) => one.money)!;
    const moved = withChange(draft, row, { regions: ['south'] }, head, bench);
    expect(moved.changes).toEqual({ works: { regions: ['south'] } });
  });
});
