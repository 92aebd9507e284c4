import { formatMonth } from './calendar.js';
import type { ModelTime } from './model.js';
import type { Spacing } from './time-grid.js';
import { ON_GRID, timeOfReport } from './time-grid.js';

// Moments as text. How they are read is in `read-moment.ts`, where steps and reports stand in `time-grid.ts`, lengths
// of time in `interval.ts`, start and end of a run in `span.ts`. Nothing else rounds, compares or writes times.

/** A month such as `2022-01`, or a number in the time unit of the model. */
export type Moment = string | number;

/** What a moment of the model looks like, for messages. */
export function momentWord(scale: Pick<ModelTime, 'calendar'>): string {
  return scale.calendar === undefined ? 'a number' : 'a month such as 2022-01';
}

/** A time of the model as files hold it: its month, or the number. */
export function momentText(time: number, scale: Pick<ModelTime, 'calendar'>): string {
  return scale.calendar === undefined
    ? String(time)
    : formatMonth(scale.calendar.origin + Math.floor(time + ON_GRID));
}

/**
 * A time of the model for people to read: its month, or the number with as few digits as tell it from all other
 * reports and as can be typed again.
 */
export function momentLabel(
  time: number,
  scale: Pick<ModelTime, 'calendar'>,
  report: number,
): string {
  if (scale.calendar !== undefined) return momentText(time, scale);
  const slack = (ON_GRID * report) / 2;
  for (let digits = 0; digits <= 15; digits++) {
    const short = Number(time.toFixed(digits));
    if (Math.abs(short - time) <= slack) return String(short);
  }
  return String(time);
}

/** The time of a report as files hold it. */
export function textOfReport(
  report: number,
  spacing: Spacing,
  scale: Pick<ModelTime, 'calendar'>,
): string {
  return momentText(timeOfReport(report, spacing), scale);
}

/** The time of a report for people to read. */
export function labelOfReport(
  report: number,
  spacing: Spacing,
  scale: Pick<ModelTime, 'calendar'>,
): string {
  return momentLabel(timeOfReport(report, spacing), scale, spacing.report);
}
