import { padRight } from '../../report/text-width.js';
import type { Size } from '../draw/layout.js';
import { firstRow, framed, span } from '../draw/lines.js';
import type { Scene } from '../draw/scene.js';
import type { Line } from '../draw/style.js';
import { paletteEntries } from '../keys/palette-list.js';
import { withArrows } from './help.js';

const KEYS = 16;

/** All actions with their keys; those that do nothing now are dim. */
export function palettePane(scene: Scene, size: Size): Line[] {
  const { state, theme, words } = scene;
  const { roles, glyphs } = theme;
  const entries = paletteEntries(state);
  const chosen = Math.min(state.prompt?.at ?? 0, entries.length - 1);
  const room = Math.max(0, size.height - 4);
  const first = firstRow(entries.length, room, chosen);
  const asked: Line = [
    span(words.paletteAsked, roles.title),
    span(state.prompt?.text ?? ''),
    span(' ', { inverse: true }),
  ];
  const rows = entries.slice(first, first + room).map(({ binding, label, applies }, i): Line => {
    const here = first + i === chosen;
    return [
      span(here ? `${glyphs.cursor} ` : '  ', roles.title),
      span(padRight(withArrows(binding.shown, scene), KEYS), applies ? roles.title : roles.muted),
      span(label, here ? roles.selected : applies ? undefined : roles.muted),
    ];
  });
  const content = [
    asked,
    [],
    ...(rows.length > 0 ? rows : [[span(words.nothingMatches, roles.muted)]]),
  ];
  const title = [span(words.paletteTitle, roles.title)];
  return framed(
    content,
    size.width,
    size.height,
    theme,
    title,
    [span('Enter  Esc', roles.muted)],
    true,
  );
}
