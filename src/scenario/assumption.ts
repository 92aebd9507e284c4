import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { distributionProblem } from '../model/distribution-check.js';
import { KIND_WORDS } from '../model/kind-words.js';
import type { Model, Parameter } from '../model/model.js';
import type { MergedAssumption } from './merge.js';
import { placeOf, placeOfKey } from './part.js';
import type { Assumption } from './scenario.js';
import { maskOf, reportElement } from './target.js';

/** Reads one changed belief about a parameter; undefined after at least one diagnostic. */
export function readAssumption(
  merged: MergedAssumption,
  model: Model,
  diagnostics: Diagnostics,
): Assumption | undefined {
  const { value } = merged.part;
  const before = diagnostics.errorCount;
  const parameter = readParameter(merged, model, diagnostics);
  const problem =
    typeof value === 'object' && 'distribution' in value
      ? distributionProblem(value.distribution)
      : undefined;
  if (problem !== undefined) {
    diagnostics.error(
      'distribution',
      placeOf(merged.part, ['distribution']),
      `invalid distribution: ${problem}`,
    );
  }
  const elements = parameter && readElements(merged, parameter, model, diagnostics);
  if (parameter === undefined || diagnostics.errorCount > before) return undefined;
  const change = changeOf(value);
  return elements === undefined
    ? { parameter: parameter.name, change }
    : { parameter: parameter.name, elements, change };
}

function changeOf(value: MergedAssumption['part']['value']): Assumption['change'] {
  if (typeof value === 'number') return { kind: 'fixed', value };
  if ('scale' in value) return { kind: 'scale', factor: value.scale };
  if ('shift' in value) return { kind: 'shift', amount: value.shift };
  return { kind: 'distribution', distribution: value.distribution };
}

function readParameter(
  { parameter: name, part }: MergedAssumption,
  model: Model,
  diagnostics: Diagnostics,
): Parameter | undefined {
  const found = model.variables.get(name);
  if (found?.kind === 'parameter') return found;
  const parameters = [...model.variables.values()].filter((one) => one.kind === 'parameter');
  const other = found !== undefined && !found.hidden;
  diagnostics.error(
    'unknown-parameter',
    placeOfKey({ ...part, path: part.path.slice(0, 2) }),
    other
      ? `${name} is not a parameter of the model ${model.name} but ${KIND_WORDS[found.kind]}`
      : `the model ${model.name} has no parameter ${JSON.stringify(name)}`,
    {
      nearest: () =>
        nearest(
          name,
          parameters.map((one) => one.name),
        ),
    },
  );
  return undefined;
}

/** The elements that a nested map names, one name for each dimension in turn; all when it names none. */
function readElements(
  { elements, part, parameter: name }: MergedAssumption,
  parameter: Parameter,
  model: Model,
  diagnostics: Diagnostics,
): readonly number[] | undefined {
  const chosen = new Map<string, readonly string[]>();
  for (const [depth, element] of elements.entries()) {
    const dimension = model.dimensions.get(parameter.dims[depth] ?? '');
    const place = placeOfKey({ ...part, path: part.path.slice(0, 3 + depth) });
    if (dimension === undefined) {
      diagnostics.error(
        'unknown-element',
        place,
        depth === 0
          ? `${name} is one number: it has no element ${JSON.stringify(element)}`
          : `${name} varies over ${parameter.dims.join(' and ')} only`,
        { expected: 'a number, or a map with distribution, scale or shift' },
      );
      return undefined;
    }
    if (!dimension.elements.includes(element)) {
      reportElement(element, dimension, place, diagnostics);
      return undefined;
    }
    chosen.set(dimension.name, [element]);
  }
  if (chosen.size === 0) return undefined;
  const mask = maskOf(parameter, chosen, model);
  return [...mask].flatMap((reached, element) => (reached === 1 ? [element] : []));
}
