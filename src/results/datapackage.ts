import type { Ensemble } from '../ensemble/ensemble.js';
import { inLanguage } from '../model/names.js';
import type { WrittenFile } from './atomic-file.js';
import { NOTICE } from './notice.js';
import type { Column, ResultTable } from './table.js';
import type { WorldsSource } from './worlds-source.js';

/** A file of results and the table that it holds. */
export interface TableFile extends WrittenFile {
  readonly table: ResultTable;
}

/** A licence or a source of data, as Frictionless names them. */
export interface Licence {
  readonly name?: string;
  readonly title?: string;
  readonly path?: string;
}
export interface Source {
  readonly title: string;
  readonly path?: string;
}

export interface PackageOptions {
  readonly language: string;
  readonly worlds: WorldsSource;
  /** Licences of the results, when the caller knows them. */
  readonly licences: readonly Licence[];
  /** Sources of data beside those that the models name. */
  readonly sources: readonly Source[];
}

/**
 * `datapackage.json` as plain data: a Frictionless Data Package (version 1) that describes every file, each CSV as
 * a Tabular Data Resource. It holds no time of day, so the same files and seed give the same bytes; `manifest.json`
 * holds timings and is listed without hash.
 *
 * https://specs.frictionlessdata.io/data-package, /tabular-data-resource, /table-schema, /csv-dialect
 */
export function dataPackage(
  ensemble: Ensemble,
  files: readonly TableFile[],
  options: PackageOptions,
) {
  const sources = [...modelSources(ensemble, options.language), ...options.sources];
  return {
    profile: 'data-package',
    name: 'toguna-results',
    title: titleOf(ensemble, options.language),
    description: packageDescription(ensemble, options.worlds),
    ...(options.licences.length > 0 ? { licenses: options.licences } : {}),
    ...(sources.length > 0 ? { sources } : {}),
    resources: [...files.map(tableResource), MANIFEST],
  };
}

const MANIFEST = {
  name: 'manifest',
  path: 'manifest.json',
  profile: 'data-resource',
  title: 'Manifest',
  description: `What makes the results repeatable: inputs with hashes, versions, seed, plan, platform, failures, timings. ${NOTICE}`,
  format: 'json',
  mediatype: 'application/json',
  encoding: 'utf-8',
};

function titleOf({ scenarios }: Ensemble, language: string): string {
  const titles = scenarios.map(({ scenario }) => inLanguage(scenario.title, language));
  return `toguna: ${titles.join(' · ')}`;
}

function packageDescription(
  { scenarios, plan, worlds, completed }: Ensemble,
  source: WorldsSource,
): string {
  const many = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
  const ran =
    completed < worlds.count
      ? `Partial: ${completed} of ${many(worlds.count, 'world')} ran.`
      : `${many(completed, 'world')}.`;
  const baseline = scenarios[0]?.scenario.name ?? '';
  return `Results of toguna: ${NOTICE}. ${many(scenarios.length, 'scenario')}, compared with ${baseline}, over the same worlds. ${ran} Seed ${JSON.stringify(plan.seed)}, ${describeSource(source)}.`;
}

function describeSource({ design, worlds_file: file, others_drawn: others }: WorldsSource): string {
  if (file === undefined) return `design ${design}`;
  const hash = file.sha256 === undefined ? '' : ` (sha256 ${file.sha256})`;
  const count = others?.parameters === 1 ? '1 other parameter' : `${others?.parameters} others`;
  const drawn = others === undefined ? '' : `, ${count} drawn by ${others.design}`;
  return `worlds from the file ${file.path}${hash}${drawn}`;
}

function tableResource({ table, path, bytes, sha256 }: TableFile) {
  const described = {
    name: table.name,
    path,
    title: table.title,
    description: `${table.description} ${NOTICE}`,
  };
  const weighed = { bytes, hash: `sha256:${sha256}` };
  if (path.endsWith('.parquet')) {
    const kind = { format: 'parquet', mediatype: 'application/vnd.apache.parquet' };
    return { ...described, profile: 'data-resource', ...kind, schema: schemaOf(table), ...weighed };
  }
  return {
    ...described,
    profile: 'tabular-data-resource',
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: {
      csvddfVersion: 1.2,
      delimiter: ',',
      lineTerminator: '\n',
      quoteChar: '"',
      doubleQuote: true,
      skipInitialSpace: false,
      header: true,
      caseSensitiveHeader: true,
    },
    schema: schemaOf(table),
    ...weighed,
  };
}

function schemaOf({ columns, primaryKey, ofWorlds }: ResultTable) {
  const reference = { resource: 'worlds', fields: ['world'] };
  return {
    fields: columns.map(field),
    missingValues: [''],
    ...(primaryKey === undefined ? {} : { primaryKey }),
    ...(ofWorlds === true ? { foreignKeys: [{ fields: ['world'], reference }] } : {}),
  };
}

function field(column: Column) {
  const { name, type, description, unit, required, minimum, maximum } = column;
  const constraints = {
    ...(required === true ? { required } : {}),
    ...(column.enum === undefined ? {} : { enum: column.enum }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
  return {
    name,
    type,
    description,
    ...(unit === undefined ? {} : { unit }),
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
  };
}

/** The papers that models come from, and the evidence that their numbers name, each once. */
function modelSources({ scenarios }: Ensemble, language: string): Source[] {
  const found = new Map<string, Source>();
  const add = (title: string, path?: string) => {
    const isLink = path !== undefined && /^https?:\/\/\S+$/.test(path);
    if (!found.has(title)) found.set(title, isLink ? { title, path } : { title });
  };
  for (const { scenario } of scenarios) {
    const model = scenario.base;
    const title = inLanguage(model.title, language);
    add(model.source === undefined ? `Model ${title}` : `Model ${title}: ${model.source}`);
    const named = new Set([...model.variables.values()].flatMap((one) => one.evidence));
    for (const [row, { citation, source }] of Object.entries(model.evidence)) {
      if (named.has(row)) add(citation, source);
    }
  }
  return [...found.values()];
}
