import type { Family } from './family.js';
import { risingRoot } from './root.js';

/**
 * The member of a family (low, mode, high) that has this mode, share p below x1 and share q above x2.
 *
 * Two unknowns, low and high, become one: with w = (mode - low) / (high - low) and z1(w), z2(w) the two
 * quantiles of the member on [0, 1] with mode w, the ratio (w - z1) / (z2 - z1) rises with w and must be
 * (mode - x1) / (x2 - x1). Then high - low = (x2 - x1) / (z2 - z1).
 * @returns undefined when the mode is too far outside x1 to x2 for any member.
 */
export function throughWithMode(
  make: (low: number, mode: number, high: number) => Family,
  mode: number,
  x1: number,
  x2: number,
  p: number,
  q: number,
): Family | undefined {
  const wanted = (mode - x1) / (x2 - x1);
  const ends = (w: number) => {
    const standard = make(0, w, 1);
    return [standard.quantile(p), standard.upperQuantile(q)] as const;
  };
  const excess = (w: number) => {
    const [z1, z2] = ends(w);
    return (w - z1) / (z2 - z1) - wanted;
  };
  if (!(excess(0) <= 0 && excess(1) >= 0)) return undefined;
  const w = excess(0) === 0 ? 0 : risingRoot(excess, 0, 1);
  const [z1, z2] = ends(w);
  const width = (x2 - x1) / (z2 - z1);
  const low = Math.min(mode, mode - w * width);
  return make(low, mode, Math.max(mode, low + width));
}
