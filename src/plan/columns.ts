import { elementName } from '../model/elements.js';
import type { Model, Parameter } from '../model/model.js';

/** One column of the worlds: a parameter, or one element of it. */
export interface Column {
  readonly name: string;
  /** Names its random numbers: like `name`, with the dimensions in alphabetical order. */
  readonly stream: string;
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
  return Array.from({ length: parameter.size }, (_, element) => {
    const at = elementsAt(model, parameter, element);
    const sorted = [...at].sort((a, b) => (a.dim < b.dim ? -1 : 1));
    return {
      name: elementName(parameter.name, labelOf(at)),
      // The order of the dimensions in the file must not decide what is drawn.
      stream: elementName(parameter.name, labelOf(sorted)),
      parameter,
      element,
    };
  });
}

interface ElementOf {
  readonly dim: string;
  readonly element: string;
}

function elementsAt(model: Model, parameter: Parameter, element: number): readonly ElementOf[] {
  const at: ElementOf[] = [];
  let rest = element;
  for (const dim of [...parameter.dims].reverse()) {
    const elements = model.dimensions.get(dim)?.elements ?? [];
    at.unshift({ dim, element: elements[rest % elements.length] ?? String(rest) });
    rest = Math.floor(rest / elements.length);
  }
  return at;
}

function labelOf(at: readonly ElementOf[]): string {
  return at.map(({ element }) => element).join();
}
