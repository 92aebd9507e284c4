import { printable } from '../../diagnostics/printable.js';
import { padRight, wrapWords } from '../../report/text-width.js';
import { BINDINGS } from '../bindings.js';
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
  const keys = inColumns(list, Math.min(3, Math.floor((size.width - 4) / COLUMN)), size.width - 4);
  const { glyphs } = theme;
  const marks = [
    entry(letterOf(0), words.marks.baseline, scene),
    entry(glyphs.pinned, words.marks.pinned, scene),
    entry(glyphs.unpinned, words.marks.unpinned, scene),
    entry(`${glyphs.up} ${glyphs.down}`, words.marks.arrows, scene),
    entry(glyphs.alarm, words.marks.alarm, scene),
  ];
  const left = (scene.snapshot?.failures ?? []).map(({ scenario, first }) =>
    words.leftOutFirst(scenario, printable(first ?? '')),
  );
  const warnings = [...(source.warnings ?? []), ...left].flatMap((text) =>
    wrapWords(`${words.warning}: ${text}`, size.width - 4).map(
      (line): Line => [span(line, roles.alarm)],
    ),
  );
  // What is wrong comes first: it may not fit below.
  const content = [...(warnings.length > 0 ? [...warnings, []] : []), ...keys, [], ...marks];
  return framed(
    content,
    size.width,
    size.height,
    theme,
    [span(words.helpTitle, roles.title)],
    [span('Esc', roles.muted)],
    true,
  );
}

// What a column of keys and their meanings needs.
const COLUMN = 38;

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

function entry(shown: string, meaning: string, { theme }: Scene): Line {
  return [span(padRight(`  ${shown}`, 16), theme.roles.title), span(meaning, theme.roles.muted)];
}

/** Keys as people read them. */
export function withArrows(shown: string, { theme }: Scene): string {
  return shown.replace('{up}', theme.glyphs.upKey).replace('{down}', theme.glyphs.downKey);
}
