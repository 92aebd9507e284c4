import type { CompiledDistribution } from './family.js';

/** A distribution of finitely many values. */
export interface Finite extends CompiledDistribution {
  /** In rising order; shares are above 0 and sum to 1. */
  readonly atoms: readonly Atom[];
}

export interface Atom {
  readonly value: number;
  readonly share: number;
}

/** Finitely many values; equal weights when none are given. Values of weight 0 never occur. */
export function discrete(values: readonly number[], weights?: readonly number[]): Finite {
  const total = weights === undefined ? values.length : weights.reduce((sum, one) => sum + one, 0);
  const atoms = values
    .map((value, i) => ({ value, share: (weights?.[i] ?? 1) / total }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => a.value - b.value);
  let sum = 0;
  const reach = atoms.map(({ share }) => {
    sum += share;
    return sum;
  });
  const at = (i: number) => atoms[Math.min(i, atoms.length - 1)]!.value;
  return {
    atoms,
    support: [at(0), at(atoms.length - 1)],
    mean: atoms.reduce((mean, { value, share }) => mean + value * share, 0),
    cdf: (x) => {
      const next = atoms.findIndex(({ value }) => value > x);
      return next < 0 ? 1 : next === 0 ? 0 : reach[next - 1]!;
    },
    quantile: (u) => at(firstAtLeast(reach, u)),
  };
}

/** Always the same value. */
export function fixed(value: number): Finite {
  return discrete([value]);
}

/** Index of the first number of a rising list that is at least `wanted`; the length when none is. */
export function firstAtLeast(rising: readonly number[], wanted: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
