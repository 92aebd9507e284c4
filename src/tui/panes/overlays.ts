import { printable } from '../../diagnostics/printable.js';
import { padRight, truncate, wrapWords } from '../../report/text-width.js';
import type { Size } from '../layout.js';
import { framed, span } from '../lines.js';
import { type Scene, textIn } from '../scene.js';
import { selectedRow, unsaved } from '../state.js';
import type { Line } from '../style.js';

/** What stands over the charts: why a number is what it is, where a lever applies, a question. */
export function overlayPane(scene: Scene, size: Size): Line[] {
  const { overlay } = scene.state;
  if (overlay === 'map') return mapPane(scene, size);
  if (overlay === 'quit') return quitPane(scene, size);
  return reasonPane(scene, size);
}

/** Equation, unit, evidence and grade of what is under the cursor. */
function reasonPane(scene: Scene, size: Size): Line[] {
  const { source, state, theme, words, language } = scene;
  const name = reasonName(scene);
  const found = name === undefined ? [] : (source.bench?.reason(name, language) ?? []);
  const texts = found.length === 0 ? [words.noReason] : found;
  const width = size.width - 4;
  const lines = texts.flatMap((text, i): Line[] => {
    const label = i === 0 ? '' : text.slice(0, 13);
    const rest = i === 0 ? text : text.slice(13);
    return wrapWords(rest, Math.max(10, width - (i === 0 ? 0 : 13))).map(
      (part, at): Line =>
        i === 0
          ? [span(part, theme.roles.title)]
          : [span(padRight(at === 0 ? label : '', 13), theme.roles.muted), span(part)],
    );
  });
  const room = Math.max(0, size.height - 2);
  const first = Math.min(state.scroll, Math.max(0, lines.length - room));
  const hidden = lines.length - first - room;
  const note = [span(hidden > 0 ? `+${hidden}  Esc` : 'Esc', theme.roles.muted)];
  const title = [span(words.reasonTitle, theme.roles.title)];
  return framed(lines.slice(first), size.width, size.height, theme, title, note);
}

function reasonName({ state, source }: Scene): string | undefined {
  if (state.focus === 'levers') return selectedRow(state)?.lever.name;
  const view = source.views[state.view];
  return view?.metric ?? view?.variable;
}

const TILE = 12;

/** The regions as tiles; those chosen are where the lever will apply. */
function mapPane(scene: Scene, size: Size): Line[] {
  const { state, theme, words } = scene;
  const bench = state.lab?.bench;
  const row = selectedRow(state);
  if (bench === undefined || row === undefined) return framed([], size.width, size.height, theme);
  const columns = 1 + Math.max(...bench.tiles.map((one) => one.column));
  const rows = 1 + Math.max(...bench.tiles.map((one) => one.row));
  const width = Math.max(5, Math.min(TILE, Math.floor((size.width - 4) / columns) - 1));
  const titles = new Map(row.lever.regions.map((one) => [one.name, textIn(scene, one.title)]));
  const lines = Array.from({ length: rows }, (_, r): Line[] => {
    const tiles = Array.from({ length: columns }, (_, c) =>
      bench.tiles.findIndex((one) => one.row === r && one.column === c),
    );
    const name: Line = tiles.flatMap((index) => {
      const tile = bench.tiles[index];
      if (tile === undefined) return [span(' '.repeat(width + 1))];
      const picked = state.picked.includes(tile.region);
      const mark = `${index === state.tile ? theme.glyphs.cursor : ' '}${picked ? theme.glyphs.pinned : theme.glyphs.unpinned} `;
      const text = padRight(
        truncate(mark + (titles.get(tile.region) ?? tile.region), width),
        width,
      );
      const style = picked ? { ...theme.scenario(state.cursor), inverse: true } : theme.roles.muted;
      return [span(text, index === state.tile ? { ...style, bold: true } : style), span(' ')];
    });
    return [name, []];
  }).flat();
  const chosen = state.picked.map((one) => titles.get(one) ?? one).join(', ');
  const all = state.picked.length === row.lever.regions.length ? words.everywhere : chosen;
  const about = wrapWords(all === '' ? words.nothingPicked : all, size.width - 4);
  const content: Line[] = [...lines, ...about.map((text): Line => [span(text, theme.roles.muted)])];
  const title = [span(`${words.whereTitle}: ${textIn(scene, row.title)}`, theme.roles.title)];
  return framed(content, size.width, size.height, theme, title, [
    span('Enter  Esc', theme.roles.muted),
  ]);
}

function quitPane(scene: Scene, size: Size): Line[] {
  const { state, theme, words } = scene;
  const names = unsaved(state).map((one) => printable(one.title));
  const lines = wrapWords(words.quitAsked(names.join('; ')), size.width - 4);
  const keys = `y ${words.keys.quit}   Esc ${words.keys.back}`;
  const content: Line[] = [
    [],
    ...lines.map((text): Line => [span(text, theme.roles.alarm)]),
    [],
    [span(keys)],
  ];
  return framed(content, size.width, size.height, theme);
}
