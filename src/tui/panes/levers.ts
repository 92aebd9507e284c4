import { printable } from '../../diagnostics/printable.js';
import { formatNumber } from '../../report/number.js';
import { padLeft, padRight, truncate, widthOf } from '../../report/text-width.js';
import type { LeverRow } from '../editing.js';
import type { Size } from '../layout.js';
import { firstRow, framed, span } from '../lines.js';
import { type Scene, textIn } from '../scene.js';
import { currentDraft, sliders } from '../state.js';
import type { Line } from '../style.js';
import { letterOf } from '../theme.js';

const DETAILS = 4;

/** The levers as sliders, grouped by kind; below them all that is known of the one under the cursor. */
export function leversPane(scene: Scene, size: Size): Line[] {
  const { state, theme, words } = scene;
  const width = size.width - 4;
  const rows = sliders(state);
  const chosen = rows[state.row];
  const focused = state.focus === 'levers';
  const inside = Math.max(0, size.height - 2);
  const details =
    chosen === undefined || inside < DETAILS + 4 ? [] : detailLines(scene, chosen, width);
  const room = inside - details.length;
  const { lines, at } = sliderLines(scene, rows, width);
  const first = firstRow(lines.length, room, at[state.row] ?? 0);
  const shown = lines.slice(first, first + room);
  const blank = Array.from({ length: Math.max(0, room - shown.length) }, (): Line => []);
  const unsaved = currentDraft(state);
  const mark = unsaved !== undefined && state.saved[unsaved.name] !== JSON.stringify(unsaved);
  const title = [
    span(words.levers, focused ? theme.roles.title : theme.roles.muted),
    span(` ${letterOf(state.cursor)}`, { ...theme.scenario(state.cursor), bold: true }),
    ...(mark ? [span(` ${words.unsaved}`, theme.roles.alarm)] : []),
  ];
  const hidden = lines.length - shown.length;
  const note = hidden > 0 ? [span(`+${hidden}`, theme.roles.muted)] : [];
  return framed([...shown, ...blank, ...details], size.width, size.height, theme, title, note);
}

function sliderLines(scene: Scene, rows: readonly LeverRow[], width: number) {
  const values = rows.map((row) => valueText(scene, row));
  const valueWidth = Math.min(9, Math.max(0, ...values.map(widthOf)));
  const bar = Math.max(5, Math.min(24, Math.floor((width - valueWidth) * 0.34)));
  const name = width - bar - valueWidth - 5;
  const lines: Line[] = [];
  const at: number[] = [];
  let group = '';
  for (const [index, row] of rows.entries()) {
    if (row.lever.group !== group) {
      group = row.lever.group;
      lines.push([
        span(
          `${printable(group)} ${scene.theme.glyphs.horizontal.repeat(Math.max(0, width - widthOf(group) - 1))}`,
          scene.theme.roles.muted,
        ),
      ]);
    }
    at.push(lines.length);
    const here = index === scene.state.row && scene.state.focus === 'levers';
    const { roles, glyphs } = scene.theme;
    const title = padRight(truncate(textIn(scene, row.title), name), name);
    const style = here ? roles.selected : row.level === 0 ? roles.muted : undefined;
    lines.push([
      span(here ? `${glyphs.cursor} ` : '  ', roles.title),
      span(title, style),
      span(row.changed ? '*' : ' ', roles.alarm),
      ...barSpans(scene, row, bar),
      span(' '),
      span(padLeft(values[index] ?? '', valueWidth), style),
    ]);
  }
  return { lines, at };
}

function valueText({ language }: Scene, { level }: LeverRow): string {
  return formatNumber(level, language);
}

function barSpans({ theme, state }: Scene, row: LeverRow, width: number): Line {
  const { least, most, step } = row.lever;
  const end = Number.isFinite(most) ? most : Math.max(10 * step, 2 * row.level, 2 * row.before);
  const start = Number.isFinite(least) ? least : Math.min(0, row.level);
  const place = (level: number) =>
    Math.max(
      0,
      Math.min(width - 1, Math.round(((level - start) / (end - start || 1)) * (width - 1))),
    );
  const knob = place(row.level);
  const was = place(row.before);
  const { glyphs, roles } = theme;
  const colour = row.level === 0 ? roles.muted : theme.scenario(state.cursor);
  const cells = Array.from({ length: width }, (_, i) => {
    if (i === knob) return span(glyphs.knob, colour);
    if (row.changed && i === was) return span(glyphs.was, roles.muted);
    return i < knob ? span(glyphs.slid, colour) : span(glyphs.unslid, roles.frame);
  });
  return cells;
}

function detailLines(scene: Scene, row: LeverRow, width: number): Line[] {
  const { theme, words, language, state } = scene;
  const { lever } = row;
  const number = (value: number) => formatNumber(value, language);
  const unit = lever.unit === '' ? '' : ` ${printable(lever.unit)}`;
  const range = Number.isFinite(lever.most)
    ? words.between(number(lever.least), number(lever.most))
    : `${number(lever.least)} +`;
  const bench = state.lab?.bench;
  const ramp =
    row.ramp === 0
      ? words.noRamp
      : `${words.ramp} ${number(row.ramp * (bench?.interval ?? 1))} ${bench?.timeUnit ?? ''}`;
  const start = bench?.moments[row.start] ?? '';
  const lines = [
    `${textIn(scene, row.title)}: ${number(row.level)}${unit} (${range})`,
    `${words.keys.regions}: ${whereText(scene, row)}`,
    `${words.from} ${start}, ${ramp}${row.when === undefined ? '' : `, ${row.when}`}`,
    lever.cost === '' ? '' : `${words.costs} ${lever.cost}`,
  ];
  const { muted } = theme.roles;
  return lines.map((text, i) => [
    span(truncate(printable(text), width), i === 0 ? undefined : muted),
  ]);
}

function whereText(scene: Scene, { where, lever }: LeverRow): string {
  if (where === 'all') return scene.words.everywhere;
  if ('rule' in where) return where.rule;
  return where
    .map((name) => {
      const region = lever.regions.find((one) => one.name === name);
      return region === undefined ? name : textIn(scene, region.title);
    })
    .join(', ');
}
