import type { FactRow } from '../../report/fact-rows.js';
import { padRight, widthOf, wrapWords } from '../../report/text-width.js';
import type { Size } from '../draw/layout.js';
import { framed, span } from '../draw/lines.js';
import type { Scene } from '../draw/scene.js';
import type { Line, Span } from '../draw/style.js';
import { linksOf, reasonRows } from '../state/reasons.js';

interface FactLayout {
  readonly isTitle: boolean;
  readonly width: number;
  /** Columns that labels take. */
  readonly label: number;
  readonly link: string | undefined;
}

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
  const rows = reasonRows(state);
  const label = 4 + Math.max(0, ...rows.map((one) => widthOf(one.label)));
  const facts = rows.flatMap((row, i) =>
    factLines(scene, row, { isTitle: i === 0, width, label, link }),
  );
  return [...cellLines(scene, width), ...(facts.length > 0 ? facts : [[span(words.noReason)]])];
}

function factLines(
  { theme }: Scene,
  { label, text, list }: FactRow,
  { isTitle, width, label: labelWidth, link }: FactLayout,
): Line[] {
  if (isTitle) return wrapWords(text, width).map((part): Line => [span(part, theme.roles.title)]);
  const marked = list === 'uses' ? link : undefined;
  return wrapWords(text, Math.max(10, width - labelWidth)).map(
    (part, at): Line => [
      span(padRight(at === 0 ? `  ${label}` : '', labelWidth), theme.roles.muted),
      ...withLink(part, marked),
    ],
  );
}

// The name in a wrapped part of a list of names, where it stands there.
function withLink(text: string, link: string | undefined): Span[] {
  if (link === undefined) return [span(text)];
  const names = text.split(', ');
  const at = names.findIndex((name) => name.replace(/,$/, '') === link);
  if (at < 0) return [span(text)];
  const before = names.slice(0, at).map((name) => `${name}, `);
  const after = text.slice(before.join('').length + link.length);
  return [span(before.join('')), span(link, { inverse: true }), span(after)];
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
