import { padRight, wrapWords } from '../../report/text-width.js';
import { BINDINGS } from '../keys.js';
import type { Size } from '../layout.js';
import { fitLine, framed, span } from '../lines.js';
import type { Scene } from '../scene.js';
import type { Line } from '../style.js';
import { letterOf } from '../theme.js';

/** All keys and marks, and what the files were warned of. */
export function helpPane(scene: Scene, size: Size): Line[] {
  const { theme, words, source } = scene;
  const { roles } = theme;
  const { lab } = scene.state;
  const useful = lab === undefined ? withoutLevers() : BINDINGS;
  const list = useful
    .filter((one) => one.shown !== '')
    .map(({ shown, label }): Line => entry(withArrows(shown, scene), words.keys[label], scene));
  const keys = inColumns(
    list,
    Math.floor((size.width - 4) / COLUMN),
    Math.floor((size.width - 4) / 2),
  );
  const { glyphs } = theme;
  const marks = [
    entry(letterOf(0), words.marks.baseline, scene),
    entry(glyphs.pinned, words.marks.pinned, scene),
    entry(glyphs.unpinned, words.marks.unpinned, scene),
    entry(`${glyphs.up} ${glyphs.down}`, words.marks.arrows, scene),
    entry(glyphs.alarm, words.marks.alarm, scene),
  ];
  const warnings = (source.warnings ?? []).flatMap((text) =>
    wrapWords(`${words.warning}: ${text}`, size.width - 4).map(
      (line): Line => [span(line, roles.alarm)],
    ),
  );
  const content = [...keys, [], ...marks, ...(warnings.length > 0 ? [[], ...warnings] : [])];
  return framed(
    content,
    size.width,
    size.height,
    theme,
    [span(words.helpTitle, roles.title)],
    [span('Esc', roles.muted)],
  );
}

// What a column of keys and their meanings needs.
const COLUMN = 38;

function inColumns(list: readonly Line[], columns: number, width: number): Line[] {
  if (columns < 2) return [...list];
  const rows = Math.ceil(list.length / 2);
  return Array.from({ length: rows }, (_, row) => [
    ...fitLine(list[row] ?? [], width),
    ...(list[row + rows] ?? []),
  ]);
}

const LEVER_LABELS = new Set([
  'less',
  'more',
  'muchLess',
  'muchMore',
  'type',
  'reset',
  'regions',
  'earlier',
  'later',
  'earlierYear',
  'laterYear',
  'shorter',
  'longer',
  'focus',
  'find',
  'reason',
  'copy',
  'undo',
  'redo',
  'save',
  'export',
]);

function withoutLevers() {
  return BINDINGS.filter((one) => !LEVER_LABELS.has(one.label));
}

function entry(shown: string, meaning: string, { theme }: Scene): Line {
  return [span(padRight(`  ${shown}`, 16), theme.roles.title), span(meaning, theme.roles.muted)];
}

function withArrows(shown: string, { theme }: Scene): string {
  return shown.replace('{up}', theme.glyphs.upKey).replace('{down}', theme.glyphs.downKey);
}
