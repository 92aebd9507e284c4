/** Mean and covariance of weighted points, `points[i * dims + d]`; the covariance as rows. */
export function weightedCovariance(
  points: ArrayLike<number>,
  weights: ArrayLike<number>,
  dims: number,
): Float64Array {
  let total = 0;
  const mean = new Float64Array(dims);
  for (let i = 0; i < weights.length; i++) {
    total += weights[i]!;
    for (let d = 0; d < dims; d++) mean[d]! += weights[i]! * points[i * dims + d]!;
  }
  for (let d = 0; d < dims; d++) mean[d]! /= total;
  const covariance = new Float64Array(dims * dims);
  for (let i = 0; i < weights.length; i++) {
    const share = weights[i]! / total;
    if (share === 0) continue;
    for (let a = 0; a < dims; a++) {
      const gap = share * (points[i * dims + a]! - mean[a]!);
      for (let b = 0; b <= a; b++)
        covariance[a * dims + b]! += gap * (points[i * dims + b]! - mean[b]!);
    }
  }
  for (let a = 0; a < dims; a++)
    for (let b = 0; b < a; b++) covariance[b * dims + a] = covariance[a * dims + b]!;
  return covariance;
}

/** The lower triangle L with L L' = covariance; a little is added to the diagonal so that it exists. */
export function choleskyOf(covariance: ArrayLike<number>, dims: number): Float64Array {
  const lower = new Float64Array(dims * dims);
  for (let a = 0; a < dims; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = covariance[a * dims + b]! + (a === b ? 1e-6 : 0);
      for (let c = 0; c < b; c++) sum -= lower[a * dims + c]! * lower[b * dims + c]!;
      lower[a * dims + b] = a === b ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[b * dims + b]!;
    }
  }
  return lower;
}
