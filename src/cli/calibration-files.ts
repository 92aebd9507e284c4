import { mkdir } from 'node:fs/promises';
import type { Calibration } from '../calibration/calibration.js';
import { numberInCell, readCsv } from '../diagnostics/csv.js';
import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { joinPath } from '../diagnostics/files.js';
import { writeAtomically } from '../results/atomic-file.js';
import { csvRow } from '../results/csv.js';

/** Names of the files that a fit writes. */
export const POSTERIOR = {
  worlds: 'posterior.csv',
  observation: 'posterior.observation.csv',
  diagnostics: 'posterior.json',
  plots: 'posterior.svg',
  state: 'posterior.state.json',
} as const;

/** Writes a text file whole or not at all. */
export async function writeText(folder: string, name: string, text: string): Promise<void> {
  if (folder !== '') await mkdir(folder, { recursive: true });
  const bytes = new TextEncoder().encode(text);
  await writeAtomically(folder === '' ? '.' : folder, name, (write) => write(bytes));
}

/** The columns of one kind of some worlds as a CSV, a row a world. */
export function worldsCsv(
  { columns }: Calibration,
  rows: Float64Array,
  of: 'model' | 'observation',
): string | undefined {
  const kept = columns.flatMap((one, c) => (one.of === of ? [c] : []));
  if (kept.length === 0) return undefined;
  const width = columns.length;
  const lines = [csvRow(['world', ...kept.map((c) => columns[c]?.name ?? '')])];
  for (let i = 0; i * width < rows.length; i++)
    lines.push(csvRow([i, ...kept.map((c) => rows[i * width + c] ?? Number.NaN)]));
  return lines.join('');
}

/**
 * The worlds that a fit wrote, as rows of all columns of the calibration.
 * @returns undefined after diagnostics: no fit yet, or one of other parameters.
 */
export function readPosterior(
  { columns }: Calibration,
  folder: string,
  files: Files,
  diagnostics: Diagnostics,
): Float64Array | undefined {
  const before = diagnostics.errorCount;
  const width = columns.length;
  let rows: Float64Array | undefined;
  for (const of of ['model', 'observation'] as const) {
    const kept = columns.flatMap((one, c) => (one.of === of ? [c] : []));
    if (kept.length === 0) continue;
    const path = joinPath(folder, of === 'model' ? POSTERIOR.worlds : POSTERIOR.observation);
    const place = { file: path, line: 1, column: 1 };
    const csv = readCsv(path, files, place, diagnostics);
    if (csv === undefined) return undefined;
    rows ??= new Float64Array(csv.rows.length * width);
    if (rows.length !== csv.rows.length * width) {
      diagnostics.error('posterior', place, 'the file holds another number of worlds', {
        expected: 'the files of one fit',
      });
      return undefined;
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
      for (const [i, row] of csv.rows.entries())
        rows[i * width + c] = numberInCell(csv, row, at, diagnostics) ?? Number.NaN;
    }
  }
  return diagnostics.errorCount > before ? undefined : rows;
}
