import type { Csv, CsvRow } from '../diagnostics/csv.js';
import { numberInCell, placeOfCell } from '../diagnostics/csv.js';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { elementLabels, listed } from '../model/elements.js';
import type { Model } from '../model/model.js';
import { formatTime, momentWord, timeOf } from '../model/series.js';
import type { ObservationDocument } from './document.js';

/**
 * An observed series: report k of the runs, from `first` on, is `values[(k - first) * size + element]`. Reports
 * before their start are negative: benchmarks may look at them.
 */
export interface Observed {
  readonly first: number;
  readonly count: number;
  /** Labels of the elements: `mopti`, `mopti,jnim`; one empty label for a single number. */
  readonly labels: readonly string[];
  readonly values: Float64Array;
}

/** What the model says a series is about. */
export interface SeriesShape {
  readonly model: Model;
  /** Dimensions of the output that the series tells apart. */
  readonly dims: readonly string[];
  /** The time of report 0. */
  readonly start: number;
}

type Values = 'counts' | 'shares' | 'numbers';

/** Which values an observation model takes. */
export function valuesOf(kind: ObservationDocument['observed_as']['kind']): Values {
  if (kind === 'negative_binomial') return 'counts';
  return kind === 'beta' ? 'shares' : 'numbers';
}

/**
 * Reads an observed series from a CSV: rows chosen, labels mapped to elements, times put on the model's reports.
 * Months out of order, gaps, unknown labels and impossible values are errors.
 * @param placeOf where a key of the observation stands in the calibration file.
 */
export function readObserved(
  csv: Csv,
  document: ObservationDocument,
  { model, dims, start }: SeriesShape,
  placeOf: (...keys: string[]) => Place,
  diagnostics: Diagnostics,
): Observed | undefined {
  const before = diagnostics.errorCount;
  const columns = columnsOf(csv, document, dims, placeOf, diagnostics);
  if (columns === undefined) return undefined;
  const labels = elementLabels(dims, model.dimensions);
  const mapper = labelMapper(csv, document, model, columns.keys, diagnostics);
  const cells = new Map<number, Float64Array>();
  const last = new Map<string, number>();
  for (const row of csv.rows) {
    if (!columns.where.every(({ column, text }) => (row.cells[column] ?? '').trim() === text))
      continue;
    const element = mapper(row);
    if (element === 'passed over' || element === undefined) continue;
    const report = reportOf(csv, row, columns.time, model, start, diagnostics);
    const value = numberInCell(csv, row, columns.value, diagnostics);
    if (report === undefined || value === undefined) continue;
    checkValue(csv, row, columns.value, value, document, diagnostics);
    const key = columns.keys.map(({ column }) => row.cells[column]).join('\0');
    checkOrder(
      csv,
      row,
      columns.time,
      report,
      last.get(key),
      document,
      { model, dims, start },
      diagnostics,
    );
    last.set(key, report);
    const values = cells.get(report) ?? new Float64Array(labels.length).fill(Number.NaN);
    const known = values[element]!;
    values[element] = Number.isNaN(known) ? value : known + value;
    cells.set(report, values);
  }
  if (diagnostics.errorCount > before) return undefined;
  if (cells.size === 0) {
    diagnostics.error(
      'observations',
      placeOf('csv'),
      `no row of ${csv.file} belongs to the series`,
    );
    return undefined;
  }
  const observed = panel(cells, labels);
  fillOrRefuseGaps(observed, csv, document, { model, dims, start }, diagnostics);
  return diagnostics.errorCount > before ? undefined : observed;
}

interface KeyColumn {
  readonly column: number;
  readonly dimension: string;
}

interface Columns {
  readonly time: number;
  readonly value: number;
  readonly keys: readonly KeyColumn[];
  readonly where: readonly { readonly column: number; readonly text: string }[];
}

function columnsOf(
  csv: Csv,
  document: ObservationDocument,
  dims: readonly string[],
  placeOf: (...keys: string[]) => Place,
  diagnostics: Diagnostics,
): Columns | undefined {
  const before = diagnostics.errorCount;
  const find = (name: string, ...keys: string[]): number => {
    const at = csv.header.indexOf(name);
    if (at < 0) {
      diagnostics.error(
        'column',
        placeOf(...keys),
        `${csv.file} has no column ${JSON.stringify(name)}`,
        { expected: `one of ${listed(csv.header)}`, nearest: nearest(name, csv.header) },
      );
    }
    return at;
  };
  const named = document.keys ?? {};
  const keys = dims.map((dimension) => ({
    dimension,
    column: find(
      Object.hasOwn(named, dimension) ? (named[dimension] ?? dimension) : dimension,
      'keys',
      dimension,
    ),
  }));
  for (const map of ['keys', 'labels'] as const) {
    for (const key of Object.keys(document[map] ?? {})) {
      if (dims.includes(key)) continue;
      diagnostics.error(
        'unknown-name',
        placeOf(map, key),
        `${map} names ${key}, which the series does not tell apart`,
        {
          expected: dims.length === 0 ? `no ${map}` : dims.join(', '),
          nearest: nearest(key, dims),
        },
      );
    }
  }
  const where = Object.entries(document.where ?? {}).map(([name, text]) => ({
    column: find(name, 'where', name),
    text,
  }));
  const time = find(document.time, 'time');
  const value = find(document.column, 'column');
  return diagnostics.errorCount > before ? undefined : { time, value, keys, where };
}

function labelMapper(
  csv: Csv,
  document: ObservationDocument,
  model: Model,
  keys: readonly KeyColumn[],
  diagnostics: Diagnostics,
): (row: CsvRow) => number | 'passed over' | undefined {
  const reported = new Set<string>();
  return (row) => {
    let result = 0;
    for (const { column, dimension } of keys) {
      const elements = model.dimensions.get(dimension)?.elements ?? [];
      const given = document.labels?.[dimension] ?? {};
      const label = (row.cells[column] ?? '').trim();
      const name = Object.hasOwn(given, label) ? given[label] : label;
      if (name === null) return 'passed over';
      const element = elements.indexOf(name ?? label);
      if (element < 0) {
        if (!reported.has(`${dimension}\0${label}`)) {
          reported.add(`${dimension}\0${label}`);
          const known = [...elements, ...Object.keys(given)];
          diagnostics.error(
            'unknown-name',
            placeOfCell(csv.file, row, column),
            `${JSON.stringify(name ?? label)} is not an element of ${dimension}`,
            {
              expected: `an element, or a label under labels (null passes it over)`,
              nearest: nearest(name ?? label, known),
            },
          );
        }
        return undefined;
      }
      result = result * elements.length + element;
    }
    return result;
  };
}

function reportOf(
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

function checkValue(
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

function checkOrder(
  csv: Csv,
  row: CsvRow,
  column: number,
  report: number,
  last: number | undefined,
  document: ObservationDocument,
  { model, start }: SeriesShape,
  diagnostics: Diagnostics,
): void {
  if (last === undefined || report > last) return;
  const cell = (row.cells[column] ?? '').trim();
  const place = placeOfCell(csv.file, row, column);
  if (report === last) {
    if (document.rows === 'sum') return;
    diagnostics.error('time', place, `a second row for ${cell}`, {
      expected: 'one row for each element and time, or rows: sum',
    });
    return;
  }
  const earlier = formatTime(start + last * model.time.report, model.time);
  diagnostics.error('time', place, `the times are out of order: ${cell} stands after ${earlier}`);
}

function panel(cells: ReadonlyMap<number, Float64Array>, labels: readonly string[]): Observed {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const report of cells.keys()) {
    first = Math.min(first, report);
    last = Math.max(last, report);
  }
  const count = last - first + 1;
  const values = new Float64Array(count * labels.length).fill(Number.NaN);
  for (const [report, row] of cells) values.set(row, (report - first) * labels.length);
  return { first, count, labels, values };
}

const MOST_GAPS = 10;

function fillOrRefuseGaps(
  { first, labels, values }: Observed,
  csv: Csv,
  document: ObservationDocument,
  { model, start }: SeriesShape,
  diagnostics: Diagnostics,
): void {
  let gaps = 0;
  values.forEach((value, at) => {
    if (!Number.isNaN(value)) return;
    if (document.absent === 'zero') {
      values[at] = 0;
      return;
    }
    gaps += 1;
    if (gaps > MOST_GAPS) return;
    const report = first + Math.floor(at / labels.length);
    const when = formatTime(start + report * model.time.report, model.time);
    const label = labels[at % labels.length];
    diagnostics.error(
      'observations',
      { file: csv.file, line: 1, column: 1 },
      `a gap: there is no row for ${label ? `${label} at ` : ''}${when}`,
      { expected: 'a row for every element and time, or absent: zero' },
    );
  });
  if (gaps > MOST_GAPS) {
    const more = `and ${gaps - MOST_GAPS} more gaps`;
    diagnostics.error('observations', { file: csv.file, line: 1, column: 1 }, more);
  }
}

/** The value of an element at a report; NaN where nothing was observed. */
export function observedAt(
  { first, count, labels, values }: Observed,
  report: number,
  element: number,
): number {
  const k = report - first;
  return k >= 0 && k < count ? values[k * labels.length + element]! : Number.NaN;
}

/** One series from two: where both have a value the later one counts. Gaps between them stay NaN. */
export function joined(earlier: Observed, later: Observed): Observed {
  const first = Math.min(earlier.first, later.first);
  const end = Math.max(earlier.first + earlier.count, later.first + later.count);
  const { labels } = earlier;
  const values = new Float64Array((end - first) * labels.length);
  for (let at = 0; at < values.length; at++) {
    const report = first + Math.floor(at / labels.length);
    const new_ = observedAt(later, report, at % labels.length);
    values[at] = Number.isNaN(new_) ? observedAt(earlier, report, at % labels.length) : new_;
  }
  return { first, count: end - first, labels, values };
}
