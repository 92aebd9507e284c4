import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';
import type { Model } from '../model/model.js';
import { type Column, freeName } from './table.js';

/** How the element of a variable is written: one column a dimension. */
export interface PlaceColumns {
  readonly columns: readonly Column[];
  /** By element of the variable, one cell a column: the element's name, or '' for a dimension it does not have. */
  cells(model: Model, variable: string): readonly (readonly string[])[];
}

/**
 * `region` and `group`, whether the model has them or not, then any other dimension that a reported variable has.
 * @param taken names of the other columns of the table; a dimension of such a name gets `_dimension` behind it.
 */
export function placeColumns(ensemble: Ensemble, taken: readonly string[]): PlaceColumns {
  const used = new Set(
    ensemble.scenarios.flatMap((runs) =>
      reportedVariables(runs).flatMap(
        (name) => runs.scenario.model.variables.get(name)?.dims ?? [],
      ),
    ),
  );
  const dimensions = [...new Set(['region', 'group', ...used])];
  const columns = dimensions.map((name): Column => {
    const description = `Element of the dimension ${name}; empty for what has no such dimension`;
    return { name: freeName(name, taken, 'dimension'), type: 'string', description };
  });
  const cells = (model: Model, variable: string) => {
    const { dims = [], size = 1 } = model.variables.get(variable) ?? {};
    return Array.from({ length: size }, (_, element) => {
      const names = elementNames(model, dims, element);
      return dimensions.map((dimension) => names.get(dimension) ?? '');
    });
  };
  return { columns, cells };
}

/** The variables of a scenario's report that its runs kept. */
export function reportedVariables(runs: ScenarioRuns): string[] {
  const { base } = runs.scenario;
  return base.report.filter((name) => runs.series.has(name) || runs.sketches?.of(name));
}

/** The names of element number `element` by dimension; the last dimension counts fastest. */
export function elementNames(
  model: Model,
  dims: readonly string[],
  element: number,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let rest = element;
  for (const dim of dims.toReversed()) {
    const elements = model.dimensions.get(dim)?.elements ?? [];
    names.set(dim, elements[rest % elements.length] ?? '');
    rest = Math.floor(rest / elements.length);
  }
  return names;
}
