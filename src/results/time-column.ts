import type { Horizon } from '../engine/engine.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import type { ModelTime } from '../model/model.js';
import { momentText } from '../model/moments.js';
import { TimeGrid } from '../model/time-grid.js';
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
  const grid = new TimeGrid(horizon);
  return Array.from({ length: horizon.reports }, (_, k) => {
    const at = grid.atReport(k);
    return column.name === 'month' ? momentText(at, time) : at;
  });
}
