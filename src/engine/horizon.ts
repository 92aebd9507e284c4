import type { ModelTime } from '../model/model.js';
import type { Horizon } from './engine.js';

/**
 * The horizon from one time to another of a model. With a calendar both are months and both are covered; in plain
 * numbers they are the two ends of an interval.
 */
export function horizonOf(time: ModelTime, start = time.start, end = time.end): Horizon {
  const intervals = Math.round((end - start) / time.report);
  const calendar = time.calendar !== undefined;
  return {
    start,
    report: time.report,
    stepsPerReport: time.stepsPerReport,
    reports: intervals + 1,
    steps: (calendar ? intervals + 1 : intervals) * time.stepsPerReport,
    method: time.method,
  };
}
