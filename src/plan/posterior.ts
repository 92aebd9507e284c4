import type { Csv } from '../diagnostics/csv.js';
import { numberInCell, parseCsv, placeOfCell } from '../diagnostics/csv.js';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Model } from '../model/model.js';
import type { Column } from './columns.js';
import { columnsOf, parametersOf } from './columns.js';
import type { ReadColumn } from './draw.js';
import { worldsOf } from './draw.js';
import type { Plan, Worlds } from './plan.js';
import { rowsByWorld, WORLD_COLUMN } from './world-rows.js';
import type { WorldOptions } from './worlds.js';
import { checkedRecipe } from './worlds.js';

const MAX_PROBLEMS = 20;

/**
 * Worlds from a CSV, such as a posterior: a row is a world, a column is named like a column of the worlds
 * (`beta`, `trust[mopti]`), and a column `world` says which world a row is, in whatever order they stand; without
 * it world i takes row i. When there are more worlds than rows, the rows begin again (a warning says so). Parameters that have a distribution
 * but no column are drawn as in `makeWorlds`.
 *
 * The quantile of a value from the file is its rank among the rows, so an assumption that changes the
 * distribution keeps each world as high or low as it was.
 * @throws InputError when there are errors; they are in `diagnostics`, with line and column.
 */
export function readWorlds(
  file: string,
  text: string,
  model: Model,
  plan: Plan,
  diagnostics: Diagnostics,
  options: WorldOptions = {},
): Worlds {
  diagnostics.addSource(file, text);
  const csv = parseCsv(file, text, diagnostics);
  const read = csv === undefined ? [] : readColumns(csv, model, diagnostics);
  const rows = csv?.rows.length ?? 0;
  const top: Place = { file, line: 1, column: 1 };
  if (csv !== undefined && rows === 0) {
    diagnostics.error('worlds', top, 'the file holds no worlds', {
      expected: 'a row for each world',
    });
  }
  const recipe = checkedRecipe(model, plan, diagnostics, options);
  if (rows < plan.worlds) {
    const what = `the file holds ${rows} ${rows === 1 ? 'world' : 'worlds'}, and the plan asks for ${plan.worlds}: rows are used again`;
    diagnostics.warning('worlds', top, what);
  }
  return worldsOf({ ...recipe, read: { columns: read, rows } }, options.stretch);
}

function readColumns(csv: Csv, model: Model, diagnostics: Diagnostics): readonly ReadColumn[] {
  const known = new Map<string, Column>();
  for (const parameter of parametersOf(model)) {
    if (parameter.hidden) continue;
    for (const column of columnsOf(model, parameter)) known.set(column.name, column);
  }
  const before = diagnostics.errorCount;
  const read: ReadColumn[] = [];
  const numbers = csv.header.findIndex(
    (name, at) => name === WORLD_COLUMN && (at === 0 || !known.has(name)),
  );
  // Columns are looked at even where the numbers of the worlds are wrong, so that one reading shows all.
  const ordered = numbers < 0 ? undefined : rowsByWorld(csv, numbers, diagnostics);
  const rows = ordered ?? csv.rows;
  for (const [at, header] of csv.header.entries()) {
    if (at === numbers) continue;
    const name = header.replace(/\s*([[\],])\s*/g, '$1');
    if (!known.has(name)) {
      const place = placeOfCell(csv.file, csv.head, at);
      reportUnknown(name, place, known, model, diagnostics);
      continue;
    }
    if (read.some((one) => one.name === name)) {
      const place = placeOfCell(csv.file, csv.head, at);
      diagnostics.error('worlds', place, `a second column for ${name}`, { expected: 'one' });
      continue;
    }
    const values = new Float64Array(rows.length);
    for (const [i, row] of rows.entries()) {
      values[i] = numberInCell(csv, row, at, diagnostics) ?? Number.NaN;
      if (diagnostics.errorCount - before >= MAX_PROBLEMS) return read;
    }
    read.push({ name, values, quantiles: sampleQuantiles(values) });
  }
  return read;
}

function reportUnknown(
  name: string,
  place: Place,
  known: ReadonlyMap<string, Column>,
  model: Model,
  diagnostics: Diagnostics,
): void {
  const parameter = model.variables.get(name);
  if (parameter?.kind === 'parameter') {
    const first = columnsOf(model, parameter)[0]?.name;
    const what = `${name} has ${parameter.size} elements, and a column holds one`;
    diagnostics.error('worlds', place, what, { expected: `a column such as ${first}` });
    return;
  }
  const what =
    name === ''
      ? 'a column has no name'
      : parameter === undefined
        ? `the model has no parameter ${JSON.stringify(name)}`
        : `${name} is not a parameter (${parameter.kind})`;
  diagnostics.error('worlds', place, what, {
    expected: 'a parameter, or one element of it as in trust[mopti]',
    nearest: () => nearest(name, known.keys()),
  });
}

// Midranks, so that equal values share a quantile.
function sampleQuantiles(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const result = new Float64Array(values.length);
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && values[order[j]!] === values[order[i]!]) j += 1;
    if (j === i) j += 1;
    for (let k = i; k < j; k++) result[order[k]!] = (i + j) / 2 / values.length;
    i = j;
  }
  return result;
}
