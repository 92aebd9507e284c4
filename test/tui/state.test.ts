import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Action, initialState, reduce, type State } from '../../src/tui/state/looking.js';
import { panesNow } from '../../src/tui/state/moving.js';
import { drawnScenarios, shiftedScenarios } from '../../src/tui/state/selectors.js';
import { PANES } from '../../src/tui/state/state.js';
import { madeUpLab } from './fixtures/made-up-lab.js';

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    type: fc.constant('move-cursor' as const),
    by: fc.integer({ min: -1000, max: 1000 }),
  }),
  fc.record({ type: fc.constant('change-view' as const), by: fc.integer({ min: -5, max: 5 }) }),
  fc.record({ type: fc.constant('nudge' as const), by: fc.integer({ min: -30, max: 30 }) }),
  fc.record({ type: fc.constant('change-focus' as const), by: fc.constantFrom(-1, 1) }),
  fc.record({
    type: fc.constant('select' as const),
    pane: fc.constantFrom(...PANES),
    index: fc.integer({ min: -3, max: 30 }),
  }),
  fc.record({
    type: fc.constant('set-level' as const),
    row: fc.integer({ min: -1, max: 4 }),
    level: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
  }),
  ...(
    [
      ...(['toggle-pin', 'toggle-zoom', 'toggle-help', 'toggle-many', 'back', 'quit'] as const),
      ...(['assume', 'narrow', 'reset', 'copy', 'undo', 'redo', 'scope'] as const),
      ...(['show-region', 'reason', 'follow', 'palette', 'find'] as const),
    ] as const
  ).map((type) => fc.constant({ type })),
);

// A state that some actions lead to, for up to eight scenarios and views.
const reached: fc.Arbitrary<State> = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 8 }), fc.array(action))
  .map(([scenarios, views, actions]) => actions.reduce(reduce, initialState(scenarios, views)));

// The same with levers, assumptions and a map.
const inLab: fc.Arbitrary<State> = fc
  .array(action, { maxLength: 40 })
  .map((actions) => actions.reduce(reduce, initialState(2, 1, madeUpLab())));

describe('reduce', () => {
  test('keeps cursor and view on something that exists', () => {
    fc.assert(
      fc.property(fc.oneof(reached, inLab), (state) => {
        expect(state.cursor).toBeGreaterThanOrEqual(0);
        expect(state.cursor).toBeLessThan(state.scenarioCount);
        expect(state.view).toBeGreaterThanOrEqual(0);
        expect(state.view).toBeLessThan(Math.max(1, state.viewCount));
        expect(state.pinned).toHaveLength(state.scenarioCount);
        expect(panesNow(state)).toContain(state.focus);
        expect(state.side).not.toBe('table');
        expect(state.cell).toBeGreaterThanOrEqual(0);
        const { bench } = state.lab ?? madeUpLab();
        expect(bench.tiles[state.tile]).toBeDefined();
        expect(bench.assumptions[state.assumption]).toBeDefined();
      }),
    );
  });

  test('never changes the state it is given', () => {
    fc.assert(
      fc.property(fc.oneof(reached, inLab), action, (state, next) => {
        const copy = JSON.stringify(state);
        reduce(state, next);
        expect(JSON.stringify(state)).toBe(copy);
      }),
    );
  });

  test('a toggle twice is nothing, and so is a full turn through the views', () => {
    fc.assert(
      fc.property(reached, (state) => {
        for (const type of ['toggle-pin', 'toggle-zoom', 'toggle-help'] as const) {
          expect(reduce(reduce(state, { type }), { type })).toEqual(state);
        }
        expect(reduce(state, { type: 'change-view', by: state.viewCount })).toEqual(state);
      }),
    );
  });

  test('the scenario under the cursor is drawn once, on top, and pinned ones wherever it is', () => {
    fc.assert(
      fc.property(fc.oneof(reached, inLab), (state) => {
        const drawn = drawnScenarios(state);
        expect(drawn.at(-1)).toBe(state.cursor);
        expect(new Set(drawn).size).toBe(drawn.length);
        if (state.assuming) return;
        for (const [index, pinned] of state.pinned.entries()) {
          if (pinned) expect(drawn).toContain(index);
        }
      }),
    );
  });

  test('under changed assumptions the baseline and the policy are there twice, with the same policy', () => {
    fc.assert(
      fc.property(inLab, (state) => {
        const shifted = shiftedScenarios(state);
        if (!state.assuming || Object.keys(state.shifts).length === 0) {
          expect(shifted).toEqual([]);
          return;
        }
        expect(shifted.map((one) => one.of)).toEqual(state.cursor === 0 ? [0] : [0, state.cursor]);
        for (const { draft, of } of shifted) {
          expect(draft.assumptions).toMatchObject(state.shifts);
          expect(draft.changes).toEqual(state.drafts[of - 2]?.changes ?? {});
        }
        expect(drawnScenarios(state)).toHaveLength(2 * shifted.length);
      }),
    );
  });

  test('back leaves help first, then the zoom, and never quits', () => {
    const deep = { ...initialState(2, 1), help: true, zoomed: true };
    const once = reduce(deep, { type: 'back' });
    expect(once).toEqual({ ...deep, help: false });
    const twice = reduce(once, { type: 'back' });
    expect(twice).toEqual(initialState(2, 1));
    expect(reduce(twice, { type: 'back' })).toEqual(initialState(2, 1));
  });
});

test('at first the baseline is pinned and the cursor is on what is compared with it', () => {
  expect(initialState(3, 2)).toMatchObject({ cursor: 1, pinned: [true, false, false], view: 0 });
  expect(initialState(1, 1)).toMatchObject({ cursor: 0, pinned: [true] });
});
