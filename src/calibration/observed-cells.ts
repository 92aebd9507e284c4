import type { Csv, CsvRow } from '../diagnostics/csv.js';
import { placeOfCell } from '../diagnostics/csv.js';
import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Model } from '../model/model.js';
import { formatTime, momentWord, timeOf } from '../model/series.js';
import type { ObservationDocument } from './document.js';
import type { SeriesShape } from './observed.js';

type Values = 'counts' | 'shares' | 'numbers';

/** Which values an observation model takes. */
function valuesOf(kind: ObservationDocument['observed_as']['kind']): Values {
  if (kind === 'negative_binomial') return 'counts';
  return kind === 'beta' ? 'shares' : 'numbers';
}

/** The report that a row is about. */
export function reportOf(
  csv: Csv,
  row: CsvRow,
  column: number,
  model: Model,
  start: number,
  diagnostics: Diagnostics,
): number | undefined {
  const cell = (row.cells[column] ?? '').trim();
  const time = timeOf(cell, model.time);
  const place = () => placeOfCell(csv.file, row, column);
  if (time === undefined) {
    diagnostics.error('time', place(), `${JSON.stringify(cell)} is not a time of this model`, {
      expected: momentWord(model.time),
    });
    return undefined;
  }
  const report = Math.round((time - start) / model.time.report);
  const onGrid = start + report * model.time.report;
  // A time written with few digits stands for the report it is nearest to.
  if (Math.abs(onGrid - time) <= 1e-6 * model.time.report) return report;
  diagnostics.error('time', place(), `the model does not report at ${cell}`, {
    expected: `a time ${start} + k times ${model.time.report}`,
  });
  return undefined;
}

/** Refuses a value that the observation model cannot take. */
export function checkValue(
  csv: Csv,
  row: CsvRow,
  column: number,
  value: number,
  document: ObservationDocument,
  diagnostics: Diagnostics,
): void {
  const kind = valuesOf(document.observed_as.kind);
  const fail = (message: string, expected: string) =>
    diagnostics.error('value', placeOfCell(csv.file, row, column), message, { expected });
  if (kind === 'counts' && value < 0) fail(`a count cannot be ${value}`, 'a count from 0 up');
  else if (kind === 'counts' && !Number.isInteger(value))
    fail(`${value} is not a count`, 'a whole number');
  else if (kind === 'shares' && !(value > 0 && value < 1))
    fail(`a beta distribution gives no ${value}`, 'a number between 0 and 1, the ends left out');
}

/** Says that an element has a value at a time already, whatever label it stands under. */
export function secondRow(csv: Csv, row: CsvRow, column: number, diagnostics: Diagnostics): void {
  const cell = (row.cells[column] ?? '').trim();
  diagnostics.error('time', placeOfCell(csv.file, row, column), `a second row for ${cell}`, {
    expected: 'one row for each element and time, or rows: sum',
  });
}

/** Refuses times that go back. */
export function checkOrder(
  csv: Csv,
  row: CsvRow,
  column: number,
  report: number,
  last: number | undefined,
  { model, start }: SeriesShape,
  diagnostics: Diagnostics,
): void {
  if (last === undefined || report > last) return;
  const cell = (row.cells[column] ?? '').trim();
  const place = placeOfCell(csv.file, row, column);
  // A second row for an element is told where its value would be added.
  if (report === last) return;
  const earlier = formatTime(start + last * model.time.report, model.time);
  diagnostics.error('time', place, `the times are out of order: ${cell} stands after ${earlier}`);
}
