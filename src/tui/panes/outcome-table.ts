import { saysNothing } from '../../analysis/provenance.js';
import { formatShareWithin } from '../../report/number.js';
import { padLeft, padRight, truncate, widthOf } from '../../report/text-width.js';
import type { Size } from '../draw/layout.js';
import { firstRow, framed, span } from '../draw/lines.js';
import { chosenMetric, comparisonOf, metricNames, type Scene } from '../draw/scene.js';
import type { Line, Span } from '../draw/style.js';
import { shiftedIndex } from '../state/selectors.js';
import { type Column, tableColumns } from './outcome-columns.js';

/**
 * A row a metric: the baseline, the scenario under the cursor, the difference in the same worlds, and
 * in how many of them it is better.
 */
export function outcomeTable(scene: Scene, size: Size): Line[] {
  const { theme, words } = scene;
  const metrics = metricNames(scene.snapshot);
  const chosen = metrics.indexOf(chosenMetric(scene) ?? '');
  const shown = rowsIn(scene, size);
  const columns = columnsThatFit(tableColumns(scene, metrics), size.width - 4);
  const asked = scene.state.focus === 'table' ? Math.max(0, chosen) : -1;
  const lines = metrics.map((_, row) =>
    tableLine(columns, row, row === asked ? scene.state.cell : undefined),
  );
  const content =
    lines.length === 0
      ? [[span(words.waiting, theme.roles.muted)]]
      : [headLine(columns), ...shown.map((row) => lines[row] ?? [])];
  const hidden = lines.length - shown.length;
  const note = [assumedNote(scene), hidden > 0 ? `+${hidden}` : ''].filter((text) => text !== '');
  return framed(
    content,
    size.width,
    size.height,
    theme,
    titleOf(scene),
    note.length === 0 ? [] : [span(note.join('  '), theme.roles.muted)],
    scene.state.focus === 'table',
  );
}

function titleOf({ state, theme, words }: Scene): Line {
  const title = span(words.outcomes, theme.roles.title);
  if (shiftedIndex(state, state.cursor) === undefined) return [title];
  return [title, span(`: ${words.policyEffect}`, theme.roles.muted)];
}

/** The view of the metric in a row of the pane. */
export function metricAt(scene: Scene, size: Size, at: number): number | undefined {
  const metric = metricNames(scene.snapshot)[rowsIn(scene, size)[at - 2] ?? -1];
  const view = scene.source.views.findIndex((one) => one.metric === metric);
  return at < 2 || metric === undefined || view < 0 ? undefined : view;
}

// Those around the chosen one, and the cost of the policy whatever is chosen.
function rowsIn(scene: Scene, size: Size): number[] {
  const metrics = metricNames(scene.snapshot);
  const chosen = Math.max(0, metrics.indexOf(chosenMetric(scene) ?? ''));
  const room = Math.max(0, size.height - 3);
  const first = firstRow(metrics.length, room, chosen);
  const rows = Array.from({ length: Math.min(room, metrics.length) }, (_, i) => first + i);
  const cost = metrics.findIndex((name) => comparisonOf(scene, name, 0)?.metric.isCost === true);
  if (cost < 0 || rows.includes(cost) || rows.length < 3) return rows;
  const last = rows.at(-1) === chosen ? rows.slice(1) : rows.slice(0, -1);
  return [...last, cost];
}

const GAP = 2;
// How wide the name should be before a column of each order stays.
const NAME_ROOM: Readonly<Record<1 | 2 | 3 | 4 | 5, number>> = {
  5: 40,
  4: 34,
  3: 30,
  2: 30,
  1: 27,
};
const NARROWEST_NAME = 20;

// The name takes what the others leave. The baseline's own numbers go first: the difference stands for them.
function columnsThatFit(columns: readonly Column[], width: number): Column[] {
  const [name, ...numbers] = columns;
  if (name === undefined) return [];
  const widest = Math.max(widthOf(name.title.text), ...name.cells.map(({ text }) => widthOf(text)));
  const room = (some: readonly Column[]) =>
    width - some.reduce((sum, one) => sum + one.width + GAP, 0);
  let kept = numbers;
  for (const order of [5, 4, 3, 2, 1] as const) {
    if (room(kept) >= Math.min(widest, NAME_ROOM[order])) break;
    kept = kept.flatMap((one) => (one.spare?.order === order ? (one.spare.instead ?? []) : one));
  }
  return [{ ...name, width: Math.min(widest, Math.max(NARROWEST_NAME, room(kept))) }, ...kept];
}

function headLine(columns: readonly Column[]): Line {
  return columns.map((column) => aligned(column.title, column.title, column));
}

// The cell that a reason is asked of stands out; the range of a scenario stands in one column with its median.
function tableLine(columns: readonly Column[], row: number, asked: number | undefined): Line {
  const at = columns.some((one) => one.cell === asked) ? asked : asked === 2 ? 1 : asked;
  return columns.flatMap((column) => {
    const cell = column.cells[row] ?? span('');
    const drawn = aligned(cell, column.short?.[row] ?? cell, column);
    if (at === undefined || column.cell !== at) return [drawn];
    const text = drawn.text.trimStart();
    const blank = drawn.text.length - text.length;
    return [span(' '.repeat(blank)), { ...drawn, text, style: { ...drawn.style, inverse: true } }];
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
  if (found === undefined) return '';
  return saysNothing(found.share, found.error)
    ? scene.words.tooFewWorlds(found.worlds ?? scene.snapshot?.total ?? 0)
    : scene.words.assumed(formatShareWithin(found.share, found.error, scene.language));
}
