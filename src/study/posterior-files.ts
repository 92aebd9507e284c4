import type { Calibration } from '../calibration/calibration.js';
import { textOfReport } from '../model/moments.js';
import { StagedFiles } from '../results/atomic-file.js';
import { csvRow } from '../results/csv.js';
import { makeFolder } from '../results/folder.js';
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

/** Writes text files, all of them or none. A file without text is left out. */
export async function writeTexts(
  folder: string,
  texts: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const place = folder === '' ? '.' : folder;
  makeFolder(place);
  const staged = new StagedFiles(place);
  try {
    for (const [name, text] of Object.entries(texts)) {
      if (text === undefined) continue;
      await staged.add(name, (write) => write(new TextEncoder().encode(text)));
    }
    staged.commit();
  } finally {
    await staged.discard();
  }
}

/**
 * Worlds with the digits that their files have: a millionth of the width of each column, nine digits at least. What
 * the fit does after sampling (checks, hand-over, files) uses these, so that all of it is about the same worlds,
 * however narrow a posterior is beside its place.
 * @param rows `rows[world * width + column]`.
 */
export function withFileDigits(rows: Float64Array, width: number): Float64Array {
  const written = rows.slice();
  for (let c = 0; c < width; c++) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = c; at < rows.length; at += width) {
      low = Math.min(low, rows[at]!);
      high = Math.max(high, rows[at]!);
    }
    const size = Math.max(Math.abs(low), Math.abs(high));
    const spread = high - low;
    const needed = spread > 0 ? Math.ceil(Math.log10(size / spread)) + 6 : MOST_DIGITS;
    const digits = Math.min(MOST_DIGITS, Math.max(LEAST_DIGITS, needed));
    for (let at = c; at < rows.length; at += width)
      written[at] = Number(rows[at]!.toPrecision(digits));
  }
  return written;
}

const LEAST_DIGITS = 9;
/** What tells any two numbers apart. */
const MOST_DIGITS = 17;

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
  const handed = more.map((one) => withFileDigits(Float64Array.from(one.values), 1));
  for (let i = 0; i * width < rows.length; i++) {
    const own = kept.map((c) => rows[i * width + c] ?? Number.NaN);
    const others = handed.map((values) => values[i] ?? Number.NaN);
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
      const own = kept.map((c) => rows[i * columns.length + c] ?? Number.NaN);
      lines.push(csvRow([timeText(calibration, seen), i, ...own]));
    }
  }
  return lines.join('');
}

/** A report as it stands in the files. */
export function timeText({ horizon, model }: Calibration, report: number): string {
  return textOfReport(report, horizon, model.time);
}
