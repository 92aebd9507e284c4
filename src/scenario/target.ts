import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { reportTwice } from '../diagnostics/twice.js';
import type { Dimension, Model } from '../model/model.js';
import type { ElementsDocument, RegionsDocument } from './document.js';
import type { Part } from './part.js';
import { placeOf, placeOfKey } from './part.js';
import type { InterventionNote } from './scenario.js';

/** The elements of a variable that an intervention or event reaches. */
export interface Target {
  /** 1 for each element it reaches, in the order of the variable's elements. */
  readonly mask: Uint8Array;
  /** Picks among those elements while the model runs. */
  readonly rule?: Part<string>;
  /** The same for people. */
  readonly where: InterventionNote['where'];
}

/** What a target is over: a lever or another variable. */
export interface Reached {
  readonly name: string;
  readonly dims: readonly string[];
  readonly size: number;
}

/**
 * Resolves `regions` and `elements` for a variable. `regions` speaks of the dimension `region`, or of the
 * only one that the variable has.
 * @returns undefined after at least one diagnostic.
 */
export function readTarget(
  variable: Reached,
  regions: Part<RegionsDocument> | undefined,
  elements: Part<ElementsDocument> | undefined,
  model: Pick<Model, 'dimensions'>,
  diagnostics: Diagnostics,
): Target | undefined {
  const before = diagnostics.errorCount;
  const rule = ruleOf(regions);
  const chosen = new Map<string, readonly string[]>();
  const regionNames = namesOf(regions?.value);
  if (regions !== undefined && (regionNames !== undefined || rule !== undefined)) {
    const dimension = regionDimension(variable, model);
    if (dimension === undefined) {
      reportNoRegion(variable, regions, diagnostics);
    } else if (regionNames !== undefined) {
      checkElements(dimension, regionNames, regions, [], diagnostics);
      chosen.set(dimension.name, regionNames);
    }
  }
  for (const [name, given] of Object.entries(elements?.value ?? {})) {
    if (elements === undefined) break;
    const dimension = dimensionOf(variable, name, model);
    const names = typeof given === 'string' ? [given] : given;
    if (dimension === undefined) {
      diagnostics.error(
        'unknown-dimension',
        placeOfKey(elements, [name]),
        `${variable.name} does not vary over ${name}`,
        { expected: dimensionsText(variable), nearest: () => nearest(name, variable.dims) },
      );
    } else if (chosen.has(name)) {
      diagnostics.error(
        'duplicate-key',
        placeOfKey(elements, [name]),
        `both regions and elements.${name} say which elements of ${name} are meant`,
      );
    } else {
      checkElements(dimension, names, elements, [name], diagnostics);
      chosen.set(name, names);
    }
  }
  if (diagnostics.errorCount > before) return undefined;
  const mask = maskOf(variable, chosen, model);
  const where = rule
    ? { rule: rule.value }
    : chosen.size === 0
      ? 'all'
      : [...chosen.values()].flat();
  return { mask, where, ...(rule === undefined ? {} : { rule }) };
}

/** 1 for each element of a variable whose part in every dimension of `chosen` is among the names there. */
export function maskOf(
  variable: Reached,
  chosen: ReadonlyMap<string, readonly string[]>,
  model: Pick<Model, 'dimensions'>,
): Uint8Array {
  const mask = new Uint8Array(variable.size).fill(1);
  let inner = variable.size;
  for (const name of variable.dims) {
    const names = model.dimensions.get(name)?.elements ?? [];
    inner /= Math.max(1, names.length);
    const wanted = chosen.get(name);
    if (wanted === undefined) continue;
    for (let element = 0; element < variable.size; element++) {
      const here = names[Math.floor(element / inner) % names.length] ?? '';
      if (!wanted.includes(here)) mask[element] = 0;
    }
  }
  return mask;
}

/** The name of an element of a variable: `mopti`, `mopti, jnim`, or '' for a variable without dimensions. */
export function elementName(
  variable: Reached,
  element: number,
  model: Pick<Model, 'dimensions'>,
): string {
  let inner = variable.size;
  const names = variable.dims.map((name) => {
    const all = model.dimensions.get(name)?.elements ?? [];
    inner /= Math.max(1, all.length);
    return all[Math.floor(element / inner) % all.length] ?? '';
  });
  return names.join(', ');
}

/** Names given for regions; undefined for `all`, for nothing and for a rule. */
function namesOf(regions: RegionsDocument | undefined): readonly string[] | undefined {
  if (regions === undefined || regions === 'all') return undefined;
  if (typeof regions === 'string') return [regions];
  return Array.isArray(regions) ? regions : undefined;
}

function ruleOf(regions: Part<RegionsDocument> | undefined): Part<string> | undefined {
  const value = regions?.value;
  if (regions === undefined || typeof value !== 'object' || Array.isArray(value)) return undefined;
  return { value: value.where, file: regions.file, path: [...regions.path, 'where'] };
}

function regionDimension(
  variable: Reached,
  model: Pick<Model, 'dimensions'>,
): Dimension | undefined {
  const only = variable.dims.length === 1 ? variable.dims[0] : undefined;
  return dimensionOf(variable, 'region', model) ?? dimensionOf(variable, only, model);
}

function dimensionOf(
  variable: Reached,
  name: string | undefined,
  model: Pick<Model, 'dimensions'>,
): Dimension | undefined {
  return name !== undefined && variable.dims.includes(name)
    ? model.dimensions.get(name)
    : undefined;
}

function reportNoRegion(
  variable: Reached,
  regions: Part<RegionsDocument>,
  diagnostics: Diagnostics,
): void {
  const expected =
    variable.dims.length === 0 ? 'no regions' : `elements, such as {${variable.dims[0]}: [...]}`;
  diagnostics.error(
    'unknown-dimension',
    placeOf(regions),
    variable.dims.length === 0
      ? `${variable.name} is one number, not one for each region`
      : `${variable.name} does not vary over region`,
    { expected },
  );
}

function dimensionsText(variable: Reached): string {
  return variable.dims.length === 0 ? 'no elements' : `one of ${variable.dims.join(', ')}`;
}

function checkElements(
  dimension: Dimension,
  names: readonly string[],
  part: Part<RegionsDocument | ElementsDocument>,
  inside: readonly string[],
  diagnostics: Diagnostics,
): void {
  const isList = Array.isArray(
    inside.length === 0 ? part.value : (part.value as ElementsDocument)[inside[0] ?? ''],
  );
  reportTwice(names, (index) => placeOf(part, [...inside, index]), diagnostics);
  names.forEach((name, index) => {
    if (dimension.elements.includes(name)) return;
    const place = placeOf(part, isList ? [...inside, index] : inside);
    reportElement(name, dimension, place, diagnostics);
  });
}

/** Says that a dimension has no such element, and which is near. */
export function reportElement(
  name: string,
  dimension: Dimension,
  place: Parameters<Diagnostics['error']>[1],
  diagnostics: Diagnostics,
): void {
  const few = dimension.elements.slice(0, 12).join(', ');
  const more = dimension.elements.length > 12 ? ', ...' : '';
  diagnostics.error(
    'unknown-element',
    place,
    `${dimension.name} has no element ${JSON.stringify(name)}`,
    { expected: `one of ${few}${more}`, nearest: () => nearest(name, dimension.elements) },
  );
}
