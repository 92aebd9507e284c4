import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutFor, SMALLEST } from '../../src/tui/layout.js';
import { firstRow, fitLine, framed, lineWidth, span, spread } from '../../src/tui/lines.js';
import { encodeLine } from '../../src/tui/style.js';
import { makeTheme } from '../../src/tui/theme.js';

test('panes fill the window exactly, and the chart keeps its room', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: SMALLEST.columns, max: 500 }),
      fc.integer({ min: SMALLEST.rows, max: 200 }),
      fc.nat(40),
      fc.nat(100),
      fc.boolean(),
      (columns, rows, metrics, listContent, zoomed) => {
        const { list, chart, table, tooSmall } = layoutFor(
          columns,
          rows,
          metrics,
          listContent,
          zoomed,
        );
        expect(tooSmall).toBe(false);
        expect(list.width + chart.width).toBe(columns);
        expect(chart.height + table.height + 3).toBe(rows);
        expect(chart.height).toBeGreaterThanOrEqual(9);
        expect(chart.width).toBeGreaterThanOrEqual(48);
      },
    ),
  );
});

test('a smaller window is too small', () => {
  expect(layoutFor(79, 24, 5, 20, false).tooSmall).toBe(true);
  expect(layoutFor(80, 21, 5, 20, false).tooSmall).toBe(true);
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
