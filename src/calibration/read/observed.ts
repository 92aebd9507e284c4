import type { Csv } from '../../diagnostics/csv.js';
import { numberInCell } from '../../diagnostics/csv.js';
import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { elementLabels } from '../../model/elements.js';
import type { Model } from '../../model/model.js';
import { labelOfReport } from '../../model/moments.js';
import { grouped, MAX_NUMBERS } from '../../model/size.js';
import type { ObservationDocument } from './document.js';
import { checkOrder, checkValue, refuseSecondRow, reportOf } from './observed-cells.js';
import { labelMapper, seriesColumns } from './observed-columns.js';

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
  const columns = seriesColumns(csv, document, dims, placeOf, diagnostics);
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
    const key = columns.keys.map(({ column }) => (row.cells[column] ?? '').trim()).join('\0');
    const shape = { model, dims, start };
    checkOrder(csv, row, columns.time, report, last.get(key), shape, diagnostics);
    last.set(key, report);
    const values = cells.get(report) ?? new Float64Array(labels.length).fill(Number.NaN);
    const known = values[element]!;
    if (!Number.isNaN(known) && document.rows !== 'sum')
      refuseSecondRow(csv, row, columns.time, labels[element] ?? '', diagnostics);
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
  const times = [...cells.keys()];
  const span = times.reduce((a, b) => Math.max(a, b)) - times.reduce((a, b) => Math.min(a, b)) + 1;
  if (span * labels.length > MAX_NUMBERS) {
    const what = `from its first to its last time the series holds ${grouped(span * labels.length)} numbers`;
    const expected = `at most ${grouped(MAX_NUMBERS)}`;
    diagnostics.error('observations', { file: csv.file, line: 1, column: 1 }, what, { expected });
    return undefined;
  }
  const observed = panel(cells, labels);
  fillOrRefuseGaps(observed, csv, document, { model, dims, start }, diagnostics);
  return diagnostics.errorCount > before ? undefined : observed;
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
    if (document.absent === 'unknown') return;
    gaps += 1;
    if (gaps > MOST_GAPS) return;
    const report = first + Math.floor(at / labels.length);
    const when = labelOfReport(report, { ...model.time, start }, model.time);
    const label = labels[at % labels.length];
    diagnostics.error(
      'observations',
      { file: csv.file, line: 1, column: 1 },
      `a gap: there is no row for ${label ? `${label} at ` : ''}${when}`,
      { expected: 'a row for every element and time, absent: zero or absent: unknown' },
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
