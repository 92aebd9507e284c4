import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutFor } from '../../src/tui/draw/layout.js';
import type { Scene } from '../../src/tui/draw/scene.js';
import { makeTheme } from '../../src/tui/draw/theme.js';
import { type Held, pointed } from '../../src/tui/keys/pointed.js';
import { leversPane, sliderAt } from '../../src/tui/panes/levers.js';
import { initialState, type Lab, reduce, type State } from '../../src/tui/state/looking.js';
import { wishesOf } from '../../src/tui/state/requests.js';
import { react } from '../../src/tui/state/root-reducer.js';
import { selectedRow, sliders } from '../../src/tui/state/selectors.js';
import { WORDS } from '../../src/tui/words/words.js';
import { madeUpSource } from './fixtures/made-up.js';
import { madeUpLab } from './fixtures/made-up-lab.js';

const theme = makeTheme('none');

/** The screen with a state, as the program would draw it. */
function look(state: State, columns: number, rows: number) {
  const source = madeUpSource([]);
  const titles = [...(state.lab?.titles ?? []), ...state.drafts.map((one) => one.title)];
  const scene: Scene = {
    source: { ...source, scenarios: titles.map((title, i) => ({ name: `s${i}`, title })) },
    ...{ snapshot: undefined, failure: undefined, state, theme, words: WORDS.en, language: 'en' },
  };
  return { scene, layout: layoutFor(columns, rows, wishesOf(scene)) };
}

/** A mouse that is pressed, moved and let go; the screen is laid out anew after each of its reports. */
function mouse(start: State, columns: number, rows: number) {
  let state = start;
  let held: Held | undefined;
  let press = 0;
  const send = (kind: 'press' | 'drag' | 'release', x: number, y: number) => {
    const { scene, layout } = look(state, columns, rows);
    if (kind === 'press') press += 1;
    if (kind === 'release') held = undefined;
    const found = pointed({ kind, x, y, by: 0 }, scene, layout, held, press);
    if (kind === 'press') held = found.held;
    state = found.actions.reduce(reduce, state);
    return state;
  };
  return { send, state: () => state };
}

// The bar of the first lever on the screen.
function barOf(state: State, columns: number, rows: number) {
  const { scene, layout } = look(state, columns, rows);
  const box = layout.boxes.get('levers');
  if (box === undefined) throw new Error('no levers on the screen');
  for (let row = 1; row < box.height; row += 1) {
    const found = sliderAt(scene, box, row);
    if (found?.row === 0) {
      const text =
        leversPane(scene, box)
          [row]?.map((one) => one.text)
          .join('') ?? '';
      const knob = text.indexOf(theme.glyphs.knob, found.barFrom);
      const [from, to] = [found.barFrom, found.barTo - 1].map((one) => box.left + one);
      return { y: box.top + row, from: from ?? 0, to: to ?? 0, knob: box.left + knob };
    }
  }
  throw new Error('no slider on the screen');
}

function opened(lab: Lab, level: number): State {
  const state = react(initialState(2, 1, lab), { type: 'key', name: 'tab' });
  return level < 0 ? state : reduce(state, { type: 'set-level', row: 0, level });
}

const size = fc.record({
  columns: fc.integer({ min: 80, max: 240 }),
  rows: fc.integer({ min: 22, max: 70 }),
});
const titles = fc.tuple(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }));
// A lever with a coarse or a fine grid, with or without an end, at a level on the grid or beside it.
const lever = fc.record({
  most: fc.constantFrom(1, 6000, 60_000, Number.POSITIVE_INFINITY),
  step: fc.constantFrom(0.05, 1, 100, 500),
});

function labWith(names: readonly string[], { most, step }: { most: number; step: number }): Lab {
  const lab = madeUpLab();
  const [jobs, ...others] = lab.bench.levers;
  if (jobs === undefined) throw new Error('no lever');
  const levers = [{ ...jobs, most, step: Math.min(step, most / 2) }, ...others];
  return {
    ...lab,
    titles: names,
    copyTitle: (title) => `${title}, changed`,
    bench: { ...lab.bench, levers },
  };
}

test('a drag to the right never lowers a lever, and one to the left never raises it', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const moves = fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 12 });
  fc.assert(
    fc.property(
      ...[size, titles, lever, share, fc.option(share), moves],
      ({ columns, rows }, names, range, at, where, steps) => {
        const most = Number.isFinite(range.most) ? range.most : 9000;
        const start = opened(labWith(names, range), at * most);
        const bar = barOf(start, columns, rows);
        // By the knob, or anywhere on the bar.
        const taken =
          where === null ? bar.knob : Math.round(bar.from + where * (bar.to - bar.from));
        const pointer = mouse(start, columns, rows);
        const level = () => sliders(pointer.state())[0]?.level ?? Number.NaN;
        pointer.send('press', taken, bar.y);
        const pressed = level();
        if (where === null) expect(pressed).toBe(sliders(start)[0]?.level);
        let x = taken;
        for (const by of steps) {
          const before = level();
          x = Math.max(0, x + by);
          pointer.send('drag', x, bar.y);
          if (by >= 0) expect(level()).toBeGreaterThanOrEqual(before);
          if (by <= 0) expect(level()).toBeLessThanOrEqual(before);
        }
        // Back where it was taken, it is as it was then.
        pointer.send('drag', taken, bar.y);
        expect(level()).toBe(pressed);
      },
    ),
    { numRuns: 500 },
  );
});

test('taken by its knob a lever stays; all of a drag is undone at once, and another drag by itself', () => {
  const start = opened(labWith(['Base', 'Works'], { most: 6000, step: 100 }), 2050);
  const pointer = mouse(start, 120, 40);
  const bar = barOf(start, 120, 40);
  const knob = bar.from + Math.round((2050 / 6000) * (bar.to - bar.from));
  expect(selectedRow(pointer.send('press', knob, bar.y))?.level).toBe(2050);
  pointer.send('drag', knob + 1, bar.y);
  pointer.send('drag', knob + 2, bar.y);
  const first = pointer.send('drag', knob + 3, bar.y);
  pointer.send('release', knob + 3, bar.y);
  expect(selectedRow(first)?.level).toBeGreaterThan(2050);
  pointer.send('press', bar.to, bar.y);
  const second = pointer.send('release', bar.to, bar.y);
  expect(selectedRow(second)?.level).toBe(6000);
  const undone = react(second, { type: 'key', name: 'u' });
  expect(undone.drafts).toEqual(first.drafts);
  expect(selectedRow(react(undone, { type: 'key', name: 'u' }))?.level).toBe(2050);
});

test('the pane does not grow when a copy is made of the scenario with the longest title', () => {
  const lab = labWith(['Base', 'A policy with a rather long title'], { most: 6000, step: 100 });
  const start = opened(lab, -1);
  const moved = react(start, { type: 'key', name: 'right' });
  for (const columns of [80, 90, 120, 200]) {
    const width = (state: State) => look(state, columns, 40).layout.boxes.get('levers')?.width;
    expect(width(moved)).toBe(width(start));
  }
});
