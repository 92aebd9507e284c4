import type { Csv } from '../diagnostics/csv.js';
import { numberInCell, placeOfCell } from '../diagnostics/csv.js';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { columnOf } from './dimensions.js';
import type { PlaceOfKey } from './elements.js';
import { elementLabels, listed, RowKeys } from './elements.js';
import type { Dimension, ModelTime } from './model.js';
import { formatMonth, parseMonth } from './time.js';

/** Times and values of an exogenous series: `values[k * size + element]` holds at `times[k]`. */
export interface Series {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Reads a moment as a time of the model, or undefined when it is of the wrong kind. */
export function timeOf(
  moment: string | number,
  time: Pick<ModelTime, 'calendar'>,
): number | undefined {
  if (time.calendar === undefined) {
    const isNumber =
      typeof moment === 'number' || /^[-+]?[\d.]+(?:[eE][-+]?\d+)?$/.test(moment.trim());
    const value = isNumber ? Number(moment) : Number.NaN;
    return Number.isFinite(value) ? value : undefined;
  }
  // A day of the month is passed over.
  const text = String(moment).trim();
  const month = parseMonth(
    /^\d{4}-\d{2}-(?:0[1-9]|[12]\d|3[01])$/.test(text) ? text.slice(0, 7) : text,
  );
  return month === undefined ? undefined : month - time.calendar.origin;
}

/** A time of the model as people write it: a month, or the number. */
export function formatTime(value: number, time: Pick<ModelTime, 'calendar'>): string {
  return time.calendar === undefined
    ? String(value)
    : formatMonth(time.calendar.origin + Math.floor(value + 1e-9));
}

/** A series from `points: [[time, value], ...]`, the same for all elements. */
export function seriesFromPoints(
  points: readonly (readonly [string | number, number])[],
  size: number,
  time: ModelTime,
  placeOf: (index: number) => Place,
  diagnostics: Diagnostics,
): Series {
  const times = new Float64Array(points.length);
  const values = new Float64Array(points.length * size);
  points.forEach(([moment, value], index) => {
    const at = timeOf(moment, time);
    if (at === undefined) {
      diagnostics.error(
        'time',
        placeOf(index),
        `${JSON.stringify(moment)} is not a time of this model`,
        { expected: momentWord(time) },
      );
    } else if (index > 0 && at <= (times[index - 1] ?? 0)) {
      diagnostics.error(
        'time',
        placeOf(index),
        `the times do not rise: ${moment} follows ${points[index - 1]?.[0]}`,
      );
    }
    times[index] = at ?? 0;
    values.fill(value, index * size, (index + 1) * size);
  });
  return { times, values };
}

export function momentWord(time: Pick<ModelTime, 'calendar'>): string {
  return time.calendar === undefined ? 'a number' : 'a month such as 2022-01';
}

// Up to so many numbers the elements that are missing are told one by one.
const LEAST_CHECKED = 1_000_000;

/** A series from a CSV with a column of times, a column of values, and key columns for the dimensions. */
export function seriesFromCsv(
  csv: Csv,
  names: {
    readonly value: string;
    readonly time: string;
    readonly keys: Readonly<Record<string, string>>;
  },
  dims: readonly Dimension[],
  time: ModelTime,
  placeOf: PlaceOfKey,
  diagnostics: Diagnostics,
): Series | undefined {
  const before = diagnostics.errorCount;
  const timeColumn = columnOf(csv, names.time, placeOf('time'), diagnostics);
  const valueColumn = columnOf(csv, names.value, placeOf('column'), diagnostics);
  const rowKeys = RowKeys.of(csv, dims, names.keys, placeOf, diagnostics);
  if (timeColumn === undefined || valueColumn === undefined || rowKeys === undefined)
    return undefined;
  const size = dims.reduce((product, one) => product * one.elements.length, 1);
  const found = new Map<number, Float64Array>();
  const lines = new Map<number, number>();
  const last = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
  for (const row of csv.rows) {
    const cell = (row.cells[timeColumn] ?? '').trim();
    const at = timeOf(cell, time);
    const element = rowKeys.elementOf(row);
    const value = numberInCell(csv, row, valueColumn, diagnostics);
    if (at === undefined) {
      diagnostics.error(
        'time',
        placeOfCell(csv.file, row, timeColumn),
        `${JSON.stringify(cell)} is not a time of this model`,
        { expected: momentWord(time) },
      );
    }
    if (at === undefined || element === undefined || value === undefined) continue;
    if (at <= (last[element] ?? 0)) {
      diagnostics.error(
        'time',
        placeOfCell(csv.file, row, timeColumn),
        `the times do not rise: ${cell} stands after ${formatTime(last[element] ?? 0, time)}`,
      );
    }
    last[element] = at;
    // Each time needs a row for each element: with fewer rows than that the file is not complete.
    const known = found.get(at);
    if (known === undefined && (found.size + 1) * size > Math.max(csv.rows.length, LEAST_CHECKED)) {
      const what = `the file has ${csv.rows.length} rows for more than ${found.size} times`;
      const expected = `a row for each time and each of ${size} elements`;
      diagnostics.error('missing-row', { file: csv.file, line: 1, column: 1 }, what, { expected });
      return undefined;
    }
    const values = known ?? new Float64Array(size).fill(Number.NaN);
    values[element] = value;
    found.set(at, values);
    lines.set(at, row.line);
  }
  if (csv.rows.length === 0)
    diagnostics.error('csv', { file: csv.file, line: 1, column: 1 }, 'the file has no rows');
  const times = Float64Array.from(found.keys()).sort();
  const values = new Float64Array(times.length * size);
  times.forEach((at, index) => values.set(found.get(at) ?? [], index * size));
  checkComplete({ times, values }, lines, dims, csv, time, diagnostics, before);
  return diagnostics.errorCount > before ? undefined : { times, values };
}

function checkComplete(
  { times, values }: Series,
  lines: ReadonlyMap<number, number>,
  dims: readonly Dimension[],
  csv: Csv,
  time: ModelTime,
  diagnostics: Diagnostics,
  before: number,
): void {
  if (diagnostics.errorCount > before) return;
  const labels = elementLabels(
    dims.map((one) => one.name),
    new Map(dims.map((one) => [one.name, one])),
  );
  times.forEach((at, index) => {
    const missing = labels.filter((_, element) =>
      Number.isNaN(values[index * labels.length + element]),
    );
    if (missing.length === 0 || diagnostics.errorCount > before + 10) return;
    diagnostics.error(
      'missing-row',
      { file: csv.file, line: lines.get(at) ?? 1, column: 1 },
      `${formatTime(at, time)} has no row for ${listed(missing)}`,
    );
  });
}
