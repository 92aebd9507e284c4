import type { Calibration } from '../calibration/calibration.js';
import type { Csv, CsvRow } from '../diagnostics/csv.js';
import { numberInCell, readCsv } from '../diagnostics/csv.js';
import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { joinPath } from '../diagnostics/files.js';
import { rowsByWorld, WORLD_COLUMN } from '../plan/world-rows.js';
import { POSTERIOR, timeText } from './posterior-files.js';

/** A posterior that saw the months up to one report. */
export interface Posterior {
  readonly seen: number;
  /** All columns of the calibration, a row a world. */
  readonly rows: Float64Array;
}

/** The posterior to forecast from at an origin: the last that saw nothing after it, else the first of all. */
export function posteriorAt(
  posteriors: readonly Posterior[],
  origin: number,
): Posterior | undefined {
  return posteriors.findLast((one) => one.seen <= origin) ?? posteriors[0];
}

/**
 * The posteriors that a fit wrote, in order of what they saw, the posterior of the whole window last.
 * @returns undefined after diagnostics: no fit yet, or one of other parameters.
 */
export function readPosteriors(
  calibration: Calibration,
  folder: string,
  files: Files,
  diagnostics: Diagnostics,
): readonly Posterior[] | undefined {
  const before = diagnostics.errorCount;
  const { columns, refits, to } = calibration;
  const whole = new WorldsTable(calibration);
  for (const of of ['model', 'observation'] as const) {
    const kept = columns.flatMap((one, c) =>
      one.of === of && (of === 'observation' || one.distribution !== undefined) ? [c] : [],
    );
    if (kept.length === 0) continue;
    const path = joinPath(folder, of === 'model' ? POSTERIOR.worlds : POSTERIOR.observation);
    if (!whole.read(path, kept, files, diagnostics)) return undefined;
  }
  const last = { seen: to, rows: whole.rows };
  if (refits.length === 0) return diagnostics.errorCount > before ? undefined : [last];
  const path = joinPath(folder, POSTERIOR.refits);
  const table = new WorldsTable(calibration);
  const kept = columns.flatMap((one, c) => (one.distribution === undefined ? [] : [c]));
  if (!table.read(path, kept, files, diagnostics)) return undefined;
  const times = table.texts('seen_to');
  const earlier = refits.map((seen) => ({
    seen,
    rows: table.rowsWhere((i) => times[i] === timeText(calibration, seen)),
  }));
  for (const one of earlier) {
    if (one.rows.length > 0) continue;
    const place = { file: path, line: 1, column: 1 };
    const what = `the file holds no posterior of ${timeText(calibration, one.seen)}`;
    diagnostics.error('posterior', place, what, {
      expected: 'the posteriors that toguna calibrate wrote for this file',
    });
  }
  return diagnostics.errorCount > before ? undefined : [...earlier, last];
}

/** Rows in the order of their worlds: those of each refit by themselves. */
function inOrder(csv: Csv, diagnostics: Diagnostics): readonly CsvRow[] | undefined {
  const world = csv.header.indexOf(WORLD_COLUMN);
  if (world < 0) return csv.rows;
  const seen = csv.header.indexOf('seen_to');
  const groups = new Map<string, CsvRow[]>();
  for (const row of csv.rows) {
    const key = seen < 0 ? '' : (row.cells[seen] ?? '').trim();
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
  }
  const ordered = [...groups.values()].map((rows) => rowsByWorld(csv, world, diagnostics, rows));
  return ordered.includes(undefined) ? undefined : ordered.flatMap((rows) => rows ?? []);
}

/** Rows of worlds that are gathered from files, columns that no file holds at their one value. */
class WorldsTable {
  readonly #calibration: Calibration;
  #csv: Csv | undefined;
  #lines: readonly CsvRow[] = [];
  rows = new Float64Array(0);

  constructor(calibration: Calibration) {
    this.#calibration = calibration;
  }

  /** @returns false after diagnostics that leave nothing to go on with. */
  read(path: string, kept: readonly number[], files: Files, diagnostics: Diagnostics): boolean {
    const { columns } = this.#calibration;
    const width = columns.length;
    const place = { file: path, line: 1, column: 1 };
    const csv = readCsv(path, files, place, diagnostics);
    if (csv === undefined) return false;
    if (this.#csv === undefined)
      this.rows = Float64Array.from(
        { length: csv.rows.length * width },
        (_, at) => columns[at % width]?.value ?? 0,
      );
    this.#csv = csv;
    const lines = inOrder(csv, diagnostics);
    if (lines === undefined) return false;
    this.#lines = lines;
    if (this.rows.length !== csv.rows.length * width) {
      diagnostics.error('posterior', place, 'the file holds another number of worlds', {
        expected: 'the files of one fit',
      });
      return false;
    }
    for (const c of kept) {
      const name = columns[c]?.name ?? '';
      const at = csv.header.indexOf(name);
      if (at < 0) {
        diagnostics.error('posterior', place, `the file has no column ${name}`, {
          expected: 'the posterior that toguna calibrate wrote for this file',
        });
        continue;
      }
      for (const [i, row] of lines.entries())
        this.rows[i * width + c] = numberInCell(csv, row, at, diagnostics) ?? Number.NaN;
    }
    return true;
  }

  texts(column: string): readonly string[] {
    const at = this.#csv?.header.indexOf(column) ?? -1;
    return this.#lines.map((row) => (row.cells[at] ?? '').trim());
  }

  rowsWhere(chosen: (row: number) => boolean): Float64Array {
    const width = this.#calibration.columns.length;
    const kept = Array.from({ length: this.rows.length / width }, (_, i) => i).filter(chosen);
    const result = new Float64Array(kept.length * width);
    kept.forEach((i, k) => {
      result.set(this.rows.subarray(i * width, (i + 1) * width), k * width);
    });
    return result;
  }
}
