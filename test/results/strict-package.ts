import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseCsv } from './strict-csv.js';

// What the specifications ask of a data package, written from them and not from the writer.

const field = z.strictObject({
  name: z.string().min(1),
  type: z.enum(['string', 'integer', 'number', 'yearmonth', 'boolean']),
  description: z.string().min(1),
  unit: z.string().optional(),
  constraints: z
    .strictObject({
      required: z.boolean().optional(),
      enum: z.array(z.string()).optional(),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
    })
    .optional(),
});

const schema = z.strictObject({
  fields: z.array(field).min(1),
  missingValues: z.tuple([z.literal('')]),
  primaryKey: z.array(z.string()).optional(),
  foreignKeys: z
    .array(
      z.strictObject({
        fields: z.array(z.string()),
        reference: z.strictObject({ resource: z.string(), fields: z.array(z.string()) }),
      }),
    )
    .optional(),
});

const named = {
  name: z.string().regex(/^([-a-z0-9._/])+$/),
  path: z.string().regex(/^[a-z]+\.[a-z]+$/),
  title: z.string(),
  description: z.string().includes('scenario exploration, not a forecast; not for targeting'),
};
const weighed = { bytes: z.int().positive(), hash: z.string().regex(/^sha256:[0-9a-f]{64}$/) };

const table = z.strictObject({
  ...named,
  ...weighed,
  profile: z.literal('tabular-data-resource'),
  format: z.literal('csv'),
  mediatype: z.literal('text/csv'),
  encoding: z.literal('utf-8'),
  dialect: z.strictObject({
    csvddfVersion: z.literal(1.2),
    delimiter: z.literal(','),
    lineTerminator: z.literal('\n'),
    quoteChar: z.literal('"'),
    doubleQuote: z.literal(true),
    skipInitialSpace: z.literal(false),
    header: z.literal(true),
    caseSensitiveHeader: z.literal(true),
  }),
  schema,
});

const parquet = z.strictObject({
  ...named,
  ...weighed,
  profile: z.literal('data-resource'),
  format: z.literal('parquet'),
  mediatype: z.literal('application/vnd.apache.parquet'),
  schema,
});

const json = z.strictObject({
  ...named,
  profile: z.literal('data-resource'),
  format: z.literal('json'),
  mediatype: z.literal('application/json'),
  encoding: z.literal('utf-8'),
});

const dataPackage = z.strictObject({
  profile: z.literal('data-package'),
  name: z.string().regex(/^([-a-z0-9._/])+$/),
  title: z.string(),
  description: z.string().includes('scenario exploration, not a forecast; not for targeting'),
  licenses: z.array(z.strictObject({ name: z.string() })).optional(),
  sources: z.array(z.strictObject({ title: z.string(), path: z.url().optional() })).optional(),
  resources: z.array(z.union([table, parquet, json])).min(1),
});

export type TestedPackage = z.infer<typeof dataPackage>;
type Schema = z.infer<typeof schema>;
type Field = z.infer<typeof field>;

/** Every file by name, as rows of cells by column, once all of it is valid; otherwise it throws. */
export function readPackage(folder: string): {
  readonly description: TestedPackage;
  readonly tables: ReadonlyMap<string, readonly Record<string, string>[]>;
} {
  const text = readFileSync(join(folder, 'datapackage.json'), 'utf8');
  const description = dataPackage.parse(JSON.parse(text));
  const tables = new Map<string, Record<string, string>[]>();
  for (const resource of description.resources) {
    const bytes = readFileSync(join(folder, resource.path));
    if ('bytes' in resource) {
      expectSame(`${resource.path} bytes`, bytes.byteLength, resource.bytes);
      const hash = createHash('sha256').update(bytes).digest('hex');
      expectSame(`${resource.path} hash`, `sha256:${hash}`, resource.hash);
    }
    if (resource.format !== 'csv') continue;
    const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    tables.set(resource.name, checkTable(resource.path, parseCsv(decoded), resource.schema));
  }
  for (const resource of description.resources) {
    if (resource.format === 'csv') checkForeignKeys(resource.name, resource.schema, tables);
  }
  return { description, tables };
}

function checkTable(path: string, records: string[][], { fields, primaryKey }: Schema) {
  const names = fields.map((one) => one.name);
  expectSame(`${path} header`, records[0]?.join('|'), names.join('|'));
  expectSame(`${path} distinct columns`, new Set(names).size, names.length);
  const keys = new Set<string>();
  const rows = records.slice(1).map((record, row) => {
    expectSame(`${path} row ${row} cells`, record.length, fields.length);
    for (const [c, one] of fields.entries()) checkCell(`${path} row ${row}`, record[c]!, one);
    return Object.fromEntries(names.map((name, c) => [name, record[c]!]));
  });
  if (primaryKey !== undefined) {
    for (const row of rows) keys.add(JSON.stringify(primaryKey.map((name) => row[name])));
    expectSame(`${path} primary keys`, keys.size, rows.length);
  }
  return rows;
}

const LEXICAL: Record<Field['type'], RegExp> = {
  string: /^/,
  integer: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/,
  boolean: /^(true|false)$/,
  yearmonth: /^\d{4}-(0[1-9]|1[0-2])$/,
};

function checkCell(where: string, cell: string, { name, type, constraints = {} }: Field): void {
  const fail = (what: string) => {
    throw new Error(`${where}: ${name} ${JSON.stringify(cell)} ${what}`);
  };
  if (cell === '') {
    if (constraints.required === true) fail('is required');
    return;
  }
  if (!LEXICAL[type].test(cell)) fail(`is not ${type}`);
  if (constraints.enum !== undefined && !constraints.enum.includes(cell)) fail('is not in enum');
  if (Number(cell) < (constraints.minimum ?? -Infinity)) fail('is below the minimum');
  if (Number(cell) > (constraints.maximum ?? Infinity)) fail('is above the maximum');
}

function checkForeignKeys(
  name: string,
  { foreignKeys = [] }: Schema,
  tables: ReadonlyMap<string, readonly Record<string, string>[]>,
): void {
  for (const { fields, reference } of foreignKeys) {
    const target = tables.get(reference.resource) ?? [];
    const key = (row: Record<string, string>, columns: string[]) =>
      JSON.stringify(columns.map((column) => row[column]));
    const known = new Set(target.map((row) => key(row, reference.fields)));
    for (const row of tables.get(name) ?? []) {
      if (!known.has(key(row, fields))) throw new Error(`${name}: no ${key(row, fields)}`);
    }
  }
}

function expectSame(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${what}: ${String(found)}, not ${String(wanted)}`);
}
