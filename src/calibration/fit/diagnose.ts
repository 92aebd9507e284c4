import { normalCdf } from '../../plan/distributions/normal-function.js';
import type { Column } from '../calibration.js';

/** What the data said of one fitted number. */
export interface Informed {
  readonly name: string;
  readonly median: number;
  readonly p05: number;
  readonly p95: number;
  readonly priorMedian: number;
  readonly priorP05: number;
  readonly priorP95: number;
  /** Share of the prior that the posterior also covers: 1 when they are the same, 0 when they are apart. */
  readonly overlap: number;
  /** 1 - posterior variance / prior variance of the normal score: near 0, the data said nothing. */
  readonly contraction: number;
  readonly splitRhat: number;
  readonly verdict: 'informed' | 'weakly informed' | 'not informed';
}

const BINS = 10;

/**
 * Prior against posterior of one number, from its normal scores under the prior, by island.
 * Overlap: Schmid & Schmidt (2006), Comput. Stat. Data Anal. 50, over ten bins of equal prior mass. Contraction:
 * Betancourt (2018), "Calibrating model-based inferences and decisions", arXiv 1803.08393.
 */
export function informed(
  { name, distribution }: Required<Pick<Column, 'name' | 'distribution'>>,
  islands: readonly ArrayLike<number>[],
): Informed {
  const scores = Float64Array.from(islands.flatMap((one) => Array.from(one))).sort();
  const n = scores.length;
  const mean = scores.reduce((a, b) => a + b, 0) / n;
  const variance = scores.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  const counts = new Array<number>(BINS).fill(0);
  for (const score of scores)
    counts[Math.min(BINS - 1, Math.floor(normalCdf(score) * BINS))]! += 1 / n;
  const overlap = counts.reduce((sum, one) => sum + Math.min(one, 1 / BINS), 0);
  const contraction = 1 - variance;
  const at = (share: number) =>
    distribution.quantile(inside(normalCdf(scores[Math.min(n - 1, Math.floor(share * n))]!)));
  return {
    name,
    median: at(0.5),
    p05: at(0.05),
    p95: at(0.95),
    priorMedian: distribution.quantile(0.5),
    priorP05: distribution.quantile(0.05),
    priorP95: distribution.quantile(0.95),
    overlap,
    contraction,
    splitRhat: splitRhat(islands),
    verdict:
      contraction > 0.5 || overlap < 0.5
        ? 'informed'
        : contraction > 0.15 || overlap < 0.85
          ? 'weakly informed'
          : 'not informed',
  };
}

function inside(u: number): number {
  return Math.min(1 - 2 ** -53, Math.max(2 ** -53, u));
}

/**
 * Split R-hat over groups that were sampled apart, each halved: 1 when they agree.
 * Gelman et al. (2013), Bayesian Data Analysis, section 11.4. The groups here are islands of particles, which share
 * nothing but the data, in place of chains.
 */
export function splitRhat(groups: readonly ArrayLike<number>[]): number {
  const halves = groups.flatMap((group) => {
    const half = Math.floor(group.length / 2);
    const all = Array.from(group);
    return [all.slice(0, half), all.slice(half, 2 * half)];
  });
  const n = Math.min(...halves.map((one) => one.length));
  const means = halves.map((one) => one.reduce((a, b) => a + b, 0) / one.length);
  const grand = means.reduce((a, b) => a + b, 0) / means.length;
  const between =
    (n * means.reduce((sum, one) => sum + (one - grand) ** 2, 0)) / (means.length - 1);
  const within =
    halves.reduce(
      (sum, half, i) =>
        sum + half.reduce((all, one) => all + (one - means[i]!) ** 2, 0) / (half.length - 1),
      0,
    ) / halves.length;
  return within > 0 ? Math.sqrt(((n - 1) / n) * 1 + between / (n * within)) : 1;
}
