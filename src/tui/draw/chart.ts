import { formatNumber } from '../../report/number.js';
import { padLeft, padRight, truncate, widthOf } from '../../report/text-width.js';
import { timeLabels } from './chart-axis.js';
import {
  type Cell,
  chartCells,
  coversOf,
  heightOf,
  MOST_SERIES,
  type Plot,
} from './chart-cells.js';
import { asciiCells, dottedCells, mixedCells } from './chart-plain.js';
import { rowScale } from './chart-scale.js';
import { type ChartSeries, extentOf } from './chart-series.js';
import type { Line, Span, Style } from './style.js';
import { letterOf, type Theme } from './theme.js';

// Where it is wide, the names of the lines stand at their ends, and not their letters alone.
const NAMED_FROM = 90;
const NAME_ROOM = 22;

/**
 * A chart of these series as `height` lines of `width` columns: axis, bands, medians, a letter at the
 * end of each. Later series lie on earlier ones.
 * @returns undefined when there is nothing finite to draw, or no room.
 */
export function drawChart(
  all: readonly ChartSeries[],
  width: number,
  height: number,
  theme: Theme,
  language: string,
): Line[] | undefined {
  const series = all.slice(-MOST_SERIES);
  const extent = extentOf(series);
  const plotHeight = height - 2;
  if (extent === undefined || plotHeight < 3) return undefined;
  const scale = rowScale(extent.low, extent.high, plotHeight);
  const tickTexts = scale.ticks.map(({ value }) => formatNumber(value, language));
  const gutter = Math.max(...tickTexts.map((text) => text.length)) + 1;
  const labels = labelRoom(series, width);
  const plotWidth = width - gutter - 1 - labels;
  if (plotWidth < 10) return undefined;
  const plot: Plot = {
    width: plotWidth,
    height: plotHeight,
    start: extent.start,
    end: extent.end > extent.start ? extent.end : extent.start + 1,
    low: scale.low,
    high: scale.high,
  };
  const cells = cellsFor(theme)(series, plot);
  const letters = endLetters(series, plot);
  const tickRows = new Map(scale.ticks.map(({ row }, i) => [row, tickTexts[i] ?? '']));
  const rows = cells.map((row, at): Line => {
    const text = tickRows.get(at);
    const axis = `${padLeft(text ?? '', gutter - 1)} ${text === undefined ? theme.glyphs.vertical : theme.glyphs.tick}`;
    return [
      { text: axis, style: theme.roles.muted },
      ...paintRow(row, series, theme),
      labelSpan(letters.get(at), labels, width >= NAMED_FROM, theme),
    ];
  });
  return [...rows, ...timeAxis(series, plot, gutter, theme)];
}

function cellsFor(theme: Theme): (series: readonly ChartSeries[], plot: Plot) => Cell[][] {
  if (theme.glyphSet === 'ascii') return asciiCells;
  if (theme.tier === '256') return mixedCells;
  return theme.tier === 'truecolor' ? chartCells : dottedCells;
}

/** Cells as spans, neighbours of one style joined. */
export function paintRow(
  row: readonly Cell[],
  series: readonly ChartSeries[],
  theme: Theme,
): Span[] {
  const spans: { text: string; style: Style; key: string }[] = [];
  for (const cell of row) {
    const key = `${cell.line}/${cell.ground}/${cell.below}/${cell.faint}`;
    const last = spans.at(-1);
    if (last?.key === key) last.text += cell.char;
    else spans.push({ text: cell.char, style: styleOf(cell, series, theme), key });
  }
  return spans;
}

function styleOf(cell: Cell, series: readonly ChartSeries[], theme: Theme): Style {
  const background = theme.tint(coversOf(cell.ground, series));
  const owner = cell.line === undefined ? undefined : series[cell.line];
  if (owner !== undefined) {
    const style = cell.faint ? theme.faint(owner.scenario) : theme.scenario(owner.scenario);
    return { ...style, background };
  }
  if (cell.below === undefined) return { background };
  const foreground = theme.tint(coversOf(cell.below, series));
  // The lower part bare and the upper tinted: the terminal's own background can only be had by inversion.
  if (foreground === undefined) return { foreground: background, inverse: true };
  return { foreground, background };
}

function rowOf(value: number, plot: Plot): number {
  const row = Math.floor(plot.height - heightOf(value, plot));
  return Math.max(0, Math.min(plot.height - 1, row));
}

function labelRoom(series: readonly ChartSeries[], width: number): number {
  const named = series.some((one) => one.label !== undefined);
  const letters = series.map((one) => letterOf(one.scenario).length + (one.shifted ? 1 : 0));
  if (!named || width < NAMED_FROM) return 1 + Math.max(...letters);
  const widest = Math.max(...series.map((one) => widthOf(one.label ?? '')));
  return Math.min(NAME_ROOM, widest + 1);
}

// The label of each series in the row where its median ends, or the next free one; the highest first.
function endLetters(series: readonly ChartSeries[], plot: Plot): Map<number, ChartSeries> {
  const ends = series
    .map((one) => ({ one, value: one.path.p50[one.path.times.length - 1] ?? Number.NaN }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => b.value - a.value || a.one.scenario - b.one.scenario);
  const letters = new Map<number, ChartSeries>();
  let free = 0;
  for (const [i, { one, value }] of ends.entries()) {
    // So far down, and no further, that those below still have a row.
    const row = Math.min(Math.max(free, rowOf(value, plot)), plot.height - (ends.length - i));
    letters.set(row, one);
    free = row + 1;
  }
  return letters;
}

function labelSpan(one: ChartSeries | undefined, room: number, named: boolean, theme: Theme): Span {
  if (one === undefined) return { text: ' '.repeat(room) };
  const letter = letterOf(one.scenario) + (one.shifted ? theme.glyphs.prime : '');
  const text = named ? (one.label ?? letter) : letter;
  const shown = ` ${truncate(text, room - 1)}`;
  return { text: padRight(shown, room), style: { ...theme.scenario(one.scenario), bold: true } };
}

function timeAxis(
  series: readonly ChartSeries[],
  plot: Plot,
  gutter: number,
  theme: Theme,
): Line[] {
  const { glyphs, roles } = theme;
  const paths = series.map(({ path }) => path);
  const [longest] = paths.toSorted((a, b) => b.times.length - a.times.length);
  const labels = longest?.labels ?? [];
  const shares = labels.map(
    (_, i) => ((longest?.times[i] ?? 0) - plot.start) / (plot.end - plot.start),
  );
  const ticks = new Array<string>(plot.width).fill(glyphs.horizontal);
  const texts = new Array<string>(plot.width).fill(' ');
  for (const { text, column, tick } of timeLabels(labels, shares, plot.width)) {
    ticks[tick] = glyphs.timeTick;
    for (const [i, char] of [...text].entries()) texts[column + i] = char;
  }
  const indent = ' '.repeat(gutter);
  return [
    [{ text: `${indent}${glyphs.origin}${ticks.join('')}`, style: roles.muted }],
    [{ text: `${indent} ${texts.join('')}`, style: roles.muted }],
  ];
}
