import type { Noise, Target, WanderSlots } from '../calibration.js';
import { slotIn } from '../calibration.js';
import { logBeta } from '../observation/beta.js';
import type { Drift, DriftRule, Wander } from '../observation/drift.js';
import {
  driftAfter,
  driftAhead,
  driftAtStart,
  driftRuleAt,
  logCount,
  STILL,
} from '../observation/drift.js';
import type { CountNoise } from '../observation/negative-binomial.js';
import { logNormalDensity } from '../observation/normal.js';
import { observedAt } from '../read/observed.js';

/** What the model says of one element of a series: the value at a report. */
export type ModelPath = (report: number) => number;

/** The count that the model expects to be observed, before drift. */
export function expectedCount(
  noise: Extract<Noise, { kind: 'negative_binomial' }>,
  row: ArrayLike<number>,
  modelled: number,
): number {
  return slotIn(noise.reporting, row) * Math.max(0, modelled) + noise.background;
}

/** How counts vary in a world. */
export function countNoise(
  { clustering, dispersion }: Extract<Noise, { kind: 'negative_binomial' }>,
  row: ArrayLike<number>,
): CountNoise {
  return { clustering: slotIn(clustering, row), dispersion: slotIn(dispersion, row) };
}

/** The drift rule of a world; without drift the factor stays 1. */
export function driftRule(
  noise: Extract<Noise, { kind: 'negative_binomial' }>,
  row: ArrayLike<number>,
): DriftRule {
  if (noise.drift === undefined) return NO_DRIFT;
  const { lasting, taper } = noise.drift;
  return {
    ...wanderIn(noise.drift, row),
    taper: taper === undefined ? 0 : slotIn(taper, row),
    lasting: lasting === undefined ? STILL : wanderIn(lasting, row),
  };
}

function wanderIn({ spread, persistence }: WanderSlots, row: ArrayLike<number>): Wander {
  return { spread: slotIn(spread, row), persistence: slotIn(persistence, row) };
}

/** What one world makes of the past of one element. */
export interface Hindsight {
  /** The sum of the logarithms of the one-step predictive densities. */
  readonly log: number;
  /** What is known of the drift factor after the last report. */
  readonly drift: Drift;
}

/**
 * The logarithm of the density of an element's values from one report to another under a world: the product of the
 * density of each value given those before it. Values that were not observed are passed over.
 * @param onStep told each report, its logarithm (0 where nothing was observed) and what is known of the drift after it.
 */
export function seriesLikelihood(
  { noise, observed }: Pick<Target, 'noise' | 'observed'>,
  element: number,
  row: ArrayLike<number>,
  path: ModelPath,
  from: number,
  to: number,
  onStep?: (report: number, log: number, drift: Drift) => void,
): Hindsight {
  const counts = noise.kind === 'negative_binomial' ? noise : undefined;
  const rule = counts === undefined ? NO_DRIFT : driftRule(counts, row);
  const spread = counts && countNoise(counts, row);
  let drift = driftAtStart(NO_DRIFT);
  let log = 0;
  for (let report = from; report <= to; report++) {
    const modelled = path(report);
    const expected = counts === undefined ? 0 : expectedCount(counts, row, modelled);
    const here = driftRuleAt(rule, expected);
    drift = report === from ? driftAtStart(here) : driftAhead(drift, here, 1);
    const value = observedAt(observed, report, element);
    if (Number.isNaN(value)) {
      onStep?.(report, 0, drift);
      continue;
    }
    let step: number;
    if (noise.kind === 'beta') step = logBeta(value, modelled, slotIn(noise.precision, row));
    else if (noise.kind === 'normal')
      step = logNormalDensity(value, modelled, slotIn(noise.sd, row));
    else {
      step = logCount(value, expected, drift, spread!);
      drift = driftAfter(drift, expected, spread!, value);
    }
    onStep?.(report, step, drift);
    log += step;
  }
  return { log, drift };
}

const NO_DRIFT: DriftRule = { ...STILL, lasting: STILL, taper: 0 };
