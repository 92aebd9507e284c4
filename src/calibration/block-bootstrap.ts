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
  readonly low: number;
  readonly high: number;
}

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
  let own = 0;
  let other = 0;
  for (let i = 0; i < n; i++) {
    own += scores[i]!;
    other += benchmark[i]!;
  }
  return { skill: skillOf(own, other), low: at((1 - level) / 2), high: at((1 + level) / 2) };
}

function skillOf(own: number, other: number): number {
  if (other === 0) return own === 0 ? 0 : Number.NEGATIVE_INFINITY;
  return 1 - own / other;
}
