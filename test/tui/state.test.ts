import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Action,
  drawnScenarios,
  initialState,
  reduce,
  type State,
} from '../../src/tui/state.js';

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    type: fc.constant('move-cursor' as const),
    by: fc.integer({ min: -1000, max: 1000 }),
  }),
  fc.record({ type: fc.constant('change-view' as const), by: fc.integer({ min: -5, max: 5 }) }),
  ...(['toggle-pin', 'toggle-zoom', 'toggle-help', 'back', 'quit'] as const).map((type) =>
    fc.constant({ type }),
  ),
);

// A state that some actions lead to, for up to eight scenarios and views.
const reached: fc.Arbitrary<State> = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 8 }), fc.array(action))
  .map(([scenarios, views, actions]) => actions.reduce(reduce, initialState(scenarios, views)));

describe('reduce', () => {
  test('keeps cursor and view on something that exists', () => {
    fc.assert(
      fc.property(reached, (state) => {
        expect(state.cursor).toBeGreaterThanOrEqual(0);
        expect(state.cursor).toBeLessThan(state.scenarioCount);
        expect(state.view).toBeGreaterThanOrEqual(0);
        expect(state.view).toBeLessThan(Math.max(1, state.viewCount));
        expect(state.pinned).toHaveLength(state.scenarioCount);
      }),
    );
  });

  test('never changes the state it is given', () => {
    fc.assert(
      fc.property(reached, action, (state, next) => {
        const copy = structuredClone(state);
        reduce(state, next);
        expect(state).toEqual(copy);
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
      fc.property(reached, (state) => {
        const drawn = drawnScenarios(state);
        expect(drawn.at(-1)).toBe(state.cursor);
        expect(new Set(drawn).size).toBe(drawn.length);
        for (const [index, pinned] of state.pinned.entries()) {
          if (pinned) expect(drawn).toContain(index);
        }
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
