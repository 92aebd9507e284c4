/**
 * Rank correlations: how far one quantity rises or falls with another, on ranks, so that a curved but monotone
 * relation counts in full. Equal values share the mean of their ranks.
 *
 * [1] Spearman, C. (1904). The proof and measurement of association between two things. American Journal of
 *     Psychology, 15(1), 72-101.
 * [2] Iman, R. L., & Conover, W. J. (1979). The use of the rank transform in regression. Technometrics, 21(4).
 * [3] Marino, S., Hogue, I. B., Ray, C. J., & Kirschner, D. E. (2008). A methodology for performing global
 *     uncertainty and sensitivity analysis in systems biology. J. Theoretical Biology, 254(1), section 2.2.
 */

/** Ranks from 1; equal values get the mean of the ranks that they fill. */
export function ranks(values: ArrayLike<number>): Float64Array {
  // Sorting numbers and searching in them is several times as fast as sorting places by a comparator.
  const sorted = Float64Array.from(values).sort();
  const found = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    const below = countBelow(sorted, value);
    // Mostly no two values are equal.
    const upTo = sorted[below + 1] === value ? countUpTo(sorted, value) : below + 1;
    found[i] = (below + upTo + 1) / 2;
  }
  return found;
}

function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countUpTo(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Pearson's correlation of two samples of one length; NaN when either is constant. */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const a = centred(x);
  const b = centred(y);
  const scale = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
  return scale === 0 ? Number.NaN : Math.max(-1, Math.min(1, dot(a, b) / scale));
}

/** Ranks with their mean taken away, and the length of that vector: what correlations of many pairs share. */
export interface CentredRanks {
  readonly values: Float64Array;
  readonly norm: number;
}

export function centredRanks(values: ArrayLike<number>): CentredRanks {
  const away = centred(ranks(values));
  return { values: away, norm: Math.sqrt(dot(away, away)) };
}

/** Spearman's rank correlation [1] of two samples ranked before; NaN when either is constant. */
export function correlateRanks(a: CentredRanks, b: CentredRanks): number {
  const scale = a.norm * b.norm;
  return scale === 0 ? Number.NaN : Math.max(-1, Math.min(1, dot(a.values, b.values) / scale));
}

/** Spearman's rank correlation: Pearson's, of the ranks [1]; NaN when either is constant. */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return pearson(ranks(x), ranks(y));
}

/**
 * Partial rank correlation of each column with `y`, given all the other columns [2, 3]: with P the inverse of the
 * correlation matrix of the ranks of (columns, y), it is -P[i][y] / sqrt(P[i][i] P[y][y]).
 * @returns one number a column; all NaN when a column is constant, when columns are linearly dependent in their
 * ranks, or when there are no more worlds than columns.
 */
export function partialRankCorrelation(
  columns: readonly ArrayLike<number>[],
  y: ArrayLike<number>,
): number[] {
  const ranked = [...columns, y].map((values) => centred(ranks(values)));
  const n = ranked.length;
  const norms = ranked.map((values) => Math.sqrt(dot(values, values)));
  const correlation = ranked.map((a, i) =>
    Float64Array.from(ranked, (b, j) => dot(a, b) / ((norms[i] ?? 0) * (norms[j] ?? 0))),
  );
  const inverse = invert(correlation);
  if (inverse === undefined || y.length <= n) return columns.map(() => Number.NaN);
  const p = (i: number, j: number) => inverse[i]?.[j] ?? Number.NaN;
  return columns.map((_, i) => -p(i, n - 1) / Math.sqrt(p(i, i) * p(n - 1, n - 1)));
}

function centred(values: ArrayLike<number>): Float64Array {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? 0;
  const mean = sum / values.length;
  const away = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) away[i] = values[i]! - mean;
  return away;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

/** Inverse by Gauss-Jordan elimination with partial pivoting; undefined when the matrix is singular. */
function invert(matrix: readonly Float64Array[]): Float64Array[] | undefined {
  const n = matrix.length;
  const rows = matrix.map((row, i) => {
    const wide = new Float64Array(2 * n);
    wide.set(row);
    wide[n + i] = 1;
    return wide;
  });
  for (let c = 0; c < n; c += 1) {
    const pivot = largestBelow(rows, c);
    const row = rows[pivot];
    const head = row?.[c] ?? 0;
    // A correlation matrix has ones on its diagonal, so this is relative to its scale.
    if (row === undefined || !(Math.abs(head) > 1e-12)) return undefined;
    rows[pivot] = rows[c] ?? row;
    rows[c] = row.map((value) => value / head);
    for (const [r, other] of rows.entries()) {
      if (r !== c) subtractMultiple(other, rows[c] ?? row, other[c] ?? 0);
    }
  }
  return rows.map((row) => row.slice(n));
}

function largestBelow(rows: readonly Float64Array[], column: number): number {
  let best = column;
  for (let r = column + 1; r < rows.length; r += 1) {
    if (Math.abs(rows[r]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = r;
  }
  return best;
}

function subtractMultiple(target: Float64Array, source: Float64Array, factor: number): void {
  if (factor === 0) return;
  for (let i = 0; i < target.length; i += 1)
    target[i] = (target[i] ?? 0) - factor * (source[i] ?? 0);
}
