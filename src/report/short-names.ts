import { widthOf } from './text-width.js';

const GAP = '…';

/**
 * Names cut to at most `width` columns so that people can still tell them apart: a name is cut at its end, unless
 * another name begins in the same way; then it is cut where the two agree, and what differs stays. `40 million on
 * jobs` and `40 million on conduct` become `40 mi…jobs` and `40…conduct`. A name that fits stays as it is. Names
 * that are the same stay the same.
 * @returns a text for each name, in the same order.
 */
export function shortenDistinct(names: readonly string[], width: number): string[] {
  const distinct = withApart([...new Set(names)].map(splitName));
  const shown = new Map<string, string>();
  for (const name of distinct) if (name.width <= width) shown.set(name.text, name.text);
  const long = distinct.filter((name) => name.width > width);
  // A form that only its own name can have made tells most; then one that no other name is shown as.
  for (const name of long) {
    const form = firstForm(name, width, (text) => onlyOf(text, name, distinct));
    if (form !== undefined) shown.set(name.text, form);
  }
  const taken = new Set(shown.values());
  for (const name of long) {
    if (shown.has(name.text)) continue;
    const form = firstForm(name, width, (text) => !taken.has(text)) ?? cutAtEnd(name, width);
    taken.add(form);
    shown.set(name.text, form);
  }
  return names.map((name) => shown.get(name) ?? name);
}

/** A name in characters as people count them, with the columns that each takes. */
interface SplitName {
  readonly text: string;
  readonly width: number;
  readonly parts: readonly string[];
  readonly widths: readonly number[];
  /** Where its words begin. */
  readonly words: readonly number[];
  /** Where it begins to differ from every other name. */
  readonly apart: number;
}

// A name that is cut at its end shows so many characters of what is its own, or the others are hard to tell from it.
const TELLING = 4;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function splitName(text: string): SplitName {
  const parts = [...graphemes.segment(text)].map((one) => one.segment);
  const words = parts.flatMap((part, i) => (part !== ' ' && parts[i - 1] === ' ' ? [i] : []));
  return { text, width: widthOf(text), parts, widths: parts.map(widthOf), words, apart: 0 };
}

// In the order of their texts, what begins most like a name stands beside it.
function withApart(names: readonly SplitName[]): SplitName[] {
  const sorted = [...names].sort((a, b) => (a.text < b.text ? -1 : 1));
  const apart = new Map(
    sorted.map((name, i) => [
      name.text,
      Math.max(sameFor(name, sorted[i - 1]), sameFor(name, sorted[i + 1])),
    ]),
  );
  return names.map((name) => ({ ...name, apart: apart.get(name.text) ?? 0 }));
}

function sameFor({ parts }: SplitName, other: SplitName | undefined): number {
  if (other === undefined) return 0;
  const first = parts.findIndex((part, i) => part !== other.parts[i]);
  return first < 0 ? parts.length : first;
}

function firstForm(
  name: SplitName,
  width: number,
  accepts: (text: string) => boolean,
): string | undefined {
  for (const form of formsOf(name, width)) {
    if (form !== '' && widthOf(form) <= width && accepts(form)) return form;
  }
  return undefined;
}

// How a name can be cut, the best way first: at its end; before a word; before any character.
function* formsOf(name: SplitName, width: number): Generator<string> {
  const { words, parts, apart } = name;
  const seen = columns(name, 0, apart === 0 ? 0 : apart + TELLING);
  if (seen < width) yield cutAtEnd(name, width);
  yield* formsFrom(name, width, words.toReversed());
  yield cutAtEnd(name, width);
  const inside = parts.map((_, i) => i).filter((i) => i > 0 && !words.includes(i));
  yield* formsFrom(name, width, inside.toReversed());
}

// The beginning, a gap, and what begins at one of these places: to its end if that fits, else cut once more.
function* formsFrom(name: SplitName, width: number, places: readonly number[]): Generator<string> {
  const room = width - widthOf(GAP);
  for (const least of [Math.min(2, Math.floor(room / 3)), 0]) {
    for (const from of places) {
      const rest = columns(name, from, name.parts.length);
      const head = rest <= room - least ? room - rest : Math.floor(room / 3);
      const tail = cutFrom(name, from, room - head);
      if (tail === GAP || tail === '') continue;
      yield beginning(name, Math.min(head, room - widthOf(tail)), from) + GAP + tail;
      if (least === 0) yield GAP + cutFrom(name, from, room);
    }
  }
}

function cutAtEnd(name: SplitName, width: number): string {
  return width < widthOf(GAP) ? '' : cutFrom(name, 0, width);
}

// From a place on: the rest, or what fits of it with a gap at the end.
function cutFrom(name: SplitName, from: number, room: number): string {
  const { parts } = name;
  if (columns(name, from, parts.length) <= room) return parts.slice(from).join('');
  return taken(name, from, parts.length, room - widthOf(GAP)).trimEnd() + GAP;
}

function beginning(name: SplitName, room: number, before: number): string {
  return taken(name, 0, before, room).trimEnd();
}

function taken({ parts, widths }: SplitName, from: number, to: number, room: number): string {
  let text = '';
  let used = 0;
  for (let i = from; i < to; i += 1) {
    used += widths[i] ?? 0;
    if (used > room) break;
    text += parts[i] ?? '';
  }
  return text;
}

function columns({ widths }: SplitName, from: number, to: number): number {
  return widths.slice(from, to).reduce((sum, one) => sum + one, 0);
}

/** Whether a text with gaps can stand for one name only: a gap stands for any characters. */
function onlyOf(text: string, name: SplitName, all: readonly SplitName[]): boolean {
  const pieces = text.split(GAP);
  return all.every((one) => one === name || !fits(pieces, one.text));
}

function fits(pieces: readonly string[], text: string): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
