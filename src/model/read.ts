import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { folderOf, joinPath, resolveInside } from '../diagnostics/files.js';
import { readYaml } from '../diagnostics/yaml.js';
import { buildModel } from './build/index.js';
import type { EvidenceFile } from './define/defining.js';
import { SECTIONS as QUANTITY_SECTIONS } from './define/defining.js';
import { define } from './define/index.js';
import type { ModelDocument } from './document.js';
import { modelSchema } from './document.js';
import type { Evidence } from './grade.js';
import { evidenceSchema } from './grade.js';
import type { Model } from './model.js';

/**
 * Reads and checks a model file with the data and evidence it stands on. Every problem found is reported.
 * @param namedAt the place that named the file, when another file did.
 * @returns undefined when there is an error.
 *
 * @example
 * const diagnostics = new Diagnostics();
 * const model = readModel('models/sahel/model.yaml', diskFiles, diagnostics);
 */
export function readModel(
  path: string,
  files: Files,
  diagnostics: Diagnostics,
  namedAt?: Place,
): Model | undefined {
  const before = diagnostics.errorCount;
  const yaml = readYaml<ModelDocument>(path, modelSchema, files, diagnostics, namedAt);
  if (yaml === undefined) return undefined;
  const evidence = readEvidence(path, files, diagnostics);
  // If a section could not be read, stop: its names would all be reported as unknown.
  if (SECTIONS.some((section) => yaml.unread.has(section))) return undefined;
  const definitions = define(yaml, nameOfModel(path), evidence, files, diagnostics);
  if (diagnostics.errorCount > before) {
    // Names and equations are still checked, so that one reading shows all that is wrong.
    if (definitions !== undefined) buildModel(definitions, diagnostics);
    return undefined;
  }
  return definitions && buildModel(definitions, diagnostics);
}

/** `models/sahel/model.yaml` is known as sahel, `models/library/sir.yaml` as sir. */
export function nameOfModel(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
  const folder = folderOf(path);
  return file === 'model' && folder !== '' ? folder.slice(folder.lastIndexOf('/') + 1) : file;
}

const SECTIONS: readonly (keyof ModelDocument)[] = [
  ...QUANTITY_SECTIONS,
  ...(['time', 'units', 'dimensions', 'tables'] as const),
];

function readEvidence(modelFile: string, files: Files, diagnostics: Diagnostics): EvidenceFile {
  const folder = folderOf(modelFile);
  const path = joinPath(folder, 'evidence.yaml');
  if (!files.list(folder).includes('evidence.yaml')) return { rows: {}, unread: new Set() };
  const start = { file: modelFile, line: 1, column: 1 };
  if (resolveInside(files, folder, 'evidence.yaml', start, diagnostics) === undefined)
    return { rows: {}, unread: 'all' };
  const yaml = readYaml<Evidence>(path, evidenceSchema, files, diagnostics);
  return { rows: yaml?.value ?? {}, file: path, unread: yaml?.unread ?? 'all' };
}
