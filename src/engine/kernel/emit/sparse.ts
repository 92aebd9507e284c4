import type { SparseRows } from './frame.js';

/** The weights of a network that are not 0, row by row. */
export function sparseRows(weights: Float64Array, size: number): SparseRows {
  const starts = [0];
  const columns: number[] = [];
  const kept: number[] = [];
  for (let r = 0; r < size; r++) {
    for (let s = 0; s < size; s++) {
      const weight = weights[r * size + s] ?? 0;
      if (weight === 0) continue;
      columns.push(s);
      kept.push(weight);
    }
    starts.push(kept.length);
  }
  return { starts, columns, weights: kept };
}
