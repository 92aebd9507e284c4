import type { MetricComparison } from './comparison.js';

/** Whether the median of the paired differences is good news. */
export type Verdict = 'better' | 'worse' | 'same' | 'unjudged';

/**
 * Whether the median change of one metric is for the better.
 *
 * ```ts
 * const worse = compare(ensemble).comparisons.filter((one) => verdictOf(one) === 'worse');
 * ```
 *
 * @returns `unjudged` for a metric without a better direction, or one that cannot be compared.
 */
export function verdictOf(one: MetricComparison): Verdict {
  if (one.metric.better === 'neither' || !Number.isFinite(one.differenceMedian)) return 'unjudged';
  if (one.differenceMedian === 0) return 'same';
  return one.differenceMedian < 0 === (one.metric.better === 'lower') ? 'better' : 'worse';
}

/** Of the baseline's median: a change below this is not seen in three digits. */
const SLIGHT = 1e-3;

/**
 * Whether a difference is too small to be seen beside the baseline's median.
 * @param difference the median of the paired differences, when it is left out.
 */
export function isSlight(one: MetricComparison, difference = one.differenceMedian): boolean {
  return Math.abs(difference) < SLIGHT * Math.abs(one.baselineMedian);
}

/** Above this share of worlds in which a metric gets worse, the reader is warned. */
export const WORSE_SHARE = 0.25;

/** Of the baseline's size: a change for the worse that is smaller than this gives no warning. */
export const WORSE_SIZE = 0.01;

/**
 * What the reader must not miss in one metric. Each part asks for a share of worlds and for a size, so that a change
 * of a hundredth of a per cent gives no warning however sure it is.
 */
export interface Alarm {
  /** The metric counts harm by the state, and more worlds have more of it than less. */
  readonly stateHarmRises: boolean;
  /** The metric gets worse in more than `WORSE_SHARE` of the worlds. */
  readonly manyWorlds: boolean;
}

/**
 * The rule of warnings for one metric under one scenario.
 *
 * ```ts
 * const alarming = compare(ensemble).comparisons.filter((one) => alarmOf(one).stateHarmRises);
 * ```
 */
export function alarmOf(one: MetricComparison): Alarm {
  return {
    stateHarmRises: one.metric.harm === 'state' && rises(one),
    // That a policy costs more than none is no news.
    manyWorlds:
      one.metric.isCost !== true &&
      one.worseWorlds > WORSE_SHARE * one.worlds &&
      isLarge(worseQuarter(one), one.baselineMedian),
  };
}

export function isAlarming(one: MetricComparison): boolean {
  const alarm = alarmOf(one);
  return alarm.stateHarmRises || alarm.manyWorlds;
}

/**
 * Whether a policy does harm: harm to people by the state or by armed groups rises. It is a property of the policy,
 * whatever metric is looked at.
 * @param rows all metrics of one scenario.
 */
export function doesHarm(rows: readonly MetricComparison[]): boolean {
  return rows.some((one) => one.metric.harm !== undefined && rises(one));
}

// In more worlds than it falls, and by a size that can be seen: of what is rare, the mean alone moves.
function rises(one: MetricComparison): boolean {
  return (
    one.higherWorlds > one.lowerWorlds &&
    (isLarge(one.differenceMedian, one.baselineMedian) ||
      isLarge(one.differenceMean, one.baselineMean))
  );
}

// How much worse the metric is at least in the worst quarter of the worlds.
function worseQuarter(one: MetricComparison): number {
  return one.metric.better === 'higher' ? -one.differenceP25 : one.differenceP75;
}

// Where the baseline has nothing, whatever is more than nothing is large.
function isLarge(worsening: number, baseline: number): boolean {
  return worsening > 0 && worsening >= WORSE_SIZE * Math.abs(baseline);
}
