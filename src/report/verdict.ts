import type { MetricComparison } from '../analysis/comparison.js';

/** Above this share of worlds in which a metric gets worse, the reader is warned. */
export const WORSE_SHARE = 0.25;

/** Whether the median of the paired differences is good news. */
export type Verdict = 'better' | 'worse' | 'same' | 'unjudged';

export function verdictOf(one: MetricComparison): Verdict {
  if (one.metric.better === 'neither' || !Number.isFinite(one.differenceMedian)) return 'unjudged';
  if (one.differenceMedian === 0) return 'same';
  return one.differenceMedian < 0 === (one.metric.better === 'lower') ? 'better' : 'worse';
}

/** Of the baseline's median: a change below this is not seen in three digits. */
const SLIGHT = 1e-3;

/** Whether the median of the paired differences is too small to be seen beside the baseline's median. */
export function isSlight(one: MetricComparison): boolean {
  return Math.abs(one.differenceMedian) < SLIGHT * Math.abs(one.baselineMedian);
}

/** What the reader must not miss: harm by the state that rises, or too many worlds that get worse. */
export interface Alarm {
  readonly stateHarmRises: boolean;
  readonly manyWorlds: boolean;
}

export function alarmOf(one: MetricComparison): Alarm {
  return {
    stateHarmRises: one.metric.harm === 'state' && one.differenceMedian > 0,
    // That a policy costs more than none is no news.
    manyWorlds: one.metric.isCost !== true && one.worseWorlds > WORSE_SHARE * one.worlds,
  };
}

export function isAlarming(one: MetricComparison): boolean {
  const alarm = alarmOf(one);
  return alarm.stateHarmRises || alarm.manyWorlds;
}
