import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Files } from '../../diagnostics/files.js';
import type { YamlFile } from '../../diagnostics/yaml.js';
import { DataFolder } from '../data-folder.js';
import type { Definition, Definitions } from '../definitions.js';
import { readDimensions } from '../dimensions.js';
import type { ModelDocument } from '../document.js';
import { readModelTime, timeForTheRest } from '../model-time.js';
import { Budget, MAX_NUMBERS } from '../size.js';
import { builtInUnits } from '../unit.js';
import type { Defining, EvidenceFile } from './defining.js';
import { defineLever } from './lever.js';
import { defineMetric } from './metric.js';
import { checkNames } from './names.js';
import { checkElements } from './sizes.js';
import { defineEquation, defineStock, linkFlows } from './stocks.js';
import { defineTables } from './tables.js';
import { declareUnits } from './units.js';
import { defineInput, defineParameter } from './values.js';

/**
 * Turns a model document into definitions: units and equations parsed, data read, names unique.
 * @returns undefined when time or dimensions are so wrong that nothing else can be judged.
 */
export function define(
  document: YamlFile<ModelDocument>,
  name: string,
  evidence: EvidenceFile,
  files: Files,
  diagnostics: Diagnostics,
): Definitions | undefined {
  const folder = new DataFolder(document.file, files, diagnostics);
  const time = readModelTime(document, diagnostics) ?? timeForTheRest(document);
  const numbers = new Budget(MAX_NUMBERS);
  const { dimensions, unread, fits } = readDimensions(document, folder, numbers, diagnostics);
  // What varies over more elements than there may be is not laid out.
  if (!fits || !checkElements(document, dimensions, diagnostics)) return undefined;
  if (time === undefined) return undefined;
  // What depends on a dimension or network that could not be read is not judged.
  const yaml = { ...document, unread: new Set([...document.unread, ...unread]) };
  const unitsChecked = yaml.value.units !== 'unchecked';
  const units = builtInUnits();
  const d: Defining = {
    yaml,
    time,
    dimensions,
    evidence,
    folder,
    diagnostics,
    units,
    unitsChecked,
    uncertain: new Set(),
    numbers,
  };
  declareUnits(d);
  checkNames(d);
  const { value } = d.yaml;
  const tables = defineTables(d);
  const quantities = new Map<string, Definition>();
  const put = (one: Definition | undefined) => one !== undefined && quantities.set(one.name, one);
  for (const [key, entry] of Object.entries(value.parameters ?? {}))
    put(defineParameter(d, key, entry));
  for (const [key, entry] of Object.entries(value.inputs ?? {})) put(defineInput(d, key, entry));
  for (const [key, entry] of Object.entries(value.levers ?? {})) put(defineLever(d, key, entry));
  for (const [key, entry] of Object.entries(value.stocks ?? {})) put(defineStock(d, key, entry));
  for (const [key, entry] of Object.entries(value.flows ?? {}))
    put(defineEquation(d, 'flows', 'flow', key, entry));
  for (const [key, entry] of Object.entries(value.auxiliaries ?? {}))
    put(defineEquation(d, 'auxiliaries', 'auxiliary', key, entry));
  linkFlows(d, quantities);
  const metrics = Object.entries(value.metrics ?? {}).flatMap(
    ([key, entry]) => defineMetric(d, key, entry) ?? [],
  );
  const report = value.report?.map((one, index) => ({
    name: one,
    place: d.yaml.placeOf(['report', index]),
  }));
  return {
    name,
    file: d.yaml.file,
    title: value.title,
    ...(value.about === undefined ? {} : { about: value.about }),
    ...(value.source === undefined ? {} : { source: value.source }),
    time: d.time,
    unitsChecked: d.unitsChecked,
    units: d.units,
    dimensions: d.dimensions,
    tables,
    quantities,
    metrics,
    ...(report === undefined ? {} : { report }),
    evidence: evidence.rows,
    unread: d.yaml.unread,
    uncertain: d.uncertain,
    files: [
      d.yaml.file,
      ...d.folder.filesRead,
      ...(evidence.file === undefined ? [] : [evidence.file]),
    ],
  };
}
