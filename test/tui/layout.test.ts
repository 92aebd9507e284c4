import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxAt, layoutFor, SMALLEST, type Wishes } from '../../src/tui/draw/layout.js';
import { firstRow, fitLine, framed, lineWidth, span, spread } from '../../src/tui/draw/lines.js';
import { encodeLine } from '../../src/tui/draw/style.js';
import { makeTheme } from '../../src/tui/draw/theme.js';

const wishes: Wishes = {
  metrics: 5,
  scenarios: 6,
  listContent: 20,
  levers: true,
  tileRows: 5,
  side: 'scenarios',
  zoomed: false,
  help: false,
};
const anyWishes: fc.Arbitrary<Wishes> = fc.record({
  metrics: fc.nat(40),
  scenarios: fc.integer({ min: 1, max: 60 }),
  listContent: fc.nat(100),
  levers: fc.boolean(),
  tileRows: fc.nat(6),
  side: fc.constantFrom('scenarios', 'levers', 'assumptions', 'map'),
  zoomed: fc.boolean(),
  help: fc.boolean(),
});

test('panes fill the window exactly, and the chart keeps its room', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: SMALLEST.columns, max: 300 }),
      fc.integer({ min: SMALLEST.rows, max: 120 }),
      anyWishes,
      (columns, rows, wanted) => {
        const layout = layoutFor(columns, rows, wanted);
        expect(layout.tooSmall).toBe(false);
        const area = [...layout.boxes.values()].reduce(
          (sum, one) => sum + one.width * one.height,
          0,
        );
        expect(area).toBe(columns * rows);
        for (const [name, box] of layout.boxes) {
          const corners = [
            [box.left, box.top],
            [box.left + box.width - 1, box.top + box.height - 1],
          ] as const;
          for (const [x, y] of corners) expect(boxAt(layout, x, y)?.name).toBe(name);
        }
        const chart = layout.boxes.get('charts');
        if (wanted.help) return;
        expect(chart?.height).toBeGreaterThanOrEqual(10);
        expect(chart?.width).toBeGreaterThanOrEqual(48);
      },
    ),
  );
});

test('a smaller window is too small', () => {
  expect(layoutFor(79, 24, wishes).tooSmall).toBe(true);
  expect(layoutFor(80, 21, wishes).tooSmall).toBe(true);
});

test('lines take exactly the width they are given, wide characters too', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 });
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 4 }),
      text,
      fc.integer({ min: 1, max: 60 }),
      (texts, right, width) => {
        const line = texts.map((one) => span(one));
        expect(lineWidth(fitLine(line, width))).toBe(width);
        expect(lineWidth(spread(line, [span(right)], width))).toBe(width);
      },
    ),
  );
});

test('a frame has its title above, its note below, and cuts what is too much', () => {
  const theme = makeTheme('none');
  const lines = framed(
    [[span('one')], [span('a line that is too long')], [span('cut')]],
    20,
    4,
    theme,
    [span('Title')],
    [span('+1')],
  );
  expect(lines.map(encodeLine)).toEqual([
    '╭─ Title ──────────╮',
    '│ one              │',
    '│ a line that is…  │',
    '╰───────────── +1 ─╯',
  ]);
});

test('the chosen row is always in sight', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      fc.nat(49),
      (count, room, at) => {
        const chosen = Math.min(at, count - 1);
        const first = firstRow(count, room, chosen);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(chosen).toBeGreaterThanOrEqual(first);
        expect(chosen).toBeLessThan(first + room);
      },
    ),
  );
});
