import type { MetricComparison } from '../../analysis/comparison.js';
import { printable } from '../../diagnostics/printable.js';
import { formatDifference, formatNumber, formatShare } from '../../report/number.js';
import { padLeft, padRight, truncate, widthOf } from '../../report/text-width.js';
import { isAlarming, verdictOf } from '../../report/verdict.js';
import type { Size } from '../layout.js';
import { firstRow, framed, span } from '../lines.js';
import { chosenMetric, comparisonOf, metricNames, type Scene, textIn } from '../scene.js';
import type { Line, Span, Style } from '../style.js';
import { letterOf } from '../theme.js';

/**
 * A row a metric: the baseline, the scenario under the cursor, the difference in the same worlds, and
 * in how many of them it is better.
 */
export function outcomeTable(scene: Scene, size: Size): Line[] {
  const { theme, words } = scene;
  const metrics = metricNames(scene.snapshot);
  const chosen = metrics.indexOf(chosenMetric(scene) ?? '');
  const room = Math.max(0, size.height - 3);
  const first = firstRow(metrics.length, room, Math.max(0, chosen));
  const columns = columnsThatFit(tableColumns(scene, metrics), size.width - 4);
  const lines = metrics.map((_, row) => tableLine(columns, row));
  const content =
    lines.length === 0
      ? [[span(words.waiting, theme.roles.muted)]]
      : [headLine(columns), ...lines.slice(first, first + room)];
  const hidden = Math.max(0, lines.length - room);
  const note = [assumedNote(scene), hidden > 0 ? `+${hidden}` : ''].filter((text) => text !== '');
  return framed(
    content,
    size.width,
    size.height,
    theme,
    [span(words.outcomes, theme.roles.title)],
    note.length === 0 ? [] : [span(note.join('  '), theme.roles.muted)],
  );
}

interface Column {
  readonly title: Span;
  /** A cell a metric. */
  readonly cells: readonly Span[];
  /** What stands instead of the cells that do not fit. */
  readonly short?: readonly Span[];
  readonly align: 'left' | 'right';
  readonly width: number;
  /** What stands in its place where not all fits: the columns with the higher number give way first. */
  readonly spare?: { readonly order: 1 | 2 | 3 | 4; readonly instead?: Column };
}

function tableColumns(scene: Scene, metrics: readonly string[]): Column[] {
  const { theme, words, state, language } = scene;
  const own = metrics.map((metric) => comparisonOf(scene, metric, state.cursor));
  const baseline = metrics.map((metric) => comparisonOf(scene, metric, 0));
  const muted = (text: string) => span(text, theme.roles.muted);
  const names: Column = {
    title: muted(`   ${words.outcome}`),
    cells: metrics.map((metric, i) => nameCell(scene, metric, own[i] ?? baseline[i], true)),
    short: metrics.map((metric, i) => nameCell(scene, metric, own[i] ?? baseline[i], false)),
    align: 'left',
    width: 0,
  };
  if (state.cursor === 0) return [names, spreadColumn(scene, 0, baseline)];

  const compared = own.map((one) => (one !== undefined && one.worlds > 0 ? one : undefined));
  const range = (one: MetricComparison) =>
    words.between(
      formatNumber(one.differenceP05, language),
      formatNumber(one.differenceP95, language),
    );
  const judged = (one: MetricComparison) =>
    one.metric.better === 'neither' ? '' : words.ofWorlds(one.betterWorlds, one.worlds);
  const column = (title: string, cells: readonly Span[]): Column =>
    withWidth({ title: muted(title), cells, align: 'right' });
  return [
    names,
    {
      ...spreadColumn(scene, 0, baseline),
      spare: {
        order: 4,
        instead: { ...medianColumn(scene, 0, baseline), spare: { order: 3 } },
      },
    },
    {
      ...spreadColumn(scene, state.cursor, own),
      spare: {
        order: 2,
        instead: { ...medianColumn(scene, state.cursor, own), spare: { order: 1 } },
      },
    },
    column(
      words.difference,
      compared.map((one) => differenceCell(scene, one)),
    ),
    column(
      words.range,
      compared.map((one) => span(one === undefined ? '' : range(one))),
    ),
    column(
      words.betterIn,
      compared.map((one) => span(one === undefined ? '' : judged(one))),
    ),
  ];
}

function withWidth(column: Omit<Column, 'width'>): Column {
  const width = Math.max(
    widthOf(column.title.text),
    ...column.cells.map(({ text }) => widthOf(text)),
  );
  return { ...column, width };
}

function nameCell(
  scene: Scene,
  metric: string,
  one: MetricComparison | undefined,
  withUnit: boolean,
): Span {
  const { theme, state } = scene;
  const chosen = chosenMetric(scene) === metric;
  const alarming = state.cursor > 0 && one !== undefined && isAlarming(one);
  const plain = one === undefined || one.unit === '' || one.unit === '1';
  const unit = plain || !withUnit ? '' : `, ${printable(one.unit)}`;
  const title = one === undefined ? metric : `${textIn(scene, one.metric.title)}${unit}`;
  const marks = `${chosen ? theme.glyphs.cursor : ' '}${alarming ? theme.glyphs.alarm : ' '}`;
  const style = alarming ? theme.roles.alarm : {};
  return span(`${marks} ${title}`, { ...style, bold: chosen });
}

// Median and range of one scenario: each aligned for itself, under the scenario's title.
function spreadColumn(
  scene: Scene,
  scenario: number,
  comparisons: readonly (MetricComparison | undefined)[],
): Column {
  const { words, language, theme, source } = scene;
  const number = (value: number) => formatNumber(value, language);
  const pairs = comparisons.map((one) =>
    one === undefined
      ? ['', '']
      : [number(one.median), words.between(number(one.p05), number(one.p95))],
  );
  const width = (at: 0 | 1) => Math.max(0, ...pairs.map((pair) => widthOf(pair[at] ?? '')));
  const cells = pairs.map(([median = '', range = '']) =>
    span(`${padLeft(median, width(0))}  ${padLeft(range, width(1))}`),
  );
  const head = source.scenarios[scenario];
  const room = Math.max(14, width(0) + width(1) + 2) - 2;
  const text = head === undefined ? '' : truncate(textIn(scene, head.title), room);
  const title = span(`${letterOf(scenario)} ${text}`, { ...theme.scenario(scenario), bold: true });
  return withWidth({ title, cells, align: 'right' });
}

function medianColumn(
  { words, language, theme }: Scene,
  scenario: number,
  comparisons: readonly (MetricComparison | undefined)[],
): Column {
  const style = { ...theme.scenario(scenario), bold: true };
  const cells = comparisons.map((one) =>
    span(one === undefined ? '' : formatNumber(one.median, language)),
  );
  const title = span(`${letterOf(scenario)} ${words.median}`, style);
  return withWidth({ title, cells, align: 'right' });
}

function differenceCell({ theme, language }: Scene, one: MetricComparison | undefined): Span {
  if (one === undefined) return span('');
  const { roles, glyphs } = theme;
  const styles: Readonly<Record<ReturnType<typeof verdictOf>, Style>> = {
    better: roles.good,
    worse: roles.bad,
    same: {},
    unjudged: {},
  };
  const change = one.differenceMedian;
  const arrow = change > 0 ? `${glyphs.up} ` : change < 0 ? `${glyphs.down} ` : '';
  return span(arrow + formatDifference(change, language), styles[verdictOf(one)]);
}

const GAP = 2;
// How wide the name should be before a column of each order stays.
const NAME_ROOM: Readonly<Record<1 | 2 | 3 | 4, number>> = { 4: 34, 3: 30, 2: 30, 1: 27 };
const NARROWEST_NAME = 20;

// The name takes what the others leave. The baseline's own numbers go first: the difference stands for them.
function columnsThatFit(columns: readonly Column[], width: number): Column[] {
  const [name, ...numbers] = columns;
  if (name === undefined) return [];
  const widest = Math.max(widthOf(name.title.text), ...name.cells.map(({ text }) => widthOf(text)));
  const room = (some: readonly Column[]) =>
    width - some.reduce((sum, one) => sum + one.width + GAP, 0);
  let kept = numbers;
  for (const order of [4, 3, 2, 1] as const) {
    if (room(kept) >= Math.min(widest, NAME_ROOM[order])) break;
    kept = kept.flatMap((one) => (one.spare?.order === order ? (one.spare.instead ?? []) : one));
  }
  return [{ ...name, width: Math.min(widest, Math.max(NARROWEST_NAME, room(kept))) }, ...kept];
}

function headLine(columns: readonly Column[]): Line {
  return columns.map((column) => aligned(column.title, column.title, column));
}

function tableLine(columns: readonly Column[], row: number): Line {
  return columns.map((column) => {
    const cell = column.cells[row] ?? span('');
    return aligned(cell, column.short?.[row] ?? cell, column);
  });
}

function aligned(full: Span, short: Span, { align, width }: Column): Span {
  const one = widthOf(full.text) <= width ? full : short;
  const text = truncate(one.text, width);
  return { ...one, text: align === 'left' ? padRight(text, width) : padLeft(text, width + GAP) };
}

function assumedNote(scene: Scene): string {
  const metric = chosenMetric(scene);
  const found = scene.snapshot?.assumedShares?.find((one) => one.metric === metric);
  return found === undefined ? '' : scene.words.assumed(formatShare(found.share, scene.language));
}
