import type { Model, Parameter } from '../model/model.js';

/** One column of the worlds: a parameter, or one element of it. */
export interface Column {
  readonly name: string;
  readonly parameter: Parameter;
  /** Counted from 0, the last dimension fastest. */
  readonly element: number;
}

/** The columns of the parameters that have a distribution, in the order of the model. */
export function varyingColumns(model: Model): readonly Column[] {
  return parametersOf(model)
    .filter((parameter) => parameter.distribution !== undefined)
    .flatMap((parameter) => columnsOf(model, parameter));
}

export function parametersOf(model: Model): readonly Parameter[] {
  return [...model.variables.values()].filter((one) => one.kind === 'parameter');
}

/** The columns of one parameter: `beta`, or `trust[mopti]`, `contact[mopti,jnim]` for each element. */
export function columnsOf(model: Model, parameter: Parameter): readonly Column[] {
  return Array.from({ length: parameter.size }, (_, element) => ({
    name: columnName(model, parameter, element),
    parameter,
    element,
  }));
}

export function columnName(model: Model, parameter: Parameter, element: number): string {
  if (parameter.dims.length === 0) return parameter.name;
  const names: string[] = [];
  let rest = element;
  for (const dim of [...parameter.dims].reverse()) {
    const elements = model.dimensions.get(dim)?.elements ?? [];
    names.unshift(elements[rest % elements.length] ?? String(rest));
    rest = Math.floor(rest / elements.length);
  }
  return `${parameter.name}[${names.join(',')}]`;
}
