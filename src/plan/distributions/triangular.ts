import type { Family } from './family.js';

/** low <= mode <= high, low < high. */
export function triangular(low: number, mode: number, high: number): Family {
  const width = high - low;
  const left = mode - low;
  const right = high - mode;
  const atMode = left / width;
  const clamp = (x: number) => Math.min(high, Math.max(low, x));
  const below = (x: number) => ((x - low) / left) * ((x - low) / width);
  const above = (x: number) => ((high - x) / right) * ((high - x) / width);
  const cdf = (x: number) => (x <= low ? 0 : x >= high ? 1 : x < mode ? below(x) : 1 - above(x));
  const upper = (x: number) => (x <= low ? 1 : x >= high ? 0 : x < mode ? 1 - below(x) : above(x));
  // The integral of x times the density from the mode's side: x^2/2 and x^3/3 with the corner at 0.
  const momentBelow = (x: number) => below(x) * (low + (2 / 3) * (x - low));
  const momentAbove = (x: number) => above(x) * (high - (2 / 3) * (high - x));
  return {
    support: [low, high],
    mean: (low + mode + high) / 3,
    cdf,
    upper,
    quantile: (u) =>
      clamp(
        u < atMode ? low + Math.sqrt(u * left * width) : high - Math.sqrt((1 - u) * right * width),
      ),
    upperQuantile: (q) =>
      clamp(
        q <= 1 - atMode
          ? high - Math.sqrt(q * right * width)
          : low + Math.sqrt((1 - q) * left * width),
      ),
    partialMean: (from, to) => {
      const lower =
        left > 0 && from < mode ? momentBelow(Math.min(to, mode)) - momentBelow(from) : 0;
      const higher =
        right > 0 && to > mode ? momentAbove(Math.max(from, mode)) - momentAbove(to) : 0;
      return lower + higher;
    },
  };
}
