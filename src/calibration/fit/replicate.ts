import { draw } from '../../engine/random/draws.js';
import type { Target } from '../calibration.js';
import { slotIn } from '../calibration.js';
import { driftAfter, driftAhead, driftAtStart, driftRuleAt } from '../observation/drift.js';
import { drawCount } from '../score/draw-count.js';
import type { ModelPath } from './series-likelihood.js';
import { countNoise, driftRule, expectedCount } from './series-likelihood.js';

/** Values that a world could have given at the reports of a window, with nothing observed. */
export function replicate(
  { noise }: Pick<Target, 'noise'>,
  row: ArrayLike<number>,
  path: ModelPath,
  from: number,
  to: number,
  random: () => number,
): Float64Array {
  const result = new Float64Array(to - from + 1);
  const attempts = () => [random() || 2 ** -53, random() || 2 ** -53] as const;
  if (noise.kind !== 'negative_binomial') {
    for (let report = from; report <= to; report++) {
      const modelled = path(report);
      if (noise.kind === 'normal') {
        result[report - from] = draw('normal', [modelled, slotIn(noise.sd, row)], attempts);
        continue;
      }
      // A beta value is the share of one of two gamma values.
      const precision = slotIn(noise.precision, row);
      const a = draw('gamma', [modelled * precision, 1], attempts);
      const b = draw('gamma', [(1 - modelled) * precision, 1], attempts);
      result[report - from] = a / (a + b);
    }
    return result;
  }
  const rule = driftRule(noise, row);
  const spread = countNoise(noise, row);
  let drift = driftAtStart(rule);
  for (let report = from; report <= to; report++) {
    const expected = expectedCount(noise, row, path(report));
    const here = driftRuleAt(rule, expected);
    drift = report === from ? driftAtStart(here) : driftAhead(drift, here, 1);
    const count = drawCount(expected, drift, spread, random);
    result[report - from] = count;
    drift = driftAfter(drift, expected, spread, count);
  }
  return result;
}
