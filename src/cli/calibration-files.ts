import { mkdir } from 'node:fs/promises';
import type { Calibration } from '../calibration/calibration.js';
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
