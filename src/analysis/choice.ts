/**
 * Rules for choosing among policies when no world is more probable than another. They disagree, and that is
 * the point: show more than one.
 *
 * Outcomes are one array a policy, with one number a world, in the same order of worlds for all policies. `better`
 * says which way is good; every rule follows it. A world that failed (NaN) under any policy is left out for all:
 * see {@link commonWorlds}.
 *
 * [1] Wald, A. (1950). Statistical Decision Functions. (maximin)
 * [2] Savage, L. J. (1951). The theory of statistical decision. J. American Statistical Association, 46(253). (regret)
 * [3] Starr, M. K. (1963). Product Design and Decision Theory. (domain criterion)
 * [4] McPhail, C., et al. (2018). Robustness metrics: how are they calculated, when should they be used and why
 *     do they give different results? Earth's Future, 6(2), table 1.
 */

export type Direction = 'lower' | 'higher';
type Outcomes = readonly Float64Array[];

/** The outcomes in the worlds that gave a finite number under every policy. */
export function commonWorlds(outcomes: Outcomes): Float64Array[] {
  return outcomes.map((row) =>
    row.filter((_, world) => outcomes.every((other) => Number.isFinite(other[world]))),
  );
}

/** The outcome of each policy in its worst world. Maximin [1] chooses the best of these. */
export function worstOutcomes(outcomes: Outcomes, better: Direction): number[] {
  return outcomes.map((row) => (better === 'higher' ? least(row) : greatest(row)));
}

/** The outcome of each policy in its best world. Maximax chooses the best of these. */
export function bestOutcomes(outcomes: Outcomes, better: Direction): number[] {
  return outcomes.map((row) => (better === 'higher' ? greatest(row) : least(row)));
}

/** By policy and world, how far its outcome falls short of the best policy in that world [2]: never below 0. */
export function regrets(outcomes: Outcomes, better: Direction): Float64Array[] {
  const worlds = outcomes[0]?.length ?? 0;
  const best = Float64Array.from({ length: worlds }, (_, world) => {
    const inWorld = Float64Array.from(outcomes, (row) => row[world] ?? Number.NaN);
    return better === 'higher' ? greatest(inWorld) : least(inWorld);
  });
  return outcomes.map((row) => row.map((value, world) => Math.abs((best[world] ?? value) - value)));
}

/** The largest regret of each policy. Minimax regret [2] chooses the smallest of these. */
export function maximumRegrets(outcomes: Outcomes, better: Direction): number[] {
  return regrets(outcomes, better).map(greatest);
}

/** The mean regret of each policy over worlds; smaller is better. */
export function meanRegrets(outcomes: Outcomes, better: Direction): number[] {
  return regrets(outcomes, better).map(
    (row) => row.reduce((sum, value) => sum + value, 0) / row.length,
  );
}

/** The share of worlds in which each policy does as well as `threshold`, or better (domain criterion [3]). */
export function sharesMeeting(outcomes: Outcomes, threshold: number, better: Direction): number[] {
  const meets = (value: number) => (better === 'higher' ? value >= threshold : value <= threshold);
  return outcomes.map((row) => row.filter(meets).length / row.length);
}

/** The policies (counted from 0) with the best score; several when they tie. */
export function choose(scores: readonly number[], better: Direction): number[] {
  const row = Float64Array.from(scores.filter(Number.isFinite));
  const best = better === 'higher' ? greatest(row) : least(row);
  return [...scores.keys()].filter((policy) => scores[policy] === best);
}

// A loop and not Math.max(...values): an ensemble may hold more worlds than a call takes arguments.
function greatest(values: Float64Array): number {
  return values.length === 0 ? Number.NaN : values.reduce((a, b) => Math.max(a, b));
}

function least(values: Float64Array): number {
  return values.length === 0 ? Number.NaN : values.reduce((a, b) => Math.min(a, b));
}
