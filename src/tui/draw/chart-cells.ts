import { type ChartSeries, valueAt } from './chart-series.js';
import type { Cover } from './palette.js';

/** One character of the chart, without colour: what stands there, whose it is, what lies behind it. */
export interface Cell {
  readonly char: string;
  /** Position in the list of series of the line that has its dots here. */
  readonly line: number | undefined;
  /** Bands behind the whole character. */
  readonly ground: Mask;
  /** For an edge (`▁` to `▇`): the bands in its lower part; `ground` is then the upper part. */
  readonly below: Mask | undefined;
  /** The dots are those of a band and not of a line. */
  readonly faint?: true;
}

/** Bands that lie on each other: two bits a series, by position; 1 for the 90 % band, 2 for the 50 % band. */
export type Mask = number;

/** More series than this would not fit a mask, nor a reader. */
export const MOST_SERIES = 15;

/** What a mask stands for, in drawing order. */
export function coversOf(mask: Mask, series: readonly ChartSeries[]): Cover[] {
  return series.flatMap(({ scenario }, i) => {
    const level = (mask >> (2 * i)) & 3;
    return level === 1 || level === 2 ? [{ scenario, level }] : [];
  });
}

/** A place for the chart, in characters; the values are those at its lower and upper edge. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly start: number;
  readonly end: number;
  readonly low: number;
  readonly high: number;
}

const EIGHTHS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇'];

/**
 * The chart as cells, row by row from the top: medians as braille dots (2 by 4 in a cell), bands as
 * tints whose edges are drawn in eighths of a cell. Later series lie on earlier ones.
 * @param series at most {@link MOST_SERIES}.
 */
export function chartCells(series: readonly ChartSeries[], plot: Plot): Cell[][] {
  const dots = lineDots(series, plot);
  const bands = series.map((one) => bandHeights(one, plot));
  const eighths = new Array<Mask>(8);
  return Array.from({ length: plot.height }, (_, row) =>
    Array.from({ length: plot.width }, (_, column) => {
      for (let eighth = 0; eighth < 8; eighth += 1) {
        const height = plot.height - 1 - row + (eighth + 0.5) / 8;
        eighths[eighth] = maskAt(bands, column, height);
      }
      const dot = dots[row * plot.width + column];
      return dot === undefined ? edgeCell(eighths) : lineCell(dot, eighths);
    }),
  );
}

/** The braille dots of a cell and the series they belong to. */
export interface Dots {
  readonly bits: number;
  readonly line: number;
}

// How each scenario's median is dashed, in dots: drawn, then left out. The baseline is solid.
const DASHES: readonly (readonly [on: number, off: number])[] = [
  [1, 0],
  [6, 3],
  [2, 2],
  [10, 2],
  [4, 4],
];

// Under changed assumptions.
const DOTTED: readonly [on: number, off: number] = [1, 2];

/** Bit of the dot in column 0 or 1 and row 0 (top) to 3 of a braille character (Unicode, chapter 21.1). */
const BRAILLE = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

/** The dots of the medians by cell, `row * width + column`. A cell goes to the last series that has dots in it. */
export function lineDots(series: readonly ChartSeries[], plot: Plot): (Dots | undefined)[] {
  const cells: (Dots | undefined)[] = new Array(plot.width * plot.height).fill(undefined);
  for (const [line, { path, scenario, shifted }] of series.entries()) {
    const [on, off] = shifted ? DOTTED : (DASHES[scenario % DASHES.length] ?? [1, 0]);
    let before = Number.NaN;
    for (let x = 0; x < plot.width * 2; x += 1) {
      const value = valueAt(path.times, path.p50, timeAt(plot, x / (plot.width * 2 - 1)));
      const y = Math.floor((plot.height - heightOf(value, plot)) * 4);
      const drawn = x % (on + off) < on;
      if (Number.isFinite(y) && drawn) {
        // A steep line is filled down to halfway to the dot before, so that it does not fall apart.
        const from = Number.isFinite(before) ? y + Math.trunc((before - y) / 2) : y;
        for (let dot = Math.min(y, from); dot <= Math.max(y, from); dot += 1) {
          setDot(cells, plot, x, dot, line);
        }
      }
      before = y;
    }
  }
  return cells;
}

function setDot(cells: (Dots | undefined)[], plot: Plot, x: number, y: number, line: number): void {
  if (y < 0 || y >= plot.height * 4) return;
  const cell = (y >> 2) * plot.width + (x >> 1);
  const before = cells[cell];
  const bit = BRAILLE[(x & 1) as 0 | 1][(y & 3) as 0 | 1 | 2 | 3];
  cells[cell] = { bits: before?.line === line ? before.bits | bit : bit, line };
}

/** Where a value stands, in cells from the lower edge. */
export function heightOf(value: number, plot: Plot): number {
  return ((value - plot.low) / (plot.high - plot.low)) * plot.height;
}

/** Time at a share (0 to 1) of the width. */
export function timeAt(plot: Plot, share: number): number {
  return plot.start + (plot.end - plot.start) * share;
}

/** Heights of the bands of one series by column, in cells from the bottom: p05, p25, p75, p95. */
export type BandHeights = readonly (readonly [number, number, number, number])[];

export function bandHeights({ path }: ChartSeries, plot: Plot): BandHeights {
  return Array.from({ length: plot.width }, (_, column) => {
    const time = timeAt(plot, (2 * column + 0.5) / (plot.width * 2 - 1));
    const heights = [path.p05, path.p25, path.p75, path.p95].map((values) =>
      heightOf(valueAt(path.times, values, time), plot),
    );
    return heights as unknown as readonly [number, number, number, number];
  });
}

/** What covers a height, in cells from the bottom: 2 within the 50 % band, 1 within the 90 % band. */
export function levelAt(bands: BandHeights, column: number, height: number): 0 | 1 | 2 {
  const [p05, p25, p75, p95] = bands[column] ?? [0, 0, 0, 0];
  if (!(height >= p05 && height <= p95)) return 0;
  return height >= p25 && height <= p75 ? 2 : 1;
}

function maskAt(bands: readonly BandHeights[], column: number, height: number): Mask {
  let mask = 0;
  for (let i = 0; i < bands.length; i += 1) {
    mask |= levelAt(bands[i] ?? [], column, height) << (2 * i);
  }
  return mask;
}

function lineCell({ bits, line }: Dots, eighths: readonly Mask[]): Cell {
  const char = String.fromCharCode(0x2800 + bits);
  return { char, line, ground: mostCommon(eighths, 0, 8).mask, below: undefined };
}

// The two tints that fit the eighths best, with the cut between them.
function edgeCell(eighths: readonly Mask[]): Cell {
  const first = eighths[0] ?? 0;
  if (eighths.every((mask) => mask === first)) {
    return { char: ' ', line: undefined, ground: first, below: undefined };
  }
  let best = { cut: 1, below: first, ground: first, score: -1 };
  for (let cut = 1; cut < 8; cut += 1) {
    const lower = mostCommon(eighths, 0, cut);
    const upper = mostCommon(eighths, cut, 8);
    const score = lower.count + upper.count;
    if (score > best.score) best = { cut, below: lower.mask, ground: upper.mask, score };
  }
  const { cut, below, ground } = best;
  return { char: EIGHTHS[cut - 1] ?? ' ', line: undefined, ground, below };
}

function mostCommon(eighths: readonly Mask[], from: number, to: number) {
  let best = { mask: eighths[from] ?? 0, count: 0 };
  for (let i = from; i < to; i += 1) {
    let count = 0;
    for (let j = from; j < to; j += 1) if (eighths[j] === eighths[i]) count += 1;
    if (count > best.count) best = { mask: eighths[i] ?? 0, count };
  }
  return best;
}
