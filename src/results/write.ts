import { createHash } from 'node:crypto';
import { arch, platform } from 'node:os';
import type { Ensemble } from '../ensemble/ensemble.js';
import { StagedFiles, type Write, type WrittenFile } from './atomic-file.js';
import { comparisonTable } from './comparison-csv.js';
import { csvRow } from './csv.js';
import { dataPackage, type Licence, type Source, type TableFile } from './datapackage.js';
import { makeFolder } from './folder.js';
import { type HashedInput, manifest } from './manifest.js';
import { metricsTable } from './metrics.js';
import { writeParquet } from './parquet.js';
import { summaryTable } from './summary.js';
import type { ResultTable } from './table.js';
import { trajectoryTable } from './trajectories.js';
import { worldsTable } from './worlds-csv.js';

export type { WrittenFile } from './atomic-file.js';

/** A file that the run read, as it was read. */
export interface InputFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

export interface WriteOptions {
  /** Version of toguna. */
  readonly version: string;
  /** Every file that the run read; they are hashed in the order of their paths. */
  readonly inputs: readonly InputFile[];
  /** Writes every path of every reported variable; nothing of the kind when absent. */
  readonly trajectories?: 'csv' | 'parquet' | undefined;
  /** Language of titles; English when absent. */
  readonly language?: string | undefined;
  /** Versions of other things that the numbers depend on, e.g. `{engine: 'reference'}`. */
  readonly versions?: Readonly<Record<string, string>> | undefined;
  /** Seconds, by what they were spent on. */
  readonly timings?: Readonly<Record<string, number>> | undefined;
  readonly licences?: readonly Licence[] | undefined;
  readonly sources?: readonly Source[] | undefined;
  /** Breaks off the writing; the folder then stays as it was. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes all results of an ensemble into a folder, which is made if there is none. Files of the same names are
 * replaced, all of them at the end or none; nothing else in the folder is touched. Rows are made as they are written,
 * so memory does not grow with the length of a file. `datapackage.json` and `manifest.json` come last.
 * @returns the files in the order they were written.
 * @throws OutputError when the folder is a file, or the system refuses to write.
 */
export async function writeResults(
  folder: string,
  ensemble: Ensemble,
  options: WriteOptions,
): Promise<WrittenFile[]> {
  makeFolder(folder);
  const staged = new StagedFiles(folder, options.signal);
  try {
    const written = await stageResults(staged, ensemble, options);
    staged.commit(['datapackage.json', 'manifest.json']);
    return written;
  } finally {
    await staged.discard();
  }
}

async function stageResults(
  staged: StagedFiles,
  ensemble: Ensemble,
  options: WriteOptions,
): Promise<WrittenFile[]> {
  const language = options.language ?? 'en';
  const tables: TableFile[] = [];
  for (const table of [
    summaryTable(ensemble),
    metricsTable(ensemble),
    comparisonTable(ensemble),
    worldsTable(ensemble, language),
  ]) {
    tables.push(await writeTable(staged, table));
  }
  if (options.trajectories !== undefined) {
    tables.push(await writeTrajectories(staged, ensemble, options.trajectories));
  }
  const packaged = dataPackage(ensemble, tables, {
    language,
    licences: options.licences ?? [],
    sources: options.sources ?? [],
  });
  const described = await writeJson(staged, 'datapackage.json', packaged);
  const files = [...tables.map(({ table: _, ...file }) => file), described];
  const facts = manifest(ensemble, {
    language,
    inputs: hashInputs(options.inputs),
    versions: { toguna: options.version, node: process.versions.node, ...options.versions },
    platform: { system: platform(), architecture: arch() },
    timings: options.timings ?? {},
    files: files.map((file) => file.path),
  });
  return [...files, await writeJson(staged, 'manifest.json', facts)];
}

async function writeTable(staged: StagedFiles, table: ResultTable): Promise<TableFile> {
  const produce = (write: Write) => writeCsv(table, write);
  return { table, ...(await staged.add(`${table.name}.csv`, produce)) };
}

async function writeTrajectories(
  staged: StagedFiles,
  ensemble: Ensemble,
  format: 'csv' | 'parquet',
): Promise<TableFile> {
  const table = trajectoryTable(ensemble);
  if (format === 'csv') return writeTable(staged, table);
  const produce = (write: Write) => writeParquet(table, write);
  return { table, ...(await staged.add(`${table.name}.parquet`, produce)) };
}

/** How many characters are gathered before they are written. */
const CHUNK = 1 << 17;

async function writeCsv(table: ResultTable, write: Write): Promise<void> {
  let text = csvRow(table.columns.map((column) => column.name));
  for (const cells of table.rows()) {
    text += csvRow(cells);
    if (text.length < CHUNK) continue;
    await write(Buffer.from(text, 'utf8'));
    text = '';
  }
  await write(Buffer.from(text, 'utf8'));
}

function writeJson(staged: StagedFiles, name: string, data: unknown): Promise<WrittenFile> {
  const text = `${JSON.stringify(data, null, 2)}\n`;
  return staged.add(name, (write) => write(Buffer.from(text, 'utf8')));
}

function hashInputs(inputs: readonly InputFile[]): HashedInput[] {
  const hashed = inputs.map(({ path, content }) => {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { path, bytes: bytes.byteLength, sha256 };
  });
  return hashed.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
