import type { Csv } from '../diagnostics/csv.js';
import { numberInCell, placeOfCell } from '../diagnostics/csv.js';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { columnOf } from './dimensions.js';
import type { PlaceOfKey } from './elements.js';
import { elementLabels, listed, RowKeys } from './elements.js';
import type { Dimension, ModelTime } from './model.js';
import type { Moment } from './moments.js';
import { momentText } from './moments.js';
import { timeOf } from './read-moment.js';

/** Times and values of an exogenous series: `values[k * size + element]` holds at `times[k]`. */
export interface Series {
  readonly times: Float64Array;
  readonly values: Float64Array;
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
  const reader = new MomentReader(time, diagnostics);
  points.forEach(([moment, value], index) => {
    const at = reader.read(moment, () => placeOf(index));
    if (at !== undefined && index > 0 && at <= (times[index - 1] ?? 0)) {
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

/** Reads the times of a series; what is odd about all of them is said once. */
class MomentReader {
  readonly #time: ModelTime;
  readonly #diagnostics: Diagnostics;
  #doubted = false;

  constructor(time: ModelTime, diagnostics: Diagnostics) {
    this.#time = time;
    this.#diagnostics = diagnostics;
  }

  /** The time, or undefined after an error at the place. */
  read(moment: Moment, placeOf: () => Place): number | undefined {
    return timeOf(moment, {
      time: this.#time,
      tell: ({ severity, code, message, expected, nearest }) => {
        const isOdd = code === 'odd-time';
        if (isOdd && this.#doubted) return;
        this.#doubted ||= isOdd;
        this.#diagnostics.add(severity, code, placeOf(), message, { expected, nearest });
      },
    });
  }
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
  const reader = new MomentReader(time, diagnostics);
  for (const row of csv.rows) {
    const cell = (row.cells[timeColumn] ?? '').trim();
    const at = reader.read(cell, () => placeOfCell(csv.file, row, timeColumn));
    const element = rowKeys.elementOf(row);
    const value = numberInCell(csv, row, valueColumn, diagnostics);
    if (at === undefined || element === undefined || value === undefined) continue;
    if (at <= (last[element] ?? 0)) {
      diagnostics.error(
        'time',
        placeOfCell(csv.file, row, timeColumn),
        `the times do not rise: ${cell} stands after ${momentText(last[element] ?? 0, time)}`,
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
      `${momentText(at, time)} has no row for ${listed(missing)}`,
    );
  });
}
