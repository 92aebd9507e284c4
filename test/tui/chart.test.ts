import { describe, expect, test } from 'vitest';
import type { PathBands } from '../../src/live/shown.js';
import { drawChart } from '../../src/tui/draw/chart.js';
import { chartCells, coversOf, type Plot } from '../../src/tui/draw/chart-cells.js';
import { asciiCells, dottedCells } from '../../src/tui/draw/chart-plain.js';
import { type ChartSeries, valueAt } from '../../src/tui/draw/chart-series.js';
import { encodeLine } from '../../src/tui/draw/style.js';
import { makeTheme } from '../../src/tui/draw/theme.js';

/** A path over 25 months whose bands lie `spread` and twice that around its median. */
function path(median: (month: number) => number, spread: (month: number) => number): PathBands {
  const times = Array.from({ length: 25 }, (_, month) => month);
  const at = (share: number) => times.map((month) => median(month) + share * spread(month));
  return {
    scenario: 'any',
    variable: 'any',
    times,
    labels: times.map(
      (month) => `${2022 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
    ),
    mean: at(0),
    p05: at(-2),
    p25: at(-1),
    p50: at(0),
    p75: at(1),
    p95: at(2),
  };
}

const rising: ChartSeries = {
  scenario: 0,
  path: path(
    (t) => 20 + 3 * t,
    (t) => 0.5 * t,
  ),
};
const curved: ChartSeries = {
  scenario: 1,
  path: path(
    (t) => 20 + 0.06 * t * t,
    () => 4,
  ),
};
const plot: Plot = { width: 40, height: 10, start: 0, end: 24, low: 0, high: 120 };
const text = (cells: readonly (readonly { char: string }[])[]) =>
  cells
    .map((row) =>
      row
        .map(({ char }) => char)
        .join('')
        .trimEnd(),
    )
    .join('\n');

describe('gallery', () => {
  test('a median in braille, bands with edges in eighths', () => {
    expect(text(chartCells([rising], plot))).toMatchInlineSnapshot(`
      "                                     ▂▃▅
                                      ▂▃▅▆▁▂▄▅
                                 ▁▃▅▆▂▃▄▆⢀⣀⠤⠔⠒
                            ▁▃▅▆▃▄▅⣀⡠⠤⠒⠊⠉⠁▂▃▄▅
                       ▁▃▅▂▃⣀⣀⠤⠔⠒⠉⠉▃▄▅▆▇▁▂▃▄▄▅
                  ▁▃▂⢀⣀⡠⠤⠒⠊⠉▄▅▆▂▃▃▄▅▆▇▇
             ▁▃⣀⡠⠤⠔⠒⠉⠁▂▃▄▅▆▇▇
        ⢀⣀⠤⠔⠒⠊⠉▅▆▆▇
      ⠒⠉⠁
      "
    `);
  });

  test('the tints behind it: 1 in the 90 % band, 2 in the 50 % band', () => {
    const tints = chartCells([rising], plot).map((row) =>
      row.map(({ ground }) => ({ char: ground === 0 ? ' ' : String(ground) })),
    );
    expect(text(tints)).toMatchInlineSnapshot(`
      "
                                          1111
                                     111122222
                                11122222222222
                          11222222222222111111
                     222222222211111111
                2122211111111
               1111

      "
    `);
  });

  test('two scenarios, the second dashed and on top', () => {
    expect(text(chartCells([rising, curved], plot))).toMatchInlineSnapshot(`
      "                                     ▂▃▅
                                      ▂▃▅▆▁▂▄▅
                                 ▁▃▅▆▂▃▄▆⢀⣀⠤⠔⠒
                            ▁▃▅▆▃▄▅⣀⡠⠤⠒⠊⠉⠁▂▃▄▅
                       ▁▃▅▂▃⣀⣀⠤⠔⠒⠉⠉▃▄▅▆▇▁▂▃▄▄▅
                  ▁▃▂⢀⣀⡠⠤⠒⠊⠉▄▅▆▂▃▃▄▅▆▁▂▃▄▅⣀⡠⠤▁
             ▁▃⣀⡠⠤⠔⠒⠉⠁▂▃▄▅▆▁▂▃▃▄▅⣀⣀⡠▆⠠⠒⠒⠁▅▃▄▆▇
      ▃▃⢀⣀⠤⠔⠒⠊⠉▄▂▂▂⢀⣀⣀⡀▄⠤⠤⠤▁⠐⠒⠊⠁▅▃▄▅▆▆▇
      ⠒⠒⠒▃⠐⠒⠒⠁▄⠉⠉⠉▅▃▃▃▄▄▅▅▆▇▇
      "
    `);
  });

  test('without tints, bands are sparse dots', () => {
    expect(text(dottedCells([curved], plot))).toMatchInlineSnapshot(`
      "




                                         ⠂⣀⡠⠤⢂
                               ⠂⠂⣀⣀⡠⢂⠠⠒⠒⠁⠂⠂
                ⠂⠂⠂⢀⣀⣀⡀⢂⠤⠤⠤⢂⠐⠒⠊⠁⠂⠂⠂
      ⠒⠒⠒⢂⠐⠒⠒⠁⢂⠉⠉⠉⠂⠂⠂⠂⠂
      "
    `);
  });

  test('in ASCII, medians are letters', () => {
    expect(text(asciiCells([rising, curved], plot))).toMatchInlineSnapshot(`
      "                                       .
                                        .....:
                                   ....::AAAAA
                              ....:AAAAAA:::..
                         ...AAAAAAA::.......
                    ..AAAAAA:.....       .BBBB
               AAAAAAA..       ..BBBBBBBBB.
         AAAAAA ....BBBBBBBBBBBBB..
      BBBBBBBBBBBBBB...
      "
    `);
  });

  test('with axes, ticks and letters', () => {
    const lines = drawChart([rising, curved], 60, 14, makeTheme('truecolor'), 'en') ?? [];
    const plain = lines.map((line) =>
      line
        .map((span) => span.text)
        .join('')
        .trimEnd(),
    );
    expect(plain.join('\n')).toMatchInlineSnapshot(`
      "    │                                                  ▁▂▄
          │                                            ▁▂▃▅▆▇ ▁▃
      100 ┤                                       ▂▃▄▆▇▁▂▃▅▆▇ ⣀⣀ A
          │                                 ▁▃▄▅▇▂▃▄▅▆⢀⣀⡠⠤⠒⠒⠉⠉
          │                           ▁▂▄▅▁▂▄▅⢀⣀⡠⠤⠔⠒⠊⠉⠁▂▂▃▄▅▆▇
          │                     ▁▂▃▅▂▃▄⣀⣀⠤⠤⠒⠊⠉⠁▃▃▄▅▆▇ ▁▂▃▃▄▅▅▆▂▃
       50 ┤                ▂▃▄▃⢀⣀⠤⠤⠒⠒⠉⠉▄▅▅▆▂▂▃▄▄▅▆▆▁▁▂▃▄▅▃⣀▄⠠⠤⠔⠂ B
          │          ▁▃⢀⣀⡠⠤⠔⠒⠊⠉⠁▂▃▃▄▅▅▆▁▁▂▃▃▄▄▅▃⣀⣀▅⠠⠤⠔⠂▃⠉⠉▅▃▄▅▆▇
          │▁▁▁▁▁⣀⣀⠤⠔⠒⠊⠉⠁▃▃▃▄▄▄▅▅▃▃⣀⣀⡀▅⠤⠤⠤▁⠐⠒⠒⠁▄⠉▅▃▄▅▅▆▇
          │⠤⠤⠤⠉⠠⠤⠤⠄▁⠔⠒⠒▂⠐⠒⠒⠂▃⠉⠉⠉▄⠈▅▃▃▄▄▅▅▆▆▇
          │▅▅▅▅▅▅▅▆▆▆▆▆▇▇▇▇
        0 ┤
          └┬────────────┬────────────┬────────────┬────────────┬
           2022-01   2022-07      2023-01      2023-07   2024-01"
    `);
  });
});

describe('what the cells mean', () => {
  test('masks unfold to the bands in drawing order', () => {
    expect(coversOf(0b0110, [rising, curved])).toEqual([
      { scenario: 0, level: 2 },
      { scenario: 1, level: 1 },
    ]);
  });

  test('the dots of a median stand where its value is', () => {
    const flat: ChartSeries = {
      scenario: 0,
      path: path(
        () => 45,
        () => 0,
      ),
    };
    // 45 of 120 on 40 rows of dots: 25 above it, so it is the second dot of the seventh cell.
    const cells = chartCells([flat], plot);
    expect(cells.map((row) => row[5]?.char).join('')).toBe('      ⠒   ');
  });

  test('the edge of a band is cut at the nearest eighth', () => {
    const flat: ChartSeries = {
      scenario: 0,
      path: path(
        () => 30,
        () => 9.75,
      ),
    };
    // The 90 % band ends at 49.5: 4 rows and 1/8 from below; the 50 % band at 39.75: 3 rows and 5/16, so 2/8 or 3/8.
    const column = chartCells([flat], plot).map((row) => row[5]);
    expect(column[5]).toEqual({ char: '▁', line: undefined, ground: 0, below: 1 });
    expect(['▂', '▃']).toContain(column[6]?.char);
    expect(column[6]).toMatchObject({ ground: 1, below: 2 });
  });

  test('a gap in the numbers is a gap in the chart', () => {
    const broken = path(
      (t) => (t > 8 && t < 16 ? Number.NaN : 60),
      () => 10,
    );
    const row = chartCells([{ scenario: 0, path: broken }], plot)[4] ?? [];
    expect(row[20]).toMatchObject({ char: ' ', ground: 0 });
    expect(row[2]?.char).not.toBe(' ');
  });

  test('only the last of an overlap is tinted on a terminal with 256 colours', () => {
    const theme = makeTheme('256');
    expect(
      theme.tint([
        { scenario: 0, level: 2 },
        { scenario: 1, level: 2 },
      ]),
    ).toEqual(theme.tint([{ scenario: 1, level: 2 }]));
  });
});

test('valueAt is exact at the points, straight between them, and nothing outside', () => {
  const [times, values] = [
    [0, 1, 3],
    [10, 20, 0],
  ];
  expect([0, 0.5, 1, 2, 3].map((time) => valueAt(times, values, time))).toEqual([
    10, 15, 20, 10, 0,
  ]);
  expect([-0.1, 3.1].map((time) => valueAt(times, values, time))).toEqual([Number.NaN, Number.NaN]);
  expect(valueAt([5], [7], 5)).toBe(7);
});

describe('colour', () => {
  const codes = (tier: 'none' | '16' | '256' | 'truecolor') =>
    (drawChart([rising, curved], 60, 14, makeTheme(tier), 'en') ?? []).map(encodeLine).join('\n');
  const colours = /\[(?:[\d;]*;)?(?:[34]8;[25]|[349][0-7]|10[0-7])[\d;]*m/;

  test('without colours no colour code is sent', () => {
    expect(codes('none')).not.toMatch(colours);
  });

  test('each tier sends its own kind of code and no other', () => {
    expect(codes('truecolor')).toMatch(/38;2;86;180;233/);
    expect(codes('truecolor')).not.toMatch(/[34]8;5/);
    expect(codes('256')).toMatch(/38;5;74/);
    expect(codes('256')).not.toMatch(/[34]8;2/);
    expect(codes('16')).toMatch(/\[(?:1;)?96m/);
    expect(codes('16')).not.toMatch(/[34]8;/);
  });
});

test('nothing is drawn where there are no numbers or no room', () => {
  const empty: ChartSeries = {
    scenario: 0,
    path: path(
      () => Number.NaN,
      () => 0,
    ),
  };
  const theme = makeTheme('none');
  expect(drawChart([empty], 60, 14, theme, 'en')).toBeUndefined();
  expect(drawChart([], 60, 14, theme, 'en')).toBeUndefined();
  expect(drawChart([rising], 60, 4, theme, 'en')).toBeUndefined();
  expect(drawChart([rising], 12, 14, theme, 'en')).toBeUndefined();
});
