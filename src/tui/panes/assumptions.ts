import { printable } from '../../diagnostics/printable.js';
import type { AssumptionHead } from '../../live/bench.js';
import { formatNumber, formatShare, formatWithin } from '../../report/number.js';
import {
  padLeft,
  padRight,
  widthOf as textWidth,
  truncate,
  wrapWords,
} from '../../report/text-width.js';
import type { DraftAssumption } from '../../scenario/draft.js';
import type { Size } from '../draw/layout.js';
import { firstRow, framed, span } from '../draw/lines.js';
import { chosenMetric, type Scene, textIn } from '../draw/scene.js';
import { shortTitles } from '../draw/short-titles.js';
import type { Line } from '../draw/style.js';

const DETAILS = 5;

/** The parameters that vary, which may be fixed, scaled or held closer; what drives the chosen outcome is marked. */
export function assumptionsPane(scene: Scene, size: Size): Line[] {
  const { state, theme, words } = scene;
  const heads = state.lab?.bench.assumptions ?? [];
  const { width, room, first } = geometry(scene, size);
  const value = Math.max(0, ...heads.map((head) => textWidth(shownValue(scene, head)))) + 1;
  // The share gives way where there is no room for it.
  const driver = width - 4 - value - DRIVER < LEAST_NAME ? 0 : DRIVER;
  const name = Math.max(LEAST_NAME, width - 4 - value - driver);
  const titles = shortTitles(
    heads.map((head) => textIn(scene, head.title)),
    name - 1,
  );
  const rows = heads
    .slice(first, first + room)
    .map((head, i) =>
      row(scene, head, first + i, { name, driver, value, title: titles[first + i] ?? '' }),
    );
  const chosen = heads[state.assumption];
  const blank = Array.from({ length: Math.max(0, room - rows.length) }, (): Line => []);
  const details = chosen === undefined ? [] : detailLines(scene, chosen, width);
  const count = Object.keys(state.shifts).length;
  const title = [
    span(words.assumptions, theme.roles.title),
    span(count === 0 ? '' : ` ${count}`, theme.roles.alarm),
  ];
  const hidden = heads.length - rows.length;
  const note = hidden > 0 ? [span(`+${hidden}`, theme.roles.muted)] : [];
  const content = [...rows, ...blank, ...details];
  const focused = state.focus === 'assumptions';
  return framed(content, size.width, size.height, theme, title, note, focused);
}

/** The assumption in a row of the pane. */
export function assumptionAt(scene: Scene, size: Size, at: number): number | undefined {
  const { room, first } = geometry(scene, size);
  const index = first + at - 1;
  const count = scene.state.lab?.bench.assumptions.length ?? 0;
  return at >= 1 && at <= room && index < count ? index : undefined;
}

function geometry({ state }: Scene, size: Size) {
  const count = state.lab?.bench.assumptions.length ?? 0;
  const inside = Math.max(0, size.height - 2);
  const room = inside < DETAILS + 4 ? inside : inside - DETAILS;
  return { width: size.width - 4, room, first: firstRow(count, room, state.assumption) };
}

const DRIVER = 5;
const LEAST_NAME = 10;

function row(
  scene: Scene,
  head: AssumptionHead,
  index: number,
  { title, ...width }: Readonly<Record<'name' | 'driver' | 'value', number>> & { title: string },
): Line {
  const { state, theme, language } = scene;
  const { roles, glyphs } = theme;
  const here = index === state.assumption && state.focus === 'assumptions';
  const change = state.shifts[head.name];
  const driver = driverOf(scene, head.name);
  const style = here ? roles.selected : change === undefined ? roles.muted : undefined;
  return [
    span(here ? `${glyphs.cursor} ` : '  ', roles.title),
    span(head.contested ? '? ' : '  ', roles.alarm),
    span(padRight(title, width.name), style),
    span(
      padLeft(
        driver === undefined || width.driver === 0 ? '' : formatShare(driver, language),
        width.driver,
      ),
      roles.muted,
    ),
    span(
      padLeft(shownValue(scene, head), width.value),
      change === undefined ? roles.muted : roles.alarm,
    ),
  ];
}

// Digits follow the width of what is known of a parameter, not its size.
function widthOf(head: AssumptionHead): number {
  return head.choices === undefined ? head.p95 - head.p05 : 0;
}

// Shares of elements of one parameter are shown as one, the largest.
function driverOf({ snapshot, ...scene }: Scene, name: string): number | undefined {
  const metric = chosenMetric({ snapshot, ...scene });
  const found = (snapshot?.drivers ?? []).filter(
    (one) =>
      one.metric === metric && (one.parameter === name || one.parameter.startsWith(`${name}[`)),
  );
  const share = Math.max(0, ...found.map((one) => one.share));
  return share >= 0.005 ? share : undefined;
}

function shownValue({ state, language, theme }: Scene, head: AssumptionHead): string {
  const change = state.shifts[head.name];
  if (change === undefined) return '';
  if (typeof change === 'number') return `= ${formatWithin(change, widthOf(head), language)}`;
  if ('scale' in change)
    return `${theme.glyphSet === 'ascii' ? 'x' : '\u00d7'} ${formatNumber(change.scale, language)}`;
  return '> <';
}

function detailLines(scene: Scene, head: AssumptionHead, width: number): Line[] {
  const { theme, words, language, state } = scene;
  const number = (value: number) => formatWithin(value, widthOf(head), language);
  const unit = head.unit === '' ? '' : ` ${printable(head.unit)}`;
  const range =
    head.choices?.map(number).join(', ') ?? words.between(number(head.p05), number(head.p95));
  const change = state.shifts[head.name];
  const title = wrapWords(textIn(scene, head.title), width).slice(0, 2);
  const lines = [
    ...title,
    ...(title.length < 2 ? [''] : []),
    `${range}${unit}`,
    `${printable(head.grade)}${head.contested ? `, ${words.contested}` : ''}`,
    changeText(scene, head, change),
  ];
  const shown =
    Object.keys(state.shifts).length === 0 ? [...lines.slice(0, 4), words.noneChanged] : lines;
  return shown.map((text, i) => [
    span(
      truncate(text, width),
      i < 2 ? undefined : i === 4 ? theme.roles.alarm : theme.roles.muted,
    ),
  ]);
}

function changeText(
  { words, language }: Scene,
  head: AssumptionHead,
  change: DraftAssumption | undefined,
): string {
  if (change === undefined) return words.asModelled;
  if (typeof change === 'number') {
    return words.fixedAt(formatWithin(change, widthOf(head), language));
  }
  if ('scale' in change) return words.scaledBy(formatNumber(change.scale, language));
  const number = (value: number) => formatWithin(value, head.p75 - head.p25, language);
  return `${words.narrowed}: ${words.between(number(head.p25), number(head.p75))}`;
}
