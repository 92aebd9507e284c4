import {
  bandHeights,
  type Cell,
  chartCells,
  heightOf,
  levelAt,
  lineDots,
  type Plot,
  timeAt,
} from './chart-cells.js';
import { type ChartSeries, valueAt } from './chart-series.js';
import { letterOf } from './theme.js';

/**
 * The chart where nothing can be tinted: bands as sparse dots (an eighth of them for 90 %, a quarter
 * for 50 %), and a cell with a line holds nothing but the line.
 */
export function dottedCells(series: readonly ChartSeries[], plot: Plot): Cell[][] {
  const dots = lineDots(series, plot);
  const bands = series.map((one) => bandHeights(one, plot));
  return Array.from({ length: plot.height }, (_, row) =>
    Array.from({ length: plot.width }, (_, column): Cell => {
      const dot = dots[row * plot.width + column];
      if (dot !== undefined) return cell(String.fromCharCode(0x2800 + dot.bits), dot.line);
      let bits = 0;
      let owner: number | undefined;
      for (const [i, one] of bands.entries()) {
        const level = levelAt(one, column, plot.height - row - 0.5);
        if (level === 0) continue;
        bits |= (level === 2 ? DENSE : SPARSE)[i % 4] ?? 0;
        owner = i;
      }
      if (owner === undefined) return cell(' ');
      return { ...cell(String.fromCharCode(0x2800 + bits), owner), faint: true };
    }),
  );
}

// One braille dot of the eight, and two, in another place for each series so that bands show through each other.
const SPARSE = [0x02, 0x20, 0x01, 0x80];
const DENSE = [0x82, 0x60, 0x11, 0x88];

/**
 * The chart in 256 colours, which have one dark tint a hue: the 50 % bands tinted, and the 90 % bands
 * as sparse dots around them.
 */
export function mixedCells(series: readonly ChartSeries[], plot: Plot): Cell[][] {
  const inner = series.map((one) => ({
    ...one,
    path: { ...one.path, p05: one.path.p25, p95: one.path.p75 },
  }));
  const dotted = dottedCells(series, plot);
  return chartCells(inner, plot).map((row, y) =>
    row.map((tinted, x) => {
      const bare = tinted.char === ' ' && tinted.ground === 0;
      return bare ? (dotted[y]?.[x] ?? tinted) : tinted;
    }),
  );
}

/** The chart in ASCII: the scenario's letter for its median, `:` in the 50 % band, `.` in the 90 % band. */
export function asciiCells(series: readonly ChartSeries[], plot: Plot): Cell[][] {
  const bands = series.map((one) => bandHeights(one, plot));
  return Array.from({ length: plot.height }, (_, row) =>
    Array.from({ length: plot.width }, (_, column): Cell => {
      for (let i = series.length - 1; i >= 0; i -= 1) {
        const one = series[i];
        if (one !== undefined && medianRow(one, plot, column) === row) {
          return cell(letterOf(one.scenario), i);
        }
      }
      let found = cell(' ');
      for (const [i, one] of bands.entries()) {
        const level = levelAt(one, column, plot.height - row - 0.5);
        if (level > 0) found = { ...cell(level === 2 ? ':' : '.', i), faint: true };
      }
      return found;
    }),
  );
}

function medianRow({ path }: ChartSeries, plot: Plot, column: number): number {
  const time = timeAt(plot, column / Math.max(1, plot.width - 1));
  return Math.floor(plot.height - heightOf(valueAt(path.times, path.p50, time), plot));
}

function cell(char: string, line?: number): Cell {
  return { char, line, ground: 0, below: undefined };
}
