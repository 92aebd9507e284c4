import seedrandom from 'seedrandom';
import { normalQuantile } from '../../plan/distributions/normal-function.js';
import type { Calibration, ScoreWish } from '../calibration.js';
import type { Past } from '../fit/past.js';
import { pathOf } from '../fit/posterior-density.js';
import { replicate } from '../fit/replicate.js';
import type { Paths } from '../fit/runs.js';
import { countNoise, driftRule, expectedCount } from '../fit/series-likelihood.js';
import { effectiveSize, powerFor, temperedWeights } from '../fit/smc/weights.js';
import { driftAhead, driftAtStart, driftRuleAt } from '../observation/drift.js';
import { drawCount } from './draw-count.js';

/** What is forecast after an origin: members of every element at every lead, weighted alike. */
export interface Forecast {
  readonly origin: number;
  /** Weight of each world. */
  readonly weights: Float64Array;
  /** Effective number of worlds after weighting. */
  readonly effective: number;
  /** By lead, by element: one member for each world. */
  readonly members: readonly (readonly Float64Array[])[];
}

// Weighting stops where it would leave fewer than this share of the worlds.
const KEPT = 0.5;

/** Worlds of a posterior, run as known at an origin. */
export interface KnownWorlds {
  /** The last report that the posterior saw. */
  readonly seen: number;
  /** All columns of the calibration, a row a world. */
  readonly rows: Float64Array;
  readonly paths: Paths;
  /** Of those paths, up to the origin at least. */
  readonly past: Past;
}

/**
 * Forecasts the series of a target from an origin. The drift of each element and world is what the values up to
 * the origin say; worlds are weighted by how well they foretold, step by step, the reports that the posterior did
 * not see (at most `reweight` of them), the power of the weights held down so that at least half of the worlds
 * still count.
 */
export function forecast(
  calibration: Calibration,
  wish: ScoreWish,
  { seen, rows, paths, past }: KnownWorlds,
  origin: number,
  leads: readonly number[],
): Forecast {
  const t = calibration.targets.findIndex((one) => one.name === wish.series);
  const target = calibration.targets[t]!;
  const { columns, seed } = calibration;
  const { count } = paths;
  const logs = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let report = Math.max(seen + 1, origin - wish.reweight + 1); report <= origin; report++)
      logs[i]! += past.log(i, report);
  }
  // A world that failed has no path: it counts for nothing.
  for (const { world } of paths.failures) logs[world - paths.first] = Number.NEGATIVE_INFINITY;
  const weights = temperedWeights(logs, powerFor(logs, 1, KEPT * count));
  const members = leads.map((lead) => {
    const scores = commonScores(`${seed}/forecast/${origin}/${lead}`, count);
    return target.observed.labels.map((label, element) => {
      const random = seedrandom(`${seed}/forecast/${origin}/${lead}/${label}`);
      return Float64Array.from({ length: count }, (_, i) => {
        if (weights[i] === 0) return 0;
        const row = rows.subarray(i * columns.length, (i + 1) * columns.length);
        const path = pathOf(paths, t, i, element);
        const at = origin + lead;
        if (target.noise.kind !== 'negative_binomial')
          return replicate(target, row, path, at, at, random)[0]!;
        const expected = expectedCount(target.noise, row, path(at));
        const rule = driftRuleAt(driftRule(target.noise, row), expected);
        const drift = driftAhead(past.drift(i, element, origin) ?? driftAtStart(rule), rule, lead);
        const common = { share: target.noise.drift?.shared ?? 0, score: scores[i]! };
        return drawCount(expected, drift, countNoise(target.noise, row), random, common);
      });
    });
  });
  return { origin, weights, effective: effectiveSize(weights), members };
}

function commonScores(seed: string, count: number): Float64Array {
  const random = seedrandom(seed);
  return Float64Array.from({ length: count }, () => normalQuantile(random() || 2 ** -53));
}
