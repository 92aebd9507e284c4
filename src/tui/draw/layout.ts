import type { Pane } from '../state/state.js';

/** The smallest window in which everything has its place. */
export const SMALLEST = { columns: 80, rows: 22 } as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of the window, counted from its upper left corner. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

export type BoxName = Pane | 'header' | 'charts' | 'help' | 'footer';

/** Where the panes go. They fill the window and do not overlap; those without a place are left out. */
export interface Layout {
  readonly columns: number;
  readonly rows: number;
  readonly tooSmall: boolean;
  readonly boxes: ReadonlyMap<BoxName, Box>;
}

/** What the panes would like. */
export interface Wishes {
  readonly metrics: number;
  readonly scenarios: number;
  /** Columns that the widest entry of the list would like. */
  readonly listContent: number;
  /** Whether there are levers. */
  readonly levers: boolean;
  /** Rows of tiles on the map; 0 without one. */
  readonly tileRows: number;
  readonly side: Exclude<Pane, 'table'>;
  readonly zoomed: boolean;
  readonly help: boolean;
}

const HEADER = 1;
const FOOTER = 2;
const SMALLEST_CHART = 10;
const MOST_LEFT = 46;
// Titles of parameters are long.
const MOST_ASSUMING = 64;
// The outcome table in full, beside the left side.
const BESIDE = 100;
// The least height in which the left side holds two panes; and in which it holds the map as well.
const TWO = 20;
const THREE = 40;

/** The left side beside the charts; the outcomes below them, or below all where that would be too narrow. */
export function layoutFor(columns: number, rows: number, wishes: Wishes): Layout {
  const tooSmall = columns < SMALLEST.columns || rows < SMALLEST.rows;
  const middle = Math.max(0, rows - HEADER - FOOTER);
  const whole: Box = { left: 0, top: HEADER, width: columns, height: middle };
  const frame: [BoxName, Box][] = [
    ['header', { left: 0, top: 0, width: columns, height: HEADER }],
    ['footer', { left: 0, top: rows - FOOTER, width: columns, height: FOOTER }],
  ];
  const assembled = (inner: [BoxName, Box][]): Layout => ({
    columns,
    rows,
    tooSmall,
    boxes: new Map([...frame, ...inner]),
  });
  if (wishes.help) return assembled([['help', whole]]);
  if (wishes.zoomed) return assembled([['charts', whole]]);

  const widest = wishes.side === 'assumptions' ? MOST_ASSUMING : MOST_LEFT;
  const most = Math.min(widest, Math.floor(columns * 0.4));
  const wanted = wishes.side === 'assumptions' ? MOST_ASSUMING : wishes.listContent + 4;
  const left = Math.max(30, Math.min(wanted, most));
  const right = columns - left;
  const beside = wishes.levers && right >= BESIDE;
  const share = Math.max(8, Math.floor(middle * (beside ? 0.42 : 0.34)));
  const table = Math.max(4, Math.min(wishes.metrics + 3, share, middle - SMALLEST_CHART));
  const upper = middle - table;
  const side = leftSide(left, beside ? middle : upper, wishes);
  const tableLeft = beside ? left : 0;
  return assembled([
    ...side,
    ['charts', { left, top: HEADER, width: right, height: upper }],
    ['table', { left: tableLeft, top: HEADER + upper, width: columns - tableLeft, height: table }],
  ]);
}

function leftSide(width: number, height: number, wishes: Wishes): [BoxName, Box][] {
  const { levers, side, scenarios, tileRows } = wishes;
  const box = (top: number, rows: number): Box => ({
    left: 0,
    top: HEADER + top,
    width,
    height: rows,
  });
  if (!levers) return [['scenarios', box(0, height)]];
  if (height < TWO) return [[side, box(0, height)]];
  const list = Math.max(7, Math.min(scenarios + 2, Math.floor(height * 0.36)));
  const map = tileRows + 4;
  if (height >= THREE && tileRows > 1) {
    const second = side === 'assumptions' ? 'assumptions' : 'levers';
    return [
      ['scenarios', box(0, list)],
      [second, box(list, height - list - map)],
      ['map', box(height - map, map)],
    ];
  }
  return [
    ['scenarios', box(0, list)],
    [side === 'scenarios' ? 'levers' : side, box(list, height - list)],
  ];
}

/** The pane at a place of the window, and where in it. */
export function boxAt(layout: Layout, x: number, y: number) {
  for (const [name, box] of layout.boxes) {
    const [column, row] = [x - box.left, y - box.top];
    if (column >= 0 && row >= 0 && column < box.width && row < box.height) {
      return { name, box, column, row };
    }
  }
  return undefined;
}
