import { normalQuantile } from '../../../plan/distributions/normal-function.js';

/** How points are moved: `walked` of each point's numbers first, the others after them. */
export interface ProposalRule {
  readonly dims: number;
  /** How many numbers at the start of a point walk; the others are drawn towards their prior. */
  readonly walked: number;
  /** Of the walk, in standard deviations of the points. */
  readonly scale: number;
  /** The triangle of the covariance of the walked numbers, `lower[a * walked + b]`. */
  readonly lower: ArrayLike<number>;
}

/** Where points might go. */
export interface Proposal {
  readonly points: Float64Array;
  /** Squared length of the step of each point, in standard deviations, over the walked numbers. */
  readonly lengths: Float64Array;
}

// The others keep at least this much of where they were, in correlation.
const LEAST_KEPT = 0.8;

/**
 * A step of every point. Walked numbers take a random walk scaled to the spread of the points. The others take a
 * preconditioned Crank-Nicolson step, x sqrt(1 - b^2) + b z: it leaves their prior as it is and stays acceptable
 * however many they are (Cotter, Roberts, Stuart & White 2013, Statistical Science 28, 424-446).
 */
export function propose(
  points: Float64Array,
  { dims, walked, scale, lower }: ProposalRule,
  random: () => number,
): Proposal {
  const count = dims === 0 ? 0 : points.length / dims;
  const result = Float64Array.from(points);
  const lengths = new Float64Array(count);
  const steps = Float64Array.from(points, () => normalQuantile(random() || 2 ** -53));
  const fresh = Math.min(Math.sqrt(1 - LEAST_KEPT ** 2), scale);
  const kept = Math.sqrt(1 - fresh * fresh);
  for (let i = 0; i < count; i++) {
    const at = i * dims;
    for (let a = 0; a < walked; a++) {
      let step = 0;
      for (let b = 0; b <= a; b++) step += lower[a * walked + b]! * steps[at + b]!;
      result[at + a]! += scale * step;
      lengths[i]! += (scale * steps[at + a]!) ** 2;
    }
    for (let d = walked; d < dims; d++)
      result[at + d] = kept * points[at + d]! + fresh * steps[at + d]!;
  }
  return { points: result, lengths };
}
