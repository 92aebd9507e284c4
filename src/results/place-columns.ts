import type { Ensemble } from '../ensemble/ensemble.js';
import type { Model } from '../model/model.js';
import { type Column, freeName } from './table.js';

/** How the element of a variable is written: one column a dimension. */
export interface PlaceColumns {
  readonly columns: readonly Column[];
  /** By element of the variable, one cell a column: the element's name, or '' for a dimension it does not have. */
  cells(model: Model, variable: string): readonly (readonly string[])[];
}

/**
 * `region` and `group`, whether the model has them or not, then any other dimension that one of the variables has.
 * @param taken names of the other columns of the table; a dimension of such a name gets `_dimension` behind it.
 */
export function placeColumns(
  ensemble: Ensemble,
  variables: readonly string[],
  taken: readonly string[],
): PlaceColumns {
  const used = new Set(
    ensemble.scenarios.flatMap(({ scenario }) =>
      variables.flatMap((name) => scenario.model.variables.get(name)?.dims ?? []),
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

/** How many numbers the paths of some variables are, in one world under every scenario. */
export function pointsOf({ scenarios }: Ensemble, variables: readonly string[]): number {
  return scenarios.reduce((sum, { scenario: { model, horizon } }) => {
    const sizes = variables.map((name) => model.variables.get(name)?.size ?? 0);
    return sum + horizon.reports * sizes.reduce((a, b) => a + b, 0);
  }, 0);
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
