import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Files } from '../../diagnostics/files.js';
import type { YamlFile } from '../../diagnostics/yaml.js';
import { DataFolder } from '../data-folder.js';
import type { Definition, Definitions } from '../definitions.js';
import { readDimensions } from '../dimensions.js';
import type { ModelDocument } from '../document.js';
import type { Evidence } from '../grade.js';
import { readModelTime } from '../model-time.js';
import { builtInUnits } from '../unit.js';
import type { Defining } from './defining.js';
import { defineLever } from './lever.js';
import { defineMetric } from './metric.js';
import { checkNames } from './names.js';
import { defineEquation, defineStock, linkFlows } from './stocks.js';
import { defineTables } from './tables.js';
import { declareUnits } from './units.js';
import { defineInput, defineParameter } from './values.js';

/**
 * Turns a model document into definitions: units and equations parsed, data read, names unique.
 * @returns undefined when time or dimensions are so wrong that nothing else can be judged.
 */
export function define(
  yaml: YamlFile<ModelDocument>,
  name: string,
  evidence: Evidence,
  evidenceFile: string | undefined,
  files: Files,
  diagnostics: Diagnostics,
): Definitions | undefined {
  const folder = new DataFolder(yaml.file, files, diagnostics);
  const time = readModelTime(yaml, diagnostics);
  const before = diagnostics.errorCount;
  const dimensions = readDimensions(yaml, folder, diagnostics);
  if (time === undefined || diagnostics.errorCount > before) return undefined;
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
  };
  declareUnits(d);
  checkNames(d);
  const document = d.yaml.value;
  const tables = defineTables(d);
  const quantities = new Map<string, Definition>();
  const put = (one: Definition | undefined) => one !== undefined && quantities.set(one.name, one);
  for (const [key, entry] of Object.entries(document.parameters ?? {}))
    put(defineParameter(d, key, entry));
  for (const [key, entry] of Object.entries(document.inputs ?? {})) put(defineInput(d, key, entry));
  for (const [key, entry] of Object.entries(document.levers ?? {})) put(defineLever(d, key, entry));
  for (const [key, entry] of Object.entries(document.stocks ?? {})) put(defineStock(d, key, entry));
  for (const [key, entry] of Object.entries(document.flows ?? {}))
    put(defineEquation(d, 'flows', 'flow', key, entry));
  for (const [key, entry] of Object.entries(document.auxiliaries ?? {}))
    put(defineEquation(d, 'auxiliaries', 'auxiliary', key, entry));
  linkFlows(d, quantities);
  const metrics = Object.entries(document.metrics ?? {}).flatMap(
    ([key, entry]) => defineMetric(d, key, entry) ?? [],
  );
  const report = document.report?.map((one, index) => ({
    name: one,
    place: d.yaml.placeOf(['report', index]),
  }));
  return {
    name,
    file: d.yaml.file,
    title: document.title,
    ...(document.about === undefined ? {} : { about: document.about }),
    ...(document.source === undefined ? {} : { source: document.source }),
    time: d.time,
    unitsChecked: d.unitsChecked,
    units: d.units,
    dimensions: d.dimensions,
    tables,
    quantities,
    metrics,
    ...(report === undefined ? {} : { report }),
    evidence: d.evidence,
    unread: d.yaml.unread,
    files: [
      d.yaml.file,
      ...d.folder.filesRead,
      ...(evidenceFile === undefined ? [] : [evidenceFile]),
    ],
  };
}
