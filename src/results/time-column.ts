import type { Horizon } from '../engine/engine.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import type { ModelTime } from '../model/model.js';
import { formatMonth } from '../model/time.js';
import type { Cell } from './csv.js';
import type { Column } from './table.js';

/** The column of reports: `month` as `2022-01` when every scenario counts calendar months, else `time`. */
export function timeColumn(ensemble: Ensemble): Column {
  const times = ensemble.scenarios.map((runs) => runs.scenario.model.time);
  if (times.every((time) => time.calendar !== undefined)) {
    const description = 'Month; stocks as it begins, flows during it';
    return { name: 'month', type: 'yearmonth', description };
  }
  const unit = times[0]?.unit ?? '';
  return { name: 'time', type: 'number', description: 'Time of the report', unit };
}

/** What stands in that column, by report. */
export function timeCells(column: Column, time: ModelTime, horizon: Horizon): Cell[] {
  return Array.from({ length: horizon.reports }, (_, k) => {
    const at = horizon.start + k * horizon.report;
    return column.name === 'month' ? timeLabel(time, at) : at;
  });
}

/** A time of a model for people: its month, or the number as text. */
export function timeLabel(time: ModelTime, at: number): string {
  return time.calendar === undefined
    ? String(at)
    : formatMonth(time.calendar.origin + Math.floor(at));
}
