import { nearest } from '../diagnostics/nearest.js';
import { insideUnit } from './designs/column-stream.js';
import type { Problem } from './distributions/family.js';
import { isDistributionProblem } from './distributions/family.js';
import { normalCdf, normalQuantile } from './distributions/normal-function.js';

/** A stated rank correlation (Spearman) between two columns of the worlds. */
export interface RankCorrelation {
  readonly a: string;
  readonly b: string;
  /** Above -1 and below 1. */
  readonly rank: number;
}

/**
 * Gives columns of quantiles the stated rank correlations by a Gaussian copula: normal scores with
 * correlation 2 sin(π rank / 6) (Pearson 1907; Iman and Conover 1982 do the like by reordering). Each column
 * stays uniform. Row by row, so a plan's worlds do not depend on how many there are. Columns in no
 * correlation, and of those that are the first by name, keep their bits; in a Latin hypercube the others have their
 * strata only approximately.
 *
 * @param quantiles `quantiles[i * columns.length + c]`, each strictly between 0 and 1.
 * @returns new quantiles in the same layout, or what is wrong with the correlations.
 */
export function applyCopula(
  quantiles: Float64Array,
  columns: readonly string[],
  correlations: readonly RankCorrelation[],
): Float64Array | Problem {
  const matrix = correlationMatrix(columns, correlations);
  if (isDistributionProblem(matrix)) return matrix;
  const { places, entries } = matrix;
  const factor = cholesky(entries, places.length);
  if (factor === undefined) {
    return {
      problem: 'the rank correlations contradict each other: no set of worlds can have them all',
    };
  }
  const result = quantiles.slice();
  const width = columns.length;
  const n = places.length;
  const scores = new Float64Array(n);
  for (let row = 0; row < quantiles.length; row += width) {
    for (let i = 0; i < n; i++) {
      scores[i] = normalQuantile(quantiles[row + places[i]!]!);
      if (factor[i * n + i] === 1) continue;
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += factor[i * n + j]! * scores[j]!;
      result[row + places[i]!] = insideUnit(normalCdf(sum));
    }
  }
  return result;
}

interface Correlated {
  /** Where the correlated columns stand among all. */
  readonly places: readonly number[];
  /** The correlations of their normal scores, row by row. */
  readonly entries: Float64Array;
}

function correlationMatrix(
  columns: readonly string[],
  correlations: readonly RankCorrelation[],
): Correlated | Problem {
  const seen = new Set<string>();
  for (const { a, b, rank } of correlations) {
    for (const name of [a, b]) {
      if (columns.includes(name)) continue;
      const near = nearest(name, columns);
      const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
      return { problem: `${name} does not vary, so it cannot be correlated${hint}` };
    }
    if (a === b) return { problem: `${a} is correlated with itself` };
    if (!(rank > -1 && rank < 1)) {
      return { problem: `the rank correlation of ${a} and ${b} is ${rank}, not between -1 and 1` };
    }
    const pair = a < b ? `${a}\0${b}` : `${b}\0${a}`;
    if (seen.has(pair)) return { problem: `the correlation of ${a} and ${b} is stated twice` };
    seen.add(pair);
  }
  const places = [
    ...new Set(correlations.flatMap(({ a, b }) => [columns.indexOf(a), columns.indexOf(b)])),
  ];
  // By name: the order of the columns must not decide which of them keep their bits.
  places.sort((a, b) => ((columns[a] ?? '') < (columns[b] ?? '') ? -1 : 1));
  const n = places.length;
  const entries = new Float64Array(n * n);
  for (let i = 0; i < n; i++) entries[i * n + i] = 1;
  for (const { a, b, rank } of correlations) {
    const i = places.indexOf(columns.indexOf(a));
    const j = places.indexOf(columns.indexOf(b));
    const score = 2 * Math.sin((Math.PI / 6) * rank);
    entries[i * n + j] = score;
    entries[j * n + i] = score;
  }
  return { places, entries };
}

/** The lower triangle L with L Lᵀ = matrix (n by n, row by row); undefined when it is not positive definite. */
export function cholesky(matrix: Float64Array, n: number): Float64Array | undefined {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) rest -= factor[i * n + k]! * factor[j * n + k]!;
      if (i !== j) factor[i * n + j] = rest / factor[j * n + j]!;
      else if (rest > 1e-12) factor[i * n + i] = Math.sqrt(rest);
      else return undefined;
    }
  }
  return factor;
}
