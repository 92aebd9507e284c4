import { elementLabels, elementName } from './elements.js';
import type { Model, Parameter } from './model.js';

/** What one column of the worlds stands for: a parameter, or one element of it. */
export interface WorldColumn {
  readonly parameter: Parameter;
  /** Counted from 0, the last dimension fastest. */
  readonly element: number;
  /** `mopti`, or `mopti,jnim`; empty for a parameter without dimensions. */
  readonly label: string;
}

const COLUMNS = new WeakMap<Model, ReadonlyMap<string, WorldColumn>>();

/** The columns that worlds of a model may have, by name: `beta`, `trust[mopti]`. No name is ever taken apart. */
export function worldColumns(model: Model): ReadonlyMap<string, WorldColumn> {
  const cached = COLUMNS.get(model);
  if (cached !== undefined) return cached;
  const columns = new Map<string, WorldColumn>();
  for (const parameter of model.variables.values()) {
    if (parameter.kind !== 'parameter') continue;
    for (const [element, label] of elementLabels(parameter.dims, model.dimensions).entries()) {
      columns.set(elementName(parameter.name, label), { parameter, element, label });
    }
  }
  COLUMNS.set(model, columns);
  return columns;
}
