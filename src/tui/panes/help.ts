import { printable } from '../../diagnostics/printable.js';
import { padRight, wrapWords } from '../../report/text-width.js';
import type { Size } from '../draw/layout.js';
import { fitLine, framed, span } from '../draw/lines.js';
import type { Scene } from '../draw/scene.js';
import type { Line } from '../draw/style.js';
import { letterOf } from '../draw/theme.js';
import { BINDINGS } from '../keys/bindings.js';

/** All keys and marks, and what the files were warned of; from the row on that it is scrolled to. */
export function helpPane(scene: Scene, size: Size): Line[] {
  const { theme, words, state } = scene;
  const { roles, glyphs } = theme;
  const lines = helpLines(scene, size.width - 4);
  const room = Math.max(0, size.height - 2);
  const first = Math.min(state.helpScroll, Math.max(0, lines.length - room));
  const below = lines.length - room - first;
  const arrows = theme.glyphSet === 'ascii' ? 'j/k' : glyphs.upKey + glyphs.downKey;
  const scrolls = lines.length > room ? [`${arrows} PgUp PgDn`] : [];
  const note = [...(below > 0 ? [words.moreBelow(below)] : []), ...scrolls, 'Esc'].join('   ');
  return framed(
    lines.slice(first),
    size.width,
    size.height,
    theme,
    [span(words.helpTitle, roles.title)],
    [span(note, below > 0 ? roles.alarm : roles.muted)],
    true,
  );
}

/** How many rows of the help can be scrolled away. */
export function helpOverflow(scene: Scene, size: Size): number {
  return Math.max(0, helpLines(scene, size.width - 4).length - Math.max(0, size.height - 2));
}

function helpLines(scene: Scene, width: number): Line[] {
  const { theme, words, source } = scene;
  const { roles } = theme;
  const useful = scene.state.lab === undefined ? withoutLevers() : BINDINGS;
  const list = useful
    .filter((one) => one.shown !== '')
    .map(({ shown, label }): Line => entry(withArrows(shown, scene), words.keys[label], scene));
  const keys = inColumns(list, Math.min(3, Math.floor(width / COLUMN)), width);
  const left = (scene.snapshot?.failures ?? []).map(({ scenario, first }) =>
    words.leftOutFirst(scenario, printable(first ?? '')),
  );
  const warnings = [...(source.warnings ?? []), ...left].flatMap((text) =>
    wrapWords(`${words.warning}: ${text}`, width).map((line): Line => [span(line, roles.alarm)]),
  );
  // What is wrong comes first.
  return [
    ...(warnings.length > 0 ? [...warnings, []] : []),
    ...keys,
    [],
    ...markLines(scene, width),
  ];
}

/** Every mark that the panes draw, with its meaning. */
function markLines(scene: Scene, width: number): Line[] {
  const { words, theme } = scene;
  const { glyphs } = theme;
  const { marks } = words;
  const shades = glyphs.shades.join('').trim();
  const list: readonly (readonly [string, string])[] = [
    [letterOf(0), marks.baseline],
    [glyphs.pinned, marks.pinned],
    [glyphs.unpinned, marks.unpinned],
    [`B${glyphs.prime}`, marks.prime],
    [words.bandsMark, marks.bands],
    ['1/35', marks.view],
    [`${glyphs.up} ${glyphs.down}`, marks.arrows],
    ['~0', marks.slight],
    [glyphs.alarm, marks.alarmPolicy],
    [glyphs.alarm, marks.alarm],
    ['', marks.alarmRule],
    ...(scene.state.lab === undefined ? [] : leverMarks(scene, shades)),
    ['+24', marks.more],
    [`${glyphs.running} ${glyphs.done}`, marks.progress],
  ];
  return list.flatMap(([mark, meaning]) => wrapped(mark, meaning, scene, width));
}

function leverMarks(
  { words, theme }: Scene,
  shades: string,
): readonly (readonly [string, string])[] {
  const { glyphs } = theme;
  const { marks } = words;
  return [
    [`${glyphs.slid}${glyphs.knob}${glyphs.unslid}`, marks.knob],
    [glyphs.was, marks.was],
    ['*', marks.changed],
    [glyphs.pinned, marks.applies],
    [glyphs.unpinned, marks.wouldApply],
    [shades, marks.shades],
    ['?', marks.contested],
    ['> <', marks.narrowed],
  ];
}

// What a column of keys and their meanings needs.
const COLUMN = 38;
const KEYS = 16;

function inColumns(list: readonly Line[], columns: number, width: number): Line[] {
  if (columns < 2) return [...list];
  const rows = Math.ceil(list.length / columns);
  const each = Math.floor(width / columns);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) =>
      fitLine(list[column * rows + row] ?? [], each),
    ).flat(),
  );
}

function withoutLevers() {
  return BINDINGS.filter((one) => one.lab !== true);
}

function wrapped(mark: string, meaning: string, scene: Scene, width: number): Line[] {
  return wrapWords(meaning, Math.max(10, width - KEYS)).map((part, at) =>
    entry(at === 0 ? mark : '', part, scene),
  );
}

function entry(shown: string, meaning: string, { theme }: Scene): Line {
  return [span(padRight(`  ${shown}`, KEYS), theme.roles.title), span(meaning, theme.roles.muted)];
}

/** Keys as people read them. */
export function withArrows(shown: string, { theme }: Scene): string {
  return shown.replace('{up}', theme.glyphs.upKey).replace('{down}', theme.glyphs.downKey);
}
