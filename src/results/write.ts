import { createHash } from 'node:crypto';
import { arch, platform } from 'node:os';
import { headlineMetrics } from '../analysis/headline.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import { StagedFiles, type Write, type WrittenFile } from './atomic-file.js';
import { codebookTable } from './codebook.js';
import { comparisonTable } from './comparison-csv.js';
import { csvRow } from './csv.js';
import { dataPackage, type Licence, type Source, type TableFile } from './datapackage.js';
import { detailTable } from './detail.js';
import { makeFolder } from './folder.js';
import { type HashedInput, manifest } from './manifest.js';
import { metricsTable } from './metrics.js';
import { type RowGroup, rowGroups, writeParquet } from './parquet.js';
import { readme } from './readme.js';
import type { Shape } from './statistics.js';
import { summaryTable } from './summary.js';
import type { ResultTable } from './table.js';
import { trajectoryGroups, trajectoryTable } from './trajectories.js';
import { worldsTable } from './worlds-csv.js';
import { type ReadFile, worldsSource } from './worlds-source.js';

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
  /** Which metrics have their monthly paths in `summary`: the headline ones when absent. */
  readonly metrics?: 'headline' | 'all' | undefined;
  /** Variables of the base model that `detail` has, at all their elements; there is no such file when absent. */
  readonly detail?: readonly string[] | undefined;
  /** Writes the paths of these variables in every world; nothing of the kind when absent. */
  readonly trajectories?: TrajectoryOptions | undefined;
  /** How statistics stand in `summary` and `detail`: a column each when absent. */
  readonly shape?: Shape | undefined;
  /** Format of the tables that may be large: `summary`, `metrics`, `worlds`, `detail`. CSV when absent. */
  readonly format?: Format | undefined;
  /** Told of each CSV that has more rows than a spreadsheet opens, before anything is written. */
  readonly onLarge?: ((file: string, rows: number) => void) | undefined;
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

export type Format = 'csv' | 'parquet';

export interface TrajectoryOptions {
  readonly format: Format;
  /** Names of variables of the base model. */
  readonly variables: readonly string[];
}

/** How many rows a spreadsheet opens, the header included. */
export const SPREADSHEET_ROWS = 1_048_576;

/**
 * Writes all results of an ensemble into a folder, which is made if there is none. Files of the same names are
 * replaced, all of them at the end or none; nothing else in the folder is touched. Rows are made as they are written,
 * so memory does not grow with the length of a file. `README.txt`, `datapackage.json` and `manifest.json` come last.
 * @returns the files in the order they were written.
 * @throws OutputError when the folder is a file, or the system refuses to write.
 */
export async function writeResults(
  folder: string,
  ensemble: Ensemble,
  options: WriteOptions,
): Promise<WrittenFile[]> {
  makeFolder(folder);
  tellLarge(ensemble, options);
  const staged = new StagedFiles(folder, options.signal);
  try {
    const tables: TableFile[] = [];
    for (const one of plannedTables(ensemble, options)) tables.push(await writeTable(staged, one));
    const described = await writeDescriptions(staged, ensemble, tables, options);
    staged.commit(['README.txt', 'datapackage.json', 'manifest.json']);
    return [...tables.map(({ table: _, ...file }) => file), ...described];
  } finally {
    await staged.discard();
  }
}

/** Tells of each CSV that will have more rows than a spreadsheet opens. */
export function tellLarge(ensemble: Ensemble, options: WriteOptions): void {
  for (const one of plannedTables(ensemble, options)) {
    const isLarge = one.format === 'csv' && one.table.count >= SPREADSHEET_ROWS;
    if (isLarge) options.onLarge?.(nameOf(one), one.table.count);
  }
}

/** A table, and how it is written. */
interface PlannedTable {
  readonly table: ResultTable;
  readonly format: Format;
  /** Its rows as columns, for Parquet. */
  readonly groups: () => Iterable<RowGroup>;
}

function plannedTables(ensemble: Ensemble, options: WriteOptions): PlannedTable[] {
  const { shape = 'wide', format = 'csv', metrics = 'headline', detail, trajectories } = options;
  const language = options.language ?? 'en';
  const plan = (table: ResultTable, as: Format): PlannedTable => ({
    table,
    format: as,
    groups: () => rowGroups(table),
  });
  const variables = [...new Set([...(detail ?? []), ...(trajectories?.variables ?? [])])];
  const paths = trajectories && plannedPaths(ensemble, trajectories);
  return [
    plan(comparisonTable(ensemble, language), 'csv'),
    plan(summaryTable(ensemble, { shape, metrics }), format),
    plan(metricsTable(ensemble, language), format),
    plan(worldsTable(ensemble, language), format),
    plan(codebookTable(ensemble, variables, language), 'csv'),
    ...(detail === undefined ? [] : [plan(detailTable(ensemble, detail, shape), format)]),
    ...(paths === undefined ? [] : [paths]),
  ];
}

function plannedPaths(ensemble: Ensemble, { variables, format }: TrajectoryOptions): PlannedTable {
  const table = trajectoryTable(ensemble, variables);
  return { table, format, groups: () => trajectoryGroups(table) };
}

function isHeadlineAll({ scenarios }: Ensemble): boolean {
  return scenarios.every(({ scenario, metrics }) => {
    const headline = headlineMetrics(scenario.base).map((one) => one.name);
    return metrics.every((one) => headline.includes(one.name));
  });
}

/** The files that say what the tables are and where they come from. */
async function writeDescriptions(
  staged: StagedFiles,
  ensemble: Ensemble,
  tables: readonly TableFile[],
  options: WriteOptions,
): Promise<WrittenFile[]> {
  const { language = 'en', licences = [], sources = [] } = options;
  const worlds = worldsSource(ensemble, (path) => readFileOf(options.inputs, path));
  const names = [...tables.map((file) => file.path), 'datapackage.json', 'manifest.json'];
  const text = readme(ensemble, {
    ...{ language, worlds, files: names },
    isLong: options.shape === 'long',
    hasAll: options.metrics === 'all' || isHeadlineAll(ensemble),
  });
  const about = await writeText(staged, 'README.txt', text);
  const packaged = dataPackage(ensemble, tables, { language, worlds, licences, sources });
  const described = await writeJson(staged, 'datapackage.json', packaged);
  const facts = manifest(ensemble, {
    language,
    inputs: hashInputs(options.inputs),
    worlds,
    versions: { toguna: options.version, node: process.versions.node, ...options.versions },
    platform: { system: platform(), architecture: arch() },
    timings: options.timings ?? {},
    files: [...tables, about, described].map((file) => file.path),
  });
  return [about, described, await writeJson(staged, 'manifest.json', facts)];
}

const nameOf = ({ table, format }: PlannedTable) => `${table.name}.${format}`;

async function writeTable(staged: StagedFiles, planned: PlannedTable): Promise<TableFile> {
  const { table, format, groups } = planned;
  const produce = (write: Write) =>
    format === 'csv' ? writeCsv(table, write) : writeParquet(table, groups(), write);
  return { table, ...(await staged.add(nameOf(planned), produce)) };
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
  return writeText(staged, name, `${JSON.stringify(data, null, 2)}\n`);
}

function writeText(staged: StagedFiles, name: string, text: string): Promise<WrittenFile> {
  return staged.add(name, (write) => write(Buffer.from(text, 'utf8')));
}

const bytesOf = ({ content }: InputFile) =>
  typeof content === 'string' ? Buffer.from(content, 'utf8') : content;

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function hashInputs(inputs: readonly InputFile[]): HashedInput[] {
  const hashed = inputs.map((input) => {
    const bytes = bytesOf(input);
    return { path: input.path, bytes: bytes.byteLength, sha256: hashOf(bytes) };
  });
  return hashed.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** A file among those that the run read. */
export function readFileOf(inputs: readonly InputFile[], path: string): ReadFile | undefined {
  const found = inputs.find((one) => one.path === path);
  if (found === undefined) return undefined;
  const bytes = bytesOf(found);
  return { content: Buffer.from(bytes).toString('utf8'), sha256: hashOf(bytes) };
}
