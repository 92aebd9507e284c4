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
  /** Below the list, or in its place where both have no room. */
  readonly levers: Size;
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
  levers?: { readonly rows: number; readonly focused: boolean; readonly scenarios: number },
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
      levers: none,
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
  const chartWidth = Math.max(0, columns - listWidth);
  const size = { columns, rows, tooSmall };
  // Where the table fits beside them, the scenarios and levers have the whole height.
  const beside = levers !== undefined && chartWidth >= BESIDE;
  const left = beside ? middle : upper;
  return {
    ...size,
    ...leftPanes(listWidth, left, levers),
    chart: { width: chartWidth, height: upper },
    table: { width: beside ? chartWidth : columns, height: tableHeight },
  };
}

// The table in full, and the least height at which both panes are of use.
const BESIDE = 100;
const BOTH = 20;

function leftPanes(
  width: number,
  height: number,
  levers:
    | { readonly rows: number; readonly focused: boolean; readonly scenarios: number }
    | undefined,
): Pick<Layout, 'list' | 'levers'> {
  const whole = { width, height };
  const none = { width: 0, height: 0 };
  if (levers === undefined) return { list: whole, levers: none };
  if (height < BOTH) {
    return levers.focused ? { list: none, levers: whole } : { list: whole, levers: none };
  }
  const list = Math.max(6, Math.min(levers.scenarios + 2, Math.floor(height * 0.45)));
  return { list: { width, height: list }, levers: { width, height: height - list } };
}
