import { mkdir } from 'node:fs/promises';
import type { Calibration } from '../calibration/calibration.js';
import { textOfReport } from '../model/moments.js';
import { writeAtomically } from '../results/atomic-file.js';
import { csvRow } from '../results/csv.js';
import type { Posterior } from './read-posterior.js';

/** Names of the files that a fit writes. */
export const POSTERIOR = {
  worlds: 'posterior.csv',
  observation: 'posterior.observation.csv',
  refits: 'posterior.refits.csv',
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

// Four digits are far inside the width of any posterior, and keep the files small.
const DIGITS = 4;

/** A number as it stands in the files of a posterior. */
export function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/**
 * The columns of one kind of some worlds as a CSV, a row a world.
 * @param more columns that go in the place of those of the same name, or beside them.
 * @param without parameters whose columns are left out.
 */
export function worldsCsv(
  { columns }: Calibration,
  rows: Float64Array,
  of: 'model' | 'observation',
  more: readonly WorldColumn[] = [],
  without: readonly string[] = [],
): string | undefined {
  const given = more.map((one) => one.name);
  const left = (name: string) => given.includes(name) || without.includes(name.replace(/\[.*/, ''));
  const kept = columns.flatMap((one, c) => (one.of === of && !left(one.name) ? [c] : []));
  if (kept.length + more.length === 0) return undefined;
  const width = columns.length;
  const names = [...kept.map((c) => columns[c]?.name ?? ''), ...given];
  const lines = [csvRow(['world', ...names])];
  for (let i = 0; i * width < rows.length; i++) {
    const own = kept.map((c) => rounded(rows[i * width + c] ?? Number.NaN));
    const others = more.map((one) => rounded(one.values[i] ?? Number.NaN));
    lines.push(csvRow([i, ...own, ...others]));
  }
  return lines.join('');
}

/** A column of the worlds that the fit worked out: what it hands over to later scenarios. */
export interface WorldColumn {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

/** The posteriors that were kept for scoring, one below the other; only columns that vary. */
export function refitsCsv(calibration: Calibration, posteriors: readonly Posterior[]): string {
  const { columns } = calibration;
  const kept = columns.flatMap((one, c) => (one.distribution === undefined ? [] : [c]));
  const lines = [csvRow(['seen_to', 'world', ...kept.map((c) => columns[c]?.name ?? '')])];
  for (const { seen, rows } of posteriors) {
    for (let i = 0; i * columns.length < rows.length; i++) {
      const own = kept.map((c) => rounded(rows[i * columns.length + c] ?? Number.NaN));
      lines.push(csvRow([timeText(calibration, seen), i, ...own]));
    }
  }
  return lines.join('');
}

/** A report as it stands in the files. */
export function timeText({ horizon, model }: Calibration, report: number): string {
  return textOfReport(report, horizon, model.time);
}
