import { padRight, wrapWords } from '../../report/text-width.js';
import type { Size } from '../layout.js';
import { framed, span } from '../lines.js';
import { isUses, LABEL, linksOf, reasonTexts } from '../reasons.js';
import type { Scene } from '../scene.js';
import type { Line, Span } from '../style.js';

/** Equation, unit, evidence and grade of what is under the cursor, and of what it follows from. */
export function reasonPane(scene: Scene, size: Size): Line[] {
  const { state, theme, words } = scene;
  const links = linksOf(state);
  const lines = reasonLines(scene, size.width - 4);
  const room = Math.max(0, size.height - 2);
  const first = Math.min(state.scroll, Math.max(0, lines.length - room));
  const hidden = lines.length - first - room;
  const keys = [
    hidden > 0 ? `+${hidden}` : '',
    links.length > 0 ? `h l  Enter ${words.keys.follow}` : '',
    'Esc',
  ];
  const note = [span(keys.filter((one) => one !== '').join('   '), theme.roles.muted)];
  const path = state.followed.length === 0 ? '' : `  ${state.followed.join(' > ')}`;
  const title = [span(words.reasonTitle, theme.roles.title), span(path, theme.roles.muted)];
  return framed(lines.slice(first), size.width, size.height, theme, title, note, true);
}

/** How many rows of the reason can be scrolled away. */
export function reasonOverflow(scene: Scene, size: Size): number {
  return Math.max(0, reasonLines(scene, size.width - 4).length - Math.max(0, size.height - 2));
}

function reasonLines(scene: Scene, width: number): Line[] {
  const { state, words } = scene;
  const link = linksOf(state)[state.link];
  const facts = reasonTexts(state).flatMap((text, i) =>
    factLines(scene, text, i === 0, width, link),
  );
  return [...cellLines(scene, width), ...(facts.length > 0 ? facts : [[span(words.noReason)]])];
}

function factLines(
  { theme }: Scene,
  text: string,
  isTitle: boolean,
  width: number,
  link: string | undefined,
): Line[] {
  if (isTitle) return wrapWords(text, width).map((part): Line => [span(part, theme.roles.title)]);
  const label = text.slice(0, LABEL);
  const marked = isUses(text) ? link : undefined;
  return wrapWords(text.slice(LABEL), Math.max(10, width - LABEL)).map(
    (part, at): Line => [
      span(padRight(at === 0 ? label : '', LABEL), theme.roles.muted),
      ...withLink(part, marked),
    ],
  );
}

function withLink(text: string, link: string | undefined): Span[] {
  const found = link === undefined ? null : new RegExp(`(^|[ ])${link}(?=,|$)`).exec(text);
  if (link === undefined || found === null) return [span(text)];
  const from = found.index + (found[1]?.length ?? 0);
  return [
    span(text.slice(0, from)),
    span(link, { inverse: true }),
    span(text.slice(from + link.length)),
  ];
}

// Of a cell of the table: what kind of number it is.
function cellLines({ state, words, theme }: Scene, width: number): Line[] {
  if (state.focus !== 'table' || state.followed.length > 0) return [];
  const { cells } = words;
  const texts = [
    cells.baseline,
    cells.median,
    cells.range,
    cells.change,
    cells.changeRange,
    cells.better,
  ];
  const text = texts[state.cell] ?? '';
  return [...wrapWords(text, width).map((part): Line => [span(part, theme.roles.alarm)]), []];
}
