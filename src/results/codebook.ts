import { unitLabel } from '../analysis/unit-label.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import type { Model } from '../model/model.js';
import { worldColumns } from '../model/world-columns.js';
import type { Cell } from './csv.js';
import { type Column, type ResultTable, UNIT } from './table.js';
import { oneLine } from './titles.js';

/**
 * `codebook.csv`: what the names in the other files stand for, so that they need not repeat titles.
 * @param variables names of the variables that `detail` or `trajectories` has.
 */
export function codebookTable(
  ensemble: Ensemble,
  variables: readonly string[],
  language: string,
): ResultTable {
  const rows = [...codebookRows(ensemble, variables, language)];
  const column = (name: string, description: string): Column => ({
    name,
    type: 'string',
    description,
  });
  return {
    name: 'codebook',
    title: 'Titles and units of the names in the other files',
    description: 'A row for each scenario, metric, variable, element and parameter.',
    columns: [
      { ...column('kind', 'What is named'), required: true, enum: KINDS },
      { ...column('name', 'The name as it stands in the other files'), required: true },
      column('title', 'Its title'),
      { ...UNIT, description: 'Its unit; 1 is a plain number' },
      column(
        'note',
        'Of a scenario or metric what it is about, of an element its dimension, of a parameter the grade of its evidence',
      ),
    ],
    count: rows.length,
    rows: () => rows,
  };
}

const KINDS = ['scenario', 'metric', 'variable', 'element', 'parameter'];

function* codebookRows(
  ensemble: Ensemble,
  variables: readonly string[],
  language: string,
): Generator<Cell[]> {
  for (const { scenario } of ensemble.scenarios) {
    const { name, title, about } = scenario;
    yield ['scenario', name, oneLine(title, language), '', oneLine(about, language)];
  }
  yield* metricRows(ensemble, language);
  const model = ensemble.scenarios[0]?.scenario.base;
  if (model === undefined) return;
  yield* variableRows(model, variables, language);
  for (const column of ensemble.worlds.columns) {
    const found = worldColumns(model).get(column)?.parameter;
    if (found === undefined) continue;
    const grade = found.grade ?? '';
    const unit = unitLabel(model, found.unit);
    yield ['parameter', column, oneLine(found.title, language), unit, grade];
  }
}

function* metricRows({ scenarios }: Ensemble, language: string): Generator<Cell[]> {
  const seen = new Set<string>();
  for (const { scenario, metrics } of scenarios) {
    for (const { name, title, unit, about } of metrics) {
      const label = unitLabel(scenario.model, unit);
      const key = JSON.stringify([name, label]);
      if (seen.has(key)) continue;
      seen.add(key);
      yield ['metric', name, oneLine(title, language), label, oneLine(about, language)];
    }
  }
}

function* variableRows(
  model: Model,
  variables: readonly string[],
  language: string,
): Generator<Cell[]> {
  const dimensions = new Set<string>();
  for (const name of variables) {
    const found = model.variables.get(name);
    if (found === undefined) continue;
    for (const dimension of found.dims) dimensions.add(dimension);
    const unit = unitLabel(model, found.unit);
    yield ['variable', name, oneLine(found.title, language), unit, oneLine(found.about, language)];
  }
  for (const dimension of dimensions) {
    const { elements, elementTitles } = model.dimensions.get(dimension) ?? NO_DIMENSION;
    for (const [i, element] of elements.entries()) {
      yield ['element', element, oneLine(elementTitles[i], language), '', dimension];
    }
  }
}

const NO_DIMENSION = { elements: [], elementTitles: [] };
