import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeLabels } from '../../src/tui/draw/chart-axis.js';

function months(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const month = from * 12 + i;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

function axis(labels: readonly string[], width: number): string {
  const shares = labels.map((_, i) => i / Math.max(1, labels.length - 1));
  const row = new Array<string>(width).fill(' ');
  for (const { text, column } of timeLabels(labels, shares, width)) {
    for (const [i, char] of [...text].entries()) row[column + i] = char;
  }
  return row.join('').trimEnd();
}

describe('timeLabels', () => {
  test('months are labelled by year where that is all there is room for', () => {
    expect(axis(months(2022, 60), 40)).toMatchInlineSnapshot(
      `"2022  2023    2024    2025    2026"`,
    );
    expect(axis(months(2022, 60), 110)).toMatchInlineSnapshot(
      `"2022                2023                  2024                   2025                  2026"`,
    );
    expect(axis(months(2022, 12), 40)).toMatchInlineSnapshot(`"2022-01           2022-07"`);
    expect(axis(months(2000, 600), 40)).toMatchInlineSnapshot(
      `"2000  2010    2020   2030    2040"`,
    );
  });

  test('plain times are labelled at rounds of their number', () => {
    expect(
      axis(
        Array.from({ length: 101 }, (_, i) => String(i)),
        40,
      ),
    ).toMatchInlineSnapshot(`"0      20      40     60      80     100"`);
    expect(axis(['0', '0.25', '0.5', '0.75', '1'], 30)).toMatchInlineSnapshot(
      `"0    0.25     0.5   0.75     1"`,
    );
  });

  test('labels stay within the axis and never touch', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 150 }),
        (calendar, count, width) => {
          const labels = calendar
            ? months(2021, count)
            : Array.from({ length: count }, (_, i) => `${i}`);
          const shares = labels.map((_, i) => i / Math.max(1, count - 1));
          let free = 0;
          for (const { text, column, tick } of timeLabels(labels, shares, width)) {
            expect(column).toBeGreaterThanOrEqual(free);
            expect(column + text.length).toBeLessThanOrEqual(width);
            expect(tick).toBeLessThan(width);
            free = column + text.length + 1;
          }
        },
      ),
    );
  });
});
