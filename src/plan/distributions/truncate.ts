import type { Family, Problem } from './family.js';
import { isDistributionProblem } from './family.js';
import { risingRoot } from './root.js';

/** The bounds that a file may set on a distribution. */
export interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** The family given that its value lies between min and max. */
export function truncate(base: Family, { min, max }: Bounds): Family | Problem {
  const low = Math.max(base.support[0], min ?? Number.NEGATIVE_INFINITY);
  const high = Math.min(base.support[1], max ?? Number.POSITIVE_INFINITY);
  if (low === base.support[0] && high === base.support[1]) return base;
  // In the far upper tail shares are differences of upper shares, or nothing would be left of them.
  const far = base.cdf(low) > 0.5;
  const below = base.cdf(low);
  const above = base.upper(high);
  const share = far ? base.upper(low) - above : base.cdf(high) - below;
  if (!(low < high) || !(share > 1e-280)) {
    return {
      problem: `next to nothing of the distribution lies between ${low} and ${high}`,
    };
  }
  const clamp = (x: number) => Math.min(high, Math.max(low, x));
  const find = (u: number, q: number) => {
    const p = below + u * share;
    return clamp(p <= 0.5 ? base.quantile(p) : base.upperQuantile(above + q * share));
  };
  const mass = (from: number, to: number) =>
    far ? base.upper(from) - base.upper(to) : base.cdf(to) - base.cdf(from);
  return {
    support: [low, high],
    mean: clamp(base.partialMean(low, high) / share),
    cdf: (x) => (x >= high ? 1 : mass(low, clamp(x)) / share),
    upper: (x) => (x <= low ? 1 : (base.upper(clamp(x)) - above) / share),
    quantile: (u) => find(u, 1 - u),
    upperQuantile: (q) => find(1 - q, q),
    partialMean: (from, to) => base.partialMean(clamp(from), clamp(to)) / share,
  };
}

type Fit = (p: number, q: number) => Family | Problem | undefined;

const TURNS = 60;
const LARGEST_ODDS = 1e6;

/**
 * The member of a family that, once cut at min and max, has the 5th percentile p05 and the 95th p95.
 * `make(p, q)` gives the member with share p below p05 and share q above p95.
 *
 * The shares that are cut off depend on the member, and the member on the shares. They are counted in odds
 * (share cut off below and above, for each unit of share inside) and repeated until nothing changes; where
 * that is slow, because most of the member is cut off, they are found by bisection.
 */
export function fitTruncated(
  make: Fit,
  p05: number,
  bounds: Bounds,
  impossible: string,
): Family | Problem {
  const member = (below: number, above: number) => {
    const all = 1 + below + above;
    return make((below + 0.05) / all, (above + 0.05) / all);
  };
  const odds = repeated(member, bounds) ?? bisected(member, bounds);
  const found = odds === undefined ? undefined : member(odds.below, odds.above);
  if (found === undefined) return { problem: impossible };
  const cut = isDistributionProblem(found) ? found : truncate(found, bounds);
  // With nearly everything cut off the digits run out before the percentiles are met.
  if (!isDistributionProblem(cut) && Math.abs(cut.cdf(p05) - 0.05) > 1e-10)
    return { problem: impossible };
  return cut;
}

interface Odds {
  readonly below: number;
  readonly above: number;
}

/** What a member loses at its bounds, for each unit that it keeps. */
function oddsOf(member: Family | Problem | undefined, bounds: Bounds): Odds {
  if (member === undefined || isDistributionProblem(member)) {
    return { below: Number.POSITIVE_INFINITY, above: Number.POSITIVE_INFINITY };
  }
  const below = bounds.min === undefined ? 0 : member.cdf(bounds.min);
  const above = bounds.max === undefined ? 0 : member.upper(bounds.max);
  const inside = 1 - below - above;
  return { below: below / inside, above: above / inside };
}

function repeated(
  member: (below: number, above: number) => Family | Problem | undefined,
  bounds: Bounds,
): Odds | undefined {
  let now: Odds = { below: 0, above: 0 };
  for (let turn = 0; turn < TURNS; turn++) {
    const next = oddsOf(member(now.below, now.above), bounds);
    if (!(next.below + next.above < LARGEST_ODDS)) return undefined;
    if (Math.abs(next.below - now.below) + Math.abs(next.above - now.above) <= 1e-15) return next;
    now = next;
  }
  return undefined;
}

function bisected(
  member: (below: number, above: number) => Family | Problem | undefined,
  bounds: Bounds,
): Odds | undefined {
  const aboveFor = (below: number) =>
    bounds.max === undefined
      ? 0
      : steadyOdds((above) => oddsOf(member(below, above), bounds).above);
  const below =
    bounds.min === undefined
      ? 0
      : steadyOdds((odds) => {
          const above = aboveFor(odds);
          return above === undefined
            ? Number.POSITIVE_INFINITY
            : oddsOf(member(odds, above), bounds).below;
        });
  const above = below === undefined ? undefined : aboveFor(below);
  return below === undefined || above === undefined ? undefined : { below, above };
}

/** The lowest odds that `next` leaves as they are, if there are any up to {@link LARGEST_ODDS}. */
function steadyOdds(next: (odds: number) => number): number | undefined {
  const start = next(0);
  if (start === 0) return 0;
  const excess = (log: number) => log - Math.log(next(Math.exp(log)));
  let low = Math.log(start) - 1e-9;
  let step = 0.1;
  while (low < Math.log(LARGEST_ODDS)) {
    if (excess(low + step) >= 0) return Math.exp(risingRoot(excess, low, low + step));
    low += step;
    step *= 1.5;
  }
  return undefined;
}
