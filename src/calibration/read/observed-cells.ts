import type { Csv, CsvRow } from '../../diagnostics/csv.js';
import { placeOfCell } from '../../diagnostics/csv.js';
import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Model } from '../../model/model.js';
import { labelOfReport } from '../../model/moments.js';
import { reportOf as reportOfMoment } from '../../model/read-moment.js';
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
  return reportOfMoment(
    cell,
    { ...model.time, start },
    {
      time: model.time,
      tell: ({ severity, code, message, expected, nearest }) =>
        diagnostics.add(severity, code, placeOfCell(csv.file, row, column), message, {
          expected,
          nearest,
        }),
    },
  );
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
  if (last === undefined || report >= last) return;
  const cell = (row.cells[column] ?? '').trim();
  const place = placeOfCell(csv.file, row, column);
  const earlier = labelOfReport(last, { ...model.time, start }, model.time);
  diagnostics.error('time', place, `the times are out of order: ${cell} stands after ${earlier}`);
}

/**
 * Refuses a second row for an element and a time. Two rows are about the same element when their labels stand for
 * it, whatever the text of their cells.
 */
export function refuseSecondRow(
  csv: Csv,
  row: CsvRow,
  column: number,
  label: string,
  diagnostics: Diagnostics,
): void {
  const cell = (row.cells[column] ?? '').trim();
  const what = label === '' ? cell : `${label} at ${cell}`;
  diagnostics.error('time', placeOfCell(csv.file, row, column), `a second row for ${what}`, {
    expected: 'one row for each element and time, or rows: sum',
  });
}
