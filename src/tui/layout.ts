/** The smallest window in which everything has its place. */
export const SMALLEST = { columns: 80, rows: 22 } as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the panes go; all heights add up to the rows of the window. */
export interface Layout {
  readonly columns: number;
  readonly rows: number;
  readonly tooSmall: boolean;
  readonly list: Size;
  readonly chart: Size;
  readonly table: Size;
}

const HEADER = 1;
const FOOTER = 2;
const SMALLEST_CHART = 10;

/**
 * The list on the left, the chart to its right, the table below both. The table takes a row a metric
 * but leaves the chart room; zoomed, the chart takes all.
 * @param listContent columns that the widest entry of the list would like.
 */
export function layoutFor(
  columns: number,
  rows: number,
  metrics: number,
  listContent: number,
  zoomed: boolean,
): Layout {
  const tooSmall = columns < SMALLEST.columns || rows < SMALLEST.rows;
  const middle = Math.max(0, rows - HEADER - FOOTER);
  const none = { width: 0, height: 0 };
  if (zoomed) {
    return {
      columns,
      rows,
      tooSmall,
      list: none,
      chart: { width: columns, height: middle },
      table: none,
    };
  }
  const tableHeight = Math.max(
    4,
    Math.min(metrics + 3, middle - SMALLEST_CHART, Math.ceil(middle / 2)),
  );
  const upper = Math.max(0, middle - tableHeight);
  const listWidth = Math.max(28, Math.min(listContent + 4, Math.floor(columns * 0.4)));
  return {
    columns,
    rows,
    tooSmall,
    list: { width: listWidth, height: upper },
    chart: { width: Math.max(0, columns - listWidth), height: upper },
    table: { width: columns, height: tableHeight },
  };
}
