import { padRight, truncate, widthOf } from '../../report/text-width.js';
import type { Line, Span, Style } from './style.js';
import type { Theme } from './theme.js';

/** Columns that a line takes. */
export function lineWidth(line: Line): number {
  return line.reduce((sum, span) => sum + widthOf(span.text), 0);
}

/** The line cut or filled to exactly `width` columns. */
export function fitLine(line: Line, width: number): Line {
  const fitted: Span[] = [];
  let left = width;
  for (const span of line) {
    const text = widthOf(span.text) <= left ? span.text : padRight(truncate(span.text, left), left);
    fitted.push({ text, style: span.style });
    left -= widthOf(text);
    if (left <= 0) break;
  }
  return left > 0 ? [...fitted, { text: ' '.repeat(left) }] : fitted;
}

/** `left` and `right` at the two ends of a line; what does not fit of `left` is cut. */
export function spread(left: Line, right: Line, width: number): Line {
  const room = Math.max(0, width - lineWidth(right));
  return fitLine([...fitLine(left, room), ...right], width);
}

/** A plain span in a style. */
export function span(text: string, style?: Style): Span {
  return { text, style };
}

/**
 * Lines in a rounded frame with its title in the top edge, and a note in the bottom edge.
 * @param focused keys are meant for it.
 * @returns `height` lines of `width` columns; content beyond that is cut.
 */
export function framed(
  content: readonly Line[],
  width: number,
  height: number,
  theme: Theme,
  title: Line = [],
  note: Line = [],
  focused = false,
): Line[] {
  const { horizontal, vertical, corners } = theme.glyphs;
  const style = focused ? theme.roles.focus : theme.roles.frame;
  const side = span(vertical, style);
  const edge = (left: string, right: string, text: Line, atEnd: boolean): Line => {
    const inner = width - 2;
    const shown = lineWidth(text) === 0 ? [] : [span(' '), ...text, span(' ')];
    const label = lineWidth(shown) > inner - 2 ? fitLine(shown, Math.max(0, inner - 2)) : shown;
    const rest = Math.max(0, inner - 1 - lineWidth(label));
    const [before, after] = atEnd ? [rest, 1] : [1, rest];
    return [
      span(left + horizontal.repeat(before), style),
      ...label,
      span(horizontal.repeat(after) + right, style),
    ];
  };
  const body = Array.from(
    { length: Math.max(0, height - 2) },
    (_, row): Line => [side, span(' '), ...fitLine(content[row] ?? [], width - 4), span(' '), side],
  );
  return [
    edge(corners[0], corners[1], title, false),
    ...body,
    edge(corners[2], corners[3], note, true),
  ];
}

/** The first row to show of `count` rows in `room`, so that row `chosen` is in sight. */
export function firstRow(count: number, room: number, chosen: number): number {
  return Math.max(0, Math.min(count - room, chosen - Math.floor(room / 2)));
}
