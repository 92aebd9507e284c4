import { printable } from '../../diagnostics/printable.js';
import { widthOf } from '../../report/text-width.js';
import { BINDINGS } from '../keys.js';
import { fitLine, lineWidth, span, spread } from '../lines.js';
import type { Scene } from '../scene.js';
import type { Line } from '../style.js';

/** Two lines: the keys, then the worlds, the seed and what this is not. */
export function footerLines(scene: Scene, width: number): Line[] {
  return [keyLine(scene, width), statusLine(scene, width)];
}

function keyLine({ theme, words }: Scene, width: number): Line {
  const { roles, glyphs } = theme;
  const arrows = theme.glyphSet === 'ascii' ? 'j/k' : glyphs.upKey + glyphs.downKey;
  const entries = [
    { short: arrows, text: words.keys.choose },
    ...BINDINGS.flatMap(({ short, label }) =>
      short === undefined ? [] : [{ short, text: words.keys[label] }],
    ),
  ];
  const spans = entries.flatMap(({ short, text }) => [
    span(` ${short} `, roles.title),
    span(`${text}  `, roles.muted),
  ]);
  return fitLine(spans, width);
}

// The words at the right are never cut; the seed goes first, then the worlds.
function statusLine({ theme, words, snapshot, source }: Scene, width: number): Line {
  const rail = [span(`  ${words.guardRail} `)];
  const done = snapshot === undefined ? '' : ` ${words.worldsDone(snapshot.done, snapshot.total)}`;
  const seed = ` ${words.seed(printable(source.seed))}`;
  const room = width - lineWidth(rail);
  const text = [`${done} ${seed}`, done].find((one) => widthOf(one) <= room) ?? '';
  return spread([span(text, theme.roles.muted)], rail, width);
}
