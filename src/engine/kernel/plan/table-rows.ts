import type { Table } from '../../../model/model.js';

/** Bytes of a point of a table in memory. */
export const TABLE_ROW = 32;

/**
 * The numbers of a table as they stand in memory: for each point x, y and the way to the next point along both; at
 * last the last point again, which is the next one after itself.
 */
export function tableNumbers(xs: Float64Array, ys: Float64Array): Float64Array {
  const rows = new Float64Array(4 * (xs.length + 1));
  const last = xs.length - 1;
  for (let k = 0; k <= xs.length; k++) {
    const [x = 0, y = 0] = [xs[Math.min(k, last)], ys[Math.min(k, last)]];
    const [nextX = x + 1, nextY = y] = k < last ? [xs[k + 1], ys[k + 1]] : [];
    rows.set([x, y, nextX - x, nextY - y], 4 * k);
  }
  return rows;
}

/** Bytes of a table in memory. */
export function tableBytes(table: Table): number {
  return TABLE_ROW * (table.xs.length + 1);
}
