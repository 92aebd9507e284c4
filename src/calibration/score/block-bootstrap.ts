import seedrandom from 'seedrandom';

/** How a bootstrap draws. */
export interface BootstrapOptions {
  /** Months in a block: at least as many as neighbouring scores hang together. */
  readonly block: number;
  readonly draws: number;
  readonly seed: string;
  /** Share of draws inside the interval, e.g. 0.9. */
  readonly level: number;
}

/** Skill of a forecast over another: 1 is perfect, 0 no better, below 0 worse. */
export interface Skill {
  readonly skill: number;
  /** Undefined where the scores are too few for blocks to differ: fewer than `LEAST_BLOCKS` of them. */
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
}

/** With fewer blocks every draw holds nearly the same scores, and the interval would be far too narrow. */
export const LEAST_BLOCKS = 4;

/**
 * Skill 1 - mean(score) / mean(benchmark), with a percentile interval of a circular block bootstrap: blocks of
 * neighbouring origins are drawn, for both forecasts the same ones (paired).
 * Politis & Romano (1992), "A circular block-resampling procedure for stationary data", in LePage & Billard (eds.),
 * Exploring the Limits of Bootstrap.
 *
 * @param scores by origin, lower is better; `benchmark` as many.
 */
export function skillInterval(
  scores: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  { block, draws, seed, level }: BootstrapOptions,
): Skill {
  const n = scores.length;
  const skill = skillOf(total(scores), total(benchmark));
  if (n < LEAST_BLOCKS * block) return { skill, interval: undefined };
  const random = seedrandom(`${seed}/bootstrap`);
  const skills = new Float64Array(draws);
  for (let d = 0; d < draws; d++) {
    let own = 0;
    let other = 0;
    for (let taken = 0; taken < n; ) {
      const start = Math.floor(random() * n);
      for (let i = 0; i < block && taken < n; i++, taken++) {
        own += scores[(start + i) % n]!;
        other += benchmark[(start + i) % n]!;
      }
    }
    skills[d] = skillOf(own, other);
  }
  skills.sort();
  const at = (share: number) => skills[Math.min(draws - 1, Math.floor(share * draws))]!;
  return { skill, interval: { low: at((1 - level) / 2), high: at((1 + level) / 2) } };
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

function skillOf(own: number, other: number): number {
  if (other === 0) return own === 0 ? 0 : Number.NEGATIVE_INFINITY;
  return 1 - own / other;
}
