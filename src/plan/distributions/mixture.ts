import type { CompiledDistribution, Family } from './family.js';
import type { Atom, Finite } from './finite.js';
import { risingRoot } from './root.js';

/** One part of a mixture; weights need not sum to 1. */
export interface Part {
  readonly weight: number;
  readonly distribution: Family | Finite;
}

interface Share {
  readonly share: number;
  readonly family: Family;
}

/** A draw from one of the parts, chosen with its weight. */
export function mixture(parts: readonly Part[]): CompiledDistribution {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const used = parts.filter(({ weight }) => weight > 0);
  const smooth: Share[] = [];
  const atoms: Atom[] = [];
  for (const { weight, distribution } of used) {
    const share = weight / total;
    if ('atoms' in distribution) {
      atoms.push(...distribution.atoms.map((one) => ({ ...one, share: one.share * share })));
    } else {
      smooth.push({ share, family: distribution });
    }
  }
  atoms.sort((a, b) => a.value - b.value);
  const sumOver = (what: (family: Family) => number) =>
    smooth.reduce((sum, { share, family }) => sum + share * what(family), 0);
  const smoothBelow = (x: number) => sumOver((family) => family.cdf(x));
  const smoothAbove = (x: number) => sumOver((family) => family.upper(x));
  const massBelow = (x: number) => sumAtoms(atoms, (value) => value < x);
  const massAt = (x: number) => sumAtoms(atoms, (value) => value === x);

  return {
    support: [
      Math.min(...used.map(({ distribution }) => distribution.support[0])),
      Math.max(...used.map(({ distribution }) => distribution.support[1])),
    ],
    mean: used.reduce((sum, one) => sum + (one.weight / total) * one.distribution.mean, 0),
    cdf: (x) => Math.min(1, smoothBelow(x) + massBelow(x) + massAt(x)),
    quantile: (u) => {
      // Between two neighbouring atoms the cdf is continuous; at an atom it jumps.
      let from = Number.NEGATIVE_INFINITY;
      let to = Number.POSITIVE_INFINITY;
      for (const { value } of atoms) {
        const below = smoothBelow(value) + massBelow(value);
        if (u <= below) {
          to = value;
          break;
        }
        if (u <= below + massAt(value)) return value;
        from = value;
      }
      if (smooth.length === 0) return atoms.at(-1)!.value;
      const p = u - massBelow(to);
      const q = 1 - u - sumAtoms(atoms, (value) => value >= to);
      return between(smooth, smoothBelow, smoothAbove, p, q, from, to);
    },
  };
}

function sumAtoms(atoms: readonly Atom[], counts: (value: number) => boolean): number {
  let sum = 0;
  for (const { value, share } of atoms) if (counts(value)) sum += share;
  return sum;
}

// The quantile between two atoms. It lies between the lowest and highest value at which any part could
// reach the share that the parts must reach together.
function between(
  smooth: readonly Share[],
  below: (x: number) => number,
  above: (x: number) => number,
  p: number,
  q: number,
  from: number,
  to: number,
): number {
  const all = smooth.reduce((sum, { share }) => sum + share, 0);
  if (p <= 0) return from;
  if (q <= 0) return Math.min(to, Math.max(...smooth.map(({ family }) => family.support[1])));
  const places = smooth.map(({ family }) =>
    p <= q ? family.quantile(p / all) : family.upperQuantile(q / all),
  );
  const low = Math.max(from, Math.min(...places));
  const high = Math.min(to, Math.max(...places));
  if (!(low < high)) return high;
  const excess = p <= q ? (x: number) => below(x) - p : (x: number) => q - above(x);
  if (excess(low) >= 0) return low;
  if (excess(high) < 0) return high;
  return risingRoot(excess, low, high);
}
