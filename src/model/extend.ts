import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { buildModel } from './build/index.js';
import type { Definition, Definitions, Equation, EquationDefinition } from './definitions.js';
import { sizeOf } from './elements.js';
import type { Input, Model } from './model.js';
import { parseExpression } from './syntax.js';
import type { Unit } from './unit.js';

/** What a scenario adds to a model. The names it makes hold a double underscore, which authors cannot write. */
export interface ModelExtension {
  /** New exogenous series, held step-wise: `values[k * size + element]` holds from `times[k]`. */
  readonly inputs: readonly NewInput[];
  /** New auxiliaries, in the language of the model. */
  readonly auxiliaries: readonly NewAuxiliary[];
  /** Quantities (not stocks) whose value becomes `equation`, in which the old value is `<name>__raw`. */
  readonly replacements: readonly Replacement[];
}

export interface NewInput {
  readonly name: string;
  readonly unit: Unit;
  readonly dims: readonly string[];
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly place: Place;
}

export interface NewAuxiliary {
  readonly name: string;
  /** Absent: whatever the equation has. */
  readonly unit?: Unit;
  readonly dims: readonly string[];
  readonly equation: string;
  readonly place: Place;
}

export interface Replacement {
  readonly name: string;
  readonly equation: string;
  readonly place: Place;
}

/** The name under which the old value of a replaced quantity lives on. */
export function rawName(name: string): string {
  return `${name}__raw`;
}

/** An extended model, and the warnings about the model itself that came with it. */
interface Extended {
  readonly model: Model;
  readonly warnings: readonly Diagnostic[];
}

/** Extended models are kept, so many of each model: scenarios that add the same share one, and what is compiled of it. */
const MOST_KEPT = 16;
const kept = new WeakMap<Model, Map<string, Extended>>();

/**
 * A model with more equations, checked anew. Worlds, levers and random streams keep the names they had. The same
 * extension gives the same model again, whatever place asked for it first.
 * @returns undefined after diagnostics, at the places given.
 */
export function extendModel(
  model: Model,
  extension: ModelExtension,
  diagnostics: Diagnostics,
): Model | undefined {
  const cache = kept.get(model) ?? new Map<string, Extended>();
  kept.set(model, cache);
  const key = keyOf(extension);
  const cached = cache.get(key);
  if (cached !== undefined) {
    tell(cached.warnings, diagnostics);
    return cached.model;
  }
  const own = new Diagnostics();
  const larger = extended(model, extension, own);
  const warnings = own.list();
  tell(warnings, diagnostics);
  // The place of a warning about the extension differs with every caller: do not cache a model with one.
  if (larger === undefined || warnings.some(({ place }) => place.file !== model.file))
    return larger;
  cache.set(key, { model: larger, warnings });
  const [oldest] = cache.keys();
  if (cache.size > MOST_KEPT && oldest !== undefined) cache.delete(oldest);
  return larger;
}

function tell(list: readonly Diagnostic[], diagnostics: Diagnostics): void {
  for (const { severity, code, place, message, expected, nearest } of list)
    diagnostics.add(severity, code, place, message, { expected, nearest });
}

function keyOf(extension: ModelExtension): string {
  return JSON.stringify(extension, (name, value: unknown) => {
    if (name === 'place') return undefined;
    if (value instanceof Float64Array) return [...value].map(String);
    return value instanceof Map ? [...value] : value;
  });
}

function extended(
  model: Model,
  extension: ModelExtension,
  diagnostics: Diagnostics,
): Model | undefined {
  const { definitions } = model;
  const before = diagnostics.errorCount;
  const quantities = new Map<string, Definition>();
  const replaced = new Map(extension.replacements.map((one) => [one.name, one]));
  for (const [name, definition] of definitions.quantities) {
    const replacement = replaced.get(name);
    if (replacement === undefined) quantities.set(name, definition);
    else
      for (const one of replace(definition, replacement, diagnostics))
        quantities.set(one.name, one);
  }
  for (const input of extension.inputs) quantities.set(input.name, newInput(input, definitions));
  for (const auxiliary of extension.auxiliaries) {
    const made = newAuxiliary(auxiliary, definitions, diagnostics);
    if (made !== undefined) quantities.set(made.name, made);
  }
  if (diagnostics.errorCount > before) return undefined;
  return buildModel({ ...definitions, quantities }, diagnostics);
}

function replace(
  old: Definition,
  replacement: Replacement,
  diagnostics: Diagnostics,
): Definition[] {
  const { name, place } = replacement;
  const equation = parse(replacement.equation, place, `${name}__replaced`, diagnostics);
  if (equation === undefined || old.kind === 'stock') return [old];
  const kind = old.kind === 'flow' ? ('flow' as const) : ('auxiliary' as const);
  const { title, dims, size, evidence, unit } = old;
  const made: EquationDefinition = {
    name,
    title,
    dims,
    size,
    hidden: old.hidden,
    place: old.place,
    evidence,
    kind,
    equation,
    ...(unit === undefined ? {} : { unit }),
    ...(old.about === undefined ? {} : { about: old.about }),
    ...(old.grade === undefined ? {} : { grade: old.grade }),
  };
  // A flow's old rate drains and fills nothing any more: it is a plain auxiliary.
  const raw = { ...old, name: rawName(name), hidden: true };
  return [raw.kind === 'flow' ? { ...raw, kind: 'auxiliary' } : raw, made];
}

function newInput(input: NewInput, definitions: Definitions): Input {
  return {
    name: input.name,
    title: input.name,
    unit: input.unit,
    dims: input.dims,
    size: sizeOf(input.dims, definitions.dimensions),
    hidden: true,
    place: input.place,
    evidence: [],
    kind: 'input',
    times: input.times,
    values: input.values,
    interpolation: 'step',
  };
}

function newAuxiliary(
  auxiliary: NewAuxiliary,
  definitions: Definitions,
  diagnostics: Diagnostics,
): EquationDefinition | undefined {
  const { name, dims, place, unit } = auxiliary;
  const equation = parse(auxiliary.equation, place, name, diagnostics);
  if (equation === undefined) return undefined;
  return {
    name,
    title: name,
    dims,
    size: sizeOf(dims, definitions.dimensions),
    hidden: true,
    place,
    evidence: [],
    kind: 'auxiliary',
    equation,
    ...(unit === undefined ? {} : { unit }),
  };
}

// Everything in an added equation stands at the line of the scenario that asked for it.
function parse(
  text: string,
  place: Place,
  stream: string,
  diagnostics: Diagnostics,
): Equation | undefined {
  const syntax = parseExpression(text, () => place, diagnostics);
  return syntax && { text, syntax, stream };
}
