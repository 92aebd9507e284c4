import { unitLabel } from '../analysis/unit-label.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import { inLanguage } from '../model/names.js';
import { worldColumns } from '../model/world-columns.js';
import type { Cell } from './csv.js';
import { type Column, freeName, type ResultTable, WORLD } from './table.js';

/**
 * `worlds.csv`: the parameters that vary, world by world, as the model's own distributions draw them. What a
 * scenario assumes instead is in `manifest.json`.
 */
export function worldsTable(ensemble: Ensemble, language: string): ResultTable {
  const { worlds } = ensemble;
  return {
    name: 'worlds',
    title: 'Worlds',
    description:
      'One joint draw of all uncertain parameters a row, from the distributions of the model; assumptions of scenarios are in manifest.json.',
    columns: [
      WORLD,
      ...worlds.columns.map((column) => parameterColumn(ensemble, column, language)),
    ],
    primaryKey: ['world'],
    count: ensemble.completed,
    rows: () => worldRows(ensemble),
  };
}

function parameterColumn(ensemble: Ensemble, column: string, language: string): Column {
  const model = ensemble.scenarios[0]?.scenario.base;
  const parameter = model && worldColumns(model).get(column)?.parameter;
  const name = freeName(column, [WORLD.name], 'parameter');
  const named = { name, type: 'number', required: true } as const;
  if (model === undefined || parameter === undefined) return { ...named, description: column };
  const description = inLanguage(parameter.title, language);
  return { ...named, description, unit: unitLabel(model, parameter.unit) };
}

function* worldRows({ worlds, completed }: Ensemble): Generator<Cell[]> {
  const width = worlds.columns.length;
  for (let world = 0; world < completed; world += 1) {
    yield [world, ...worlds.values.subarray(world * width, (world + 1) * width)];
  }
}
