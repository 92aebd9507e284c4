import { printable } from '../../diagnostics/printable.js';
import { widthOf } from '../../report/text-width.js';
import { fitLine, lineWidth, span, spread } from '../draw/lines.js';
import { type Scene, worldsDone } from '../draw/scene.js';
import type { Line } from '../draw/style.js';
import { bindingsNow } from '../keys/bindings.js';
import { currentDraft } from '../state/selectors.js';
import type { Pane, State } from '../state/state.js';
import type { Words } from '../words/words.js';

/** Two lines: the keys, then the worlds, the seed and what this is not. */
export function footerLines(scene: Scene, width: number): Line[] {
  return [keyLine(scene, width), statusLine(scene, width)];
}

function keyLine({ theme, words, state }: Scene, width: number): Line {
  const { roles, glyphs } = theme;
  if (state.prompt !== undefined) {
    const { kind } = state.prompt;
    const asked = {
      file: words.fileAsked(folderAsked(state)),
      value: words.valueAsked,
      find: words.findAsked,
      palette: words.paletteAsked,
    }[kind];
    return fitLine(
      [
        span(` ${asked}`, roles.title),
        span(state.prompt.text),
        span(' ', { inverse: true }),
        span('   Enter  Esc', roles.muted),
      ],
      width,
    );
  }
  if (state.tour !== undefined && state.notice === '') {
    const step = `${Math.min(state.tour + 1, words.tour.length)}/${words.tour.length} `;
    const text = words.tour[state.tour] ?? words.tourOver;
    return fitLine([span(` ${step}`, roles.muted), span(text, roles.alarm)], width);
  }
  if (state.notice !== '')
    return fitLine([span(` ${printable(state.notice)}`, roles.alarm)], width);
  const arrows = theme.glyphSet === 'ascii' ? 'j/k' : glyphs.upKey + glyphs.downKey;
  const entries = [
    {
      short: arrows,
      text:
        state.help || state.overlay === 'reason'
          ? words.keys.scroll
          : movesThrough(words, state.focus),
    },
    ...bindingsNow(state).flatMap(({ short, label }) =>
      short === undefined ? [] : [{ short, text: words.keys[label] }],
    ),
  ];
  const spans = entries.flatMap(({ short, text }) => [
    span(` ${short} `, roles.title),
    span(`${text}  `, roles.muted),
  ]);
  const help = [span(' ? ', roles.title), span(`${words.keys.help} `, roles.muted)];
  return lineWidth(spans) <= width ? fitLine(spans, width) : spread(spans, help, width);
}

// Where the file will be: it may not be beside the scenario.
function folderAsked(state: State): string {
  const draft = currentDraft(state);
  return draft === undefined ? '' : printable(state.lab?.bench.folder(draft) ?? '');
}

function movesThrough(words: Words, focus: Pane): string {
  return {
    scenarios: words.keys.choose,
    levers: words.levers.toLowerCase(),
    assumptions: words.assumptions.toLowerCase(),
    map: words.keys.tile,
    table: words.outcome,
  }[focus];
}

// The words at the right are never cut; the seed goes first, then the worlds.
function statusLine(scene: Scene, width: number): Line {
  const { theme, words, snapshot, source } = scene;
  const rail = [span(`  ${words.guardRail} `)];
  const done =
    snapshot === undefined ? '' : ` ${words.worldsDone(worldsDone(scene), snapshot.total)}`;
  const seed = ` ${words.seed(printable(source.seed))}`;
  const room = width - lineWidth(rail);
  const text = [`${done} ${seed}`, done].find((one) => widthOf(one) <= room) ?? '';
  return spread([span(text, theme.roles.muted)], rail, width);
}
