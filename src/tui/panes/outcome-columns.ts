import type { MetricComparison } from '../../analysis/comparison.js';
import { alarmOf, isAlarming, isSlight, verdictOf } from '../../analysis/verdict.js';
import { printable } from '../../diagnostics/printable.js';
import { formatDifference, formatNumber } from '../../report/number.js';
import { formatDifferenceRange, formatMedian, formatRange } from '../../report/spread.js';
import { padLeft, truncate, widthOf } from '../../report/text-width.js';
import { span } from '../draw/lines.js';
import { chosenMetric, comparisonOf, markOf, ownerOf, type Scene, textIn } from '../draw/scene.js';
import type { Span, Style } from '../draw/style.js';
import { letterOf } from '../draw/theme.js';
import { shiftedIndex } from '../state/selectors.js';

/** A column of the outcome table. */
export interface Column {
  readonly title: Span;
  /** A cell a metric. */
  readonly cells: readonly Span[];
  /** What stands instead of the cells that do not fit. */
  readonly short?: readonly Span[];
  readonly align: 'left' | 'right';
  readonly width: number;
  /** What stands in its place where not all fits: the columns with the higher number give way first. */
  readonly spare?: { readonly order: 1 | 2 | 3 | 4 | 5; readonly instead?: Column };
  /** Which kind of number it holds, for a reason to be asked of it. */
  readonly cell?: number;
}

/** All that the table may show; what does not fit is dropped later. */
export function tableColumns(scene: Scene, metrics: readonly string[]): Column[] {
  const { theme, words, state } = scene;
  const shifted = shiftedIndex(state, state.cursor);
  const own = metrics.map((metric) => comparisonOf(scene, metric, state.cursor));
  const baseline = metrics.map((metric) => comparisonOf(scene, metric, 0));
  const names: Column = {
    title: span(`   ${words.outcome}`, theme.roles.muted),
    cells: metrics.map((metric, i) => nameCell(scene, metric, own[i] ?? baseline[i], true)),
    short: metrics.map((metric, i) => nameCell(scene, metric, own[i] ?? baseline[i], false)),
    align: 'left',
    width: 0,
  };
  if (state.assuming && shifted !== undefined) return [names, ...fourColumns(scene, metrics, own)];
  if (state.cursor === 0) return [names, spreadColumn(scene, 0, baseline)];

  const compared = own.map((one) => (one !== undefined && one.worlds > 0 ? one : undefined));
  return [
    names,
    {
      ...spreadColumn(scene, 0, baseline),
      cell: 0,
      spare: {
        order: 4,
        instead: { ...medianColumn(scene, 0, baseline), cell: 0, spare: { order: 3 } },
      },
    },
    {
      ...spreadColumn(scene, state.cursor, own),
      cell: 1,
      spare: {
        order: 2,
        instead: { ...medianColumn(scene, state.cursor, own), cell: 1, spare: { order: 1 } },
      },
    },
    ...effectColumns(scene, compared, words.difference),
    warningColumn(scene, compared),
  ];
}

/** What the scenario does: the paired difference, its range, and the worlds that are better. */
function effectColumns(
  scene: Scene,
  compared: readonly (MetricComparison | undefined)[],
  title: string,
): Column[] {
  const { words, language } = scene;
  const range = (one: MetricComparison) => formatDifferenceRange(one, words, language);
  const judged = (one: MetricComparison) =>
    one.metric.better === 'neither' ? '' : words.ofWorlds(one.betterWorlds, one.worlds);
  const texts = (cell: (one: MetricComparison) => string) =>
    compared.map((one) => span(one === undefined ? '' : cell(one)));
  return [
    {
      ...column(
        scene,
        title,
        compared.map((one) => differenceCell(scene, one)),
      ),
      cell: 3,
    },
    { ...column(scene, words.range, texts(range)), cell: 4 },
    { ...column(scene, words.betterIn, texts(judged)), cell: 5 },
  ];
}

function column({ theme }: Scene, title: string, cells: readonly Span[]): Column {
  return withWidth({ title: span(title, theme.roles.muted), cells, align: 'right' });
}

// Why a row is marked, in words, where there is room for them.
function warningColumn(scene: Scene, compared: readonly (MetricComparison | undefined)[]): Column {
  const { words, theme } = scene;
  const cells = compared.map((one) => {
    if (one === undefined || scene.state.cursor === 0) return span('');
    const { stateHarmRises, manyWorlds } = alarmOf(one);
    const text = stateHarmRises
      ? words.stateHarmRises
      : manyWorlds
        ? words.worseIn(one.worseWorlds, one.worlds)
        : '';
    return span(text, theme.roles.alarm);
  });
  return { ...column(scene, words.warningHead, cells), spare: { order: 5 } };
}

/**
 * Policy and assumptions apart: the four medians, and what the policy does under the model's own and under the
 * changed assumptions, each against the baseline under the same.
 */
function fourColumns(
  scene: Scene,
  metrics: readonly string[],
  own: readonly (MetricComparison | undefined)[],
): Column[] {
  const { state } = scene;
  const of = (at: number | undefined) =>
    metrics.map((metric) => (at === undefined ? undefined : comparisonOf(scene, metric, at)));
  const baseline = shiftedIndex(state, 0);
  const policy = shiftedIndex(state, state.cursor);
  const medians = [0, baseline, ...(state.cursor === 0 ? [] : [state.cursor, policy])];
  const columns = medians.flatMap((at, i): Column[] =>
    at === undefined
      ? []
      : [{ ...medianColumn(scene, at, of(at)), spare: { order: i < 2 ? 2 : 1 } }],
  );
  if (state.cursor === 0) return columns;
  const paired = (some: readonly (MetricComparison | undefined)[]) =>
    some.map((one) => (one !== undefined && one.worlds > 0 ? one : undefined));
  const [plain, changed] = [paired(own), paired(of(policy))];
  const mark = (at: number, base: number) => `${markOf(scene, at)}-${markOf(scene, base)}`;
  const effect = (some: readonly (MetricComparison | undefined)[], title: string): Column[] => {
    const [difference, range, better] = effectColumns(scene, some, title);
    if (difference === undefined || range === undefined || better === undefined) return [];
    return [difference, { ...range, spare: { order: 5 } }, { ...better, spare: { order: 3 } }];
  };
  return [
    ...columns,
    ...effect(plain, mark(state.cursor, 0)),
    ...effect(changed, mark(policy ?? 0, baseline ?? 0)),
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
  const style = alarming && !isSlight(one) ? theme.roles.alarm : {};
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
    one === undefined ? ['', ''] : [number(one.median), formatRange(one, words, language)],
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
  scene: Scene,
  scenario: number,
  comparisons: readonly (MetricComparison | undefined)[],
): Column {
  const { words, language, theme } = scene;
  const style = { ...theme.scenario(ownerOf(scene.state, scenario).scenario), bold: true };
  const cells = comparisons.map((one) =>
    span(one === undefined ? '' : formatMedian(one, words, language)),
  );
  const title = span(`${markOf(scene, scenario)} ${words.median}`, style);
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
  if (isSlight(one) && one.differenceMedian !== 0) return span('~0', roles.muted);
  const change = one.differenceMedian;
  const arrow = change > 0 ? `${glyphs.up} ` : change < 0 ? `${glyphs.down} ` : '';
  return span(arrow + formatDifference(change, language), styles[verdictOf(one)]);
}
