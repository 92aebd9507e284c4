/** Column c of row-major numbers. */
export function columnOf(rows: Float64Array, width: number, c: number): Float64Array {
  return Float64Array.from(
    { length: rows.length / width },
    (_, i) => rows[i * width + c] ?? Number.NaN,
  );
}

/** Pearson's correlation. */
export function correlation(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const mx = x.reduce((sum, v) => sum + v, 0) / n;
  const my = y.reduce((sum, v) => sum + v, 0) / n;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < n; i++) {
    const dx = (x[i] ?? 0) - mx;
    const dy = (y[i] ?? 0) - my;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xy / Math.sqrt(xx * yy);
}

/** Ranks from 1 of numbers that are all different. */
export function ranksOf(x: Float64Array): Float64Array {
  const order = Array.from(x.keys()).sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0));
  const ranks = new Float64Array(x.length);
  order.forEach((i, rank) => {
    ranks[i] = rank + 1;
  });
  return ranks;
}

/** Centred L2 discrepancy of points: Hickernell (1998), Mathematics of Computation 67, equation 5.1c. */
export function centredDiscrepancy(points: Float64Array, width: number): number {
  const n = points.length / width;
  const at = (i: number, c: number) => points[i * width + c] ?? 0;
  let single = 0;
  let pairs = 0;
  for (let i = 0; i < n; i++) {
    let one = 1;
    for (let c = 0; c < width; c++) {
      const d = Math.abs(at(i, c) - 0.5);
      one *= 1 + d / 2 - (d * d) / 2;
    }
    single += one;
    for (let j = 0; j < n; j++) {
      let two = 1;
      for (let c = 0; c < width; c++) {
        const di = Math.abs(at(i, c) - 0.5);
        const dj = Math.abs(at(j, c) - 0.5);
        two *= 1 + di / 2 + dj / 2 - Math.abs(at(i, c) - at(j, c)) / 2;
      }
      pairs += two;
    }
  }
  return Math.sqrt((13 / 12) ** width - (2 / n) * single + pairs / (n * n));
}
