import { shortenDistinct } from './short-names.js';
import { padLeft, padRight, widthOf } from './text-width.js';

/** A column of numbers of the plain table. */
export type Field = 'median' | 'range' | 'change' | 'changeRange' | 'better' | 'share';

/** A scenario under one metric, or the head of the columns. */
export interface TableRow {
  readonly mark: string;
  readonly name: string;
  readonly cells: Readonly<Partial<Record<Field, string>>>;
  /** What stands in the place of `changeRange` when there is no column for `range`. */
  readonly spareRange?: string;
  /** What stands in a column when the column of its range is not there. */
  readonly alone?: Readonly<Partial<Record<Field, string>>>;
}

/** Which columns the table has, and how wide they are. */
export interface Layout extends Choice {
  readonly widths: ReadonlyMap<Field, number>;
  readonly nameWidth: number;
  /** By name, what is shown of it. */
  readonly shown: ReadonlyMap<string, string>;
}

const GAP = 2;
const MARK = 2;

/** A column of names may be as wide as this before columns of numbers give way to it. */
const NAME_ROOM = 22;

/** Columns, and those of them that stand alone when the column of their range is not there. */
interface Choice {
  readonly fields: readonly Field[];
  readonly alone: readonly Field[];
}

const BOTH = ['median', 'change'] as const;

// From all columns to those without which the table says nothing.
const CHOICES: readonly Choice[] = [
  { fields: ['median', 'range', 'change', 'changeRange', 'better'], alone: BOTH },
  { fields: ['median', 'change', 'changeRange', 'better'], alone: BOTH },
  { fields: ['median', 'change', 'changeRange', 'share'], alone: BOTH },
  { fields: ['median', 'change', 'share'], alone: BOTH },
  { fields: ['median', 'change'], alone: BOTH },
  { fields: ['median', 'change'], alone: ['change'] },
];

/** The layout with the most columns that leaves room for the names in `width` columns. Numbers are never cut. */
export function layOut(head: TableRow, rows: readonly TableRow[], width: number): Layout {
  const names = rows.map((row) => row.name);
  const longest = Math.max(0, widthOf(head.name), ...names.map(widthOf));
  const wanted = Math.min(longest, NAME_ROOM);
  const used = (field: Field) => rows.some((row) => (row.cells[field] ?? '') !== '');
  const layouts = CHOICES.map(({ fields, alone }) => {
    const kept = { fields: fields.filter(used), alone };
    const widthOfField = (field: Field) =>
      Math.max(...[head, ...rows].map((row) => widthOf(cellOf(row, field, kept))));
    const widths = new Map(kept.fields.map((field) => [field, widthOfField(field)]));
    const numbers = [...widths.values()].reduce((sum, one) => sum + one + GAP, 0);
    return { ...kept, widths, room: width - MARK - numbers };
  });
  const chosen = layouts.find((one) => one.room >= wanted) ?? layouts.at(-1);
  const { fields = [], alone = [], widths = new Map(), room = 0 } = chosen ?? {};
  const nameWidth = Math.max(widthOf(head.name), Math.min(longest, room));
  const short = shortenDistinct(names, nameWidth);
  const shown = new Map(names.map((name, i) => [name, short[i] ?? name]));
  return { fields, alone, widths, nameWidth, shown };
}

export function formatRow(row: TableRow, layout: Layout): string {
  const { fields, widths, nameWidth, shown } = layout;
  const name = padRight(shown.get(row.name) ?? row.name, nameWidth);
  const cells = fields.map((field) =>
    padLeft(cellOf(row, field, layout), (widths.get(field) ?? 0) + GAP),
  );
  return (padRight(row.mark, MARK) + name + cells.join('')).trimEnd();
}

const RANGE_OF: Readonly<Partial<Record<Field, Field>>> = {
  median: 'range',
  change: 'changeRange',
};

function cellOf({ cells, spareRange, alone }: TableRow, field: Field, choice: Choice): string {
  const range = RANGE_OF[field];
  const hasNoRange = range !== undefined && !choice.fields.includes(range);
  const isAlone = hasNoRange && choice.alone.includes(field);
  const cell = (isAlone ? alone?.[field] : undefined) ?? cells[field] ?? '';
  const isSpare = field === 'changeRange' && cell === '' && !choice.fields.includes('range');
  return isSpare ? (spareRange ?? '') : cell;
}
