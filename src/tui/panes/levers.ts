import { printable } from '../../diagnostics/printable.js';
import { formatExact, formatNumber } from '../../report/number.js';
import { padLeft, padRight, truncate, widthOf } from '../../report/text-width.js';
import type { Box, Size } from '../draw/layout.js';
import { firstRow, framed, span } from '../draw/lines.js';
import { type Scene, textIn } from '../draw/scene.js';
import { shortTitles } from '../draw/short-titles.js';
import type { Line, Style } from '../draw/style.js';
import { letterOf } from '../draw/theme.js';
import { actsIn, clampLevel, type LeverRow, onGrid } from '../state/editing.js';
import { currentDraft, sliders } from '../state/selectors.js';

const DETAILS = 5;

/** The levers as sliders, grouped by kind; below them all that is known of the one under the cursor. */
export function leversPane(scene: Scene, size: Size): Line[] {
  const { state, theme, words } = scene;
  const rows = sliders(state);
  const chosen = rows[state.row];
  const focused = state.focus === 'levers';
  const { width, room, first, entries } = geometry(scene, size);
  const details =
    chosen === undefined || !hasDetails(size) ? [] : detailLines(scene, chosen, width);
  const widths = measures(scene, size);
  const titles = shortTitles(
    rows.map((row) => textIn(scene, row.title)),
    widths.name,
  );
  const shown = entries.slice(first, first + room).map((entry): Line => {
    const row = rows[entry.row];
    return row === undefined
      ? groupLine(scene, entry.group, width)
      : sliderLine(scene, row, entry.row, { ...widths, title: titles[entry.row] ?? '' });
  });
  const blank = Array.from({ length: Math.max(0, room - shown.length) }, (): Line => []);
  const unsaved = currentDraft(state);
  const mark = unsaved !== undefined && state.saved[unsaved.name] !== JSON.stringify(unsaved);
  const title = [
    span(words.levers, focused ? theme.roles.title : theme.roles.muted),
    span(` ${letterOf(state.cursor)}`, { ...theme.scenario(state.cursor), bold: true }),
    ...(mark ? [span(` ${words.unsaved}`, theme.roles.alarm)] : []),
  ];
  const hidden = entries.length - shown.length;
  const note = hidden > 0 ? [span(`+${hidden}`, theme.roles.muted)] : [];
  const content = [...shown, ...blank, ...details];
  return framed(content, size.width, size.height, theme, title, note, focused);
}

/** The slider in a row of the pane, and the columns of its bar. */
export function sliderAt(scene: Scene, size: Size, at: number) {
  const { room, first, entries } = geometry(scene, size);
  const entry = entries[first + at - 1];
  if (at < 1 || at > room || entry === undefined || entry.row < 0) return undefined;
  const { barFrom, bar } = measures(scene, size);
  return { row: entry.row, barFrom, barTo: barFrom + bar };
}

/** A slider that the mouse holds: the level where it took hold of it, what a column is worth, and the bar's ends. */
export interface Grip {
  readonly row: number;
  readonly x: number;
  readonly level: number;
  readonly perColumn: number;
  readonly ends: readonly [left: GripEnd, right: GripEnd];
}

interface GripEnd {
  readonly x: number;
  readonly level: number;
}

/**
 * Takes hold of a slider in a column of its bar: by the knob, which then stays where it is, or beside it, where the
 * knob jumps to. All this is kept until the button is let go, whatever the pane does meanwhile.
 */
export function gripAt(scene: Scene, box: Box, at: number, column: number): Grip | undefined {
  const row = sliders(scene.state)[at];
  if (row === undefined) return undefined;
  const { barFrom, bar } = measures(scene, box);
  const { start, end } = rangeOf(row);
  const perColumn = (end - start) / Math.max(1, bar - 1);
  const from = box.left + barFrom;
  const grip: Grip = {
    row: at,
    x: from + placeOf(row, row.level, bar),
    level: row.level,
    perColumn,
    ends: [
      { x: from, level: start },
      { x: from + bar - 1, level: end },
    ],
  };
  const x = box.left + column;
  return x === grip.x ? grip : { ...grip, x, level: levelOfGrip(row.lever, grip, x) };
}

/** The level of a slider that is held, with the mouse in a column: to the right never less than where it was taken. */
export function levelOfGrip(lever: LeverRow['lever'], grip: Grip, x: number): number {
  const [left, right] = grip.ends;
  if (x === grip.x) return grip.level;
  if (x >= right.x) return Math.max(grip.level, clampLevel(lever, right.level));
  if (x <= left.x) return Math.min(grip.level, clampLevel(lever, left.level));
  const level = onGrid(lever, grip.level + (x - grip.x) * grip.perColumn);
  return x > grip.x ? Math.max(level, grip.level) : Math.min(level, grip.level);
}

function hasDetails(size: Size): boolean {
  return size.height - 2 >= DETAILS + 4;
}

/** A slider, or the name of a group where `row` is negative. */
interface Entry {
  readonly row: number;
  readonly group: string;
}

function geometry({ state }: Scene, size: Size) {
  const rows = sliders(state);
  const entries: Entry[] = [];
  for (const [row, one] of rows.entries()) {
    const { group } = one.lever;
    if (rows[row - 1]?.lever.group !== group) entries.push({ row: -1, group });
    entries.push({ row, group });
  }
  const inside = Math.max(0, size.height - 2);
  const room = hasDetails(size) && rows.length > 0 ? inside - DETAILS : inside;
  const chosen = entries.findIndex((one) => one.row === state.row);
  return { width: size.width - 4, room, first: firstRow(entries.length, room, chosen), entries };
}

function measures(scene: Scene, size: Size) {
  const width = size.width - 4;
  const values = sliders(scene.state).map((row) => widthOf(valueText(scene, row)));
  const value = Math.min(9, Math.max(0, ...values));
  const bar = Math.max(5, Math.min(24, Math.floor((width - value) * 0.34)));
  const name = width - bar - value - 5;
  // Frame, margin, cursor, name, mark.
  return { value, bar, name, barFrom: 2 + 2 + name + 1 };
}

function groupLine({ theme }: Scene, group: string, width: number): Line {
  const { glyphs, roles } = theme;
  const rule = glyphs.horizontal.repeat(Math.max(0, width - widthOf(group) - 1));
  return [span(printable(group), roles.muted), span(` ${rule}`, roles.frame)];
}

function sliderLine(
  scene: Scene,
  row: LeverRow,
  index: number,
  { bar, name, value, title }: ReturnType<typeof measures> & { readonly title: string },
): Line {
  const { theme, state } = scene;
  const { roles, glyphs } = theme;
  const chosen = index === state.row && (state.focus === 'levers' || state.focus === 'map');
  const style = chosen ? roles.selected : row.level === 0 ? roles.muted : undefined;
  return [
    span(chosen ? `${glyphs.cursor} ` : '  ', roles.title),
    span(padRight(title, name), style),
    span(row.changed ? '*' : ' ', roles.alarm),
    ...barSpans(scene, row, bar),
    span(' '),
    span(padLeft(valueText(scene, row), value), style),
  ];
}

function valueText({ language }: Scene, { level }: LeverRow): string {
  return formatNumber(level, language);
}

function rangeOf(row: LeverRow) {
  const { least, most, step } = row.lever;
  return {
    start: Number.isFinite(least) ? least : Math.min(0, row.level),
    end: Number.isFinite(most) ? most : Math.max(10 * step, 2 * row.level, 2 * row.before),
  };
}

// The column of a bar in which a level stands.
function placeOf(row: LeverRow, level: number, width: number): number {
  const { start, end } = rangeOf(row);
  const place = Math.round(((level - start) / (end - start || 1)) * (width - 1));
  return Math.max(0, Math.min(width - 1, place));
}

function barSpans({ theme, state }: Scene, row: LeverRow, width: number): Line {
  const knob = placeOf(row, row.level, width);
  const was = placeOf(row, row.before, width);
  const { glyphs, roles } = theme;
  const colour = row.level === 0 ? roles.muted : theme.scenario(state.cursor);
  const stretch = (text: string, from: number, to: number, style: Style) =>
    to <= from ? [] : [span(text.repeat(to - from), style)];
  const before = was > knob || !row.changed ? undefined : was;
  const after = was > knob && row.changed ? was : undefined;
  return [
    ...stretch(glyphs.slid, 0, before ?? knob, colour),
    ...(before === undefined || before === knob
      ? stretch(glyphs.slid, before ?? knob, knob, colour)
      : [span(glyphs.was, roles.muted), ...stretch(glyphs.slid, before + 1, knob, colour)]),
    span(glyphs.knob, colour),
    ...stretch(glyphs.unslid, knob + 1, after ?? width, roles.frame),
    ...(after === undefined
      ? []
      : [span(glyphs.was, roles.muted), ...stretch(glyphs.unslid, after + 1, width, roles.frame)]),
  ];
}

function detailLines(scene: Scene, row: LeverRow, width: number): Line[] {
  const { theme, words, language, state } = scene;
  const { lever } = row;
  const number = (value: number) => formatNumber(value, language);
  const unit = lever.unit === '' ? '' : ` ${printable(lever.unit)}`;
  const inRegions = lever.regions.length > 0 ? ` ${words.eachRegion}` : '';
  const each = row.money ? ` ${words.inAll}` : inRegions;
  const range = Number.isFinite(lever.most)
    ? words.between(number(lever.least), number(lever.most))
    : `${number(lever.least)} +`;
  const bench = state.lab?.bench;
  const ramped = row.ramp * (bench?.interval ?? 1);
  const ramp =
    row.ramp === 0
      ? words.noRamp
      : `${words.ramp} ${words.length(number(ramped), bench?.timeUnit ?? '', ramped === 1)}`;
  const start = bench?.moments[row.start] ?? '';
  const lines = [
    textIn(scene, row.title),
    `${formatExact(row.level, language)}${unit}${each} (${range})`,
    `${words.keys.regions}: ${whereText(scene, row)}`,
    `${words.from} ${start}, ${ramp}${row.when === undefined ? '' : `, ${row.when}`}`,
    lever.cost === '' ? '' : `${words.costs} ${lever.cost}`,
  ];
  const { muted } = theme.roles;
  return lines.map((text, i) => [
    span(truncate(printable(text), width), i < 2 ? undefined : muted),
  ]);
}

function whereText(scene: Scene, row: LeverRow): string {
  const { where, lever } = row;
  const { words, language } = scene;
  const count = lever.regions.length;
  if (where !== 'all' && 'rule' in where) return where.rule;
  if (where === 'all') {
    if (count === 0) return words.whole;
    if (actsIn(row)?.length === 0) return words.nowhereYet;
    return words.everywhere(formatNumber(count, language));
  }
  return where
    .map((name) => {
      const region = lever.regions.find((one) => one.name === name);
      return region === undefined ? name : textIn(scene, region.title);
    })
    .join(', ');
}
