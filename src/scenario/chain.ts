import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { folderOf, joinPath, resolveInside } from '../diagnostics/files.js';
import { nearest } from '../diagnostics/nearest.js';
import type { YamlFile } from '../diagnostics/yaml.js';
import { readYaml } from '../diagnostics/yaml.js';
import { FILE_NAME_RULE, type ScenarioDocument, scenarioSchema } from './document.js';
import { foldersAbove } from './find-model.js';

/** A scenario file and those that it extends, nearest first. */
export type Chain = readonly [ScenarioFile, ...ScenarioFile[]];

export interface ScenarioFile {
  /** The file name without `.yaml`. */
  readonly name: string;
  readonly yaml: YamlFile<ScenarioDocument>;
}

const MAX_DEPTH = 20;
const EXTENSION = /\.ya?ml$/;

/** Reads each scenario file once, however many extend it. */
export type ReadDocument = (
  path: string,
  namedAt?: Place,
) => YamlFile<ScenarioDocument> | undefined;

export function documentReader(files: Files, diagnostics: Diagnostics): ReadDocument {
  const read = new Map<string, YamlFile<ScenarioDocument> | undefined>();
  return (path, namedAt) => {
    if (!read.has(path)) {
      read.set(path, readYaml<ScenarioDocument>(path, scenarioSchema, files, diagnostics, namedAt));
    }
    return read.get(path);
  };
}

/** The name of the scenario at `path`. */
export function scenarioName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(EXTENSION, '');
}

/**
 * Follows `extends` from the file at `path`.
 * @param namedAt where the path was given, for the message that there is no such file.
 * @param roots folders that hold a `scenarios` folder, looked in last for `extends: folder/name`.
 * @returns undefined after at least one diagnostic.
 */
export function readChain(
  path: string,
  read: ReadDocument,
  files: Files,
  diagnostics: Diagnostics,
  namedAt?: Place,
  roots: readonly string[] = [],
): Chain | undefined {
  const first = read(path, namedAt);
  if (first === undefined) return undefined;
  if (first.unread.has('extends')) return undefined;
  const chain: [ScenarioFile, ...ScenarioFile[]] = [{ name: scenarioName(path), yaml: first }];
  for (let yaml = first; yaml.value.extends !== undefined; ) {
    const parent = parentPath(yaml, yaml.value.extends, files, diagnostics, roots);
    if (parent === undefined) return undefined;
    const seen = chain.findIndex((one) => one.yaml.file === parent);
    if (seen >= 0) {
      reportCycle(chain.slice(seen), diagnostics);
      return undefined;
    }
    if (chain.length > MAX_DEPTH) {
      diagnostics.error(
        'extends-depth',
        yaml.placeOf(['extends']),
        `${chain[0].name} extends more than ${MAX_DEPTH} files, one after another`,
      );
      return undefined;
    }
    const next = read(parent);
    if (next === undefined || next.unread.has('extends')) return undefined;
    chain.push({ name: scenarioName(parent), yaml: next });
    yaml = next;
  }
  return chain;
}

function parentPath(
  yaml: YamlFile<ScenarioDocument>,
  name: string,
  files: Files,
  diagnostics: Diagnostics,
  roots: readonly string[],
): string | undefined {
  const folder = folderOf(yaml.file);
  if (name.includes('/')) return pathElsewhere(yaml, name, files, diagnostics, roots);
  const there = files.list(folder);
  const file = ['.yaml', '.yml'].map((end) => name + end).find((one) => there.includes(one));
  if (file !== undefined)
    return resolveInside(files, folder, file, yaml.placeOf(['extends']), diagnostics);
  const names = there.filter((one) => EXTENSION.test(one)).map(scenarioName);
  const others = names.filter((one) => one !== scenarioName(yaml.file));
  diagnostics.error(
    'unknown-scenario',
    yaml.placeOf(['extends']),
    `there is no scenario ${JSON.stringify(name)} in ${folder === '' ? 'this folder' : folder}`,
    { expected: FILE_NAME_RULE, nearest: () => nearest(name.replace(EXTENSION, ''), others) },
  );
  return undefined;
}

// `mali/baseline`: in a folder `mali` or `scenarios/mali` of this folder, of one above it, or of a root.
function pathElsewhere(
  yaml: YamlFile<ScenarioDocument>,
  name: string,
  files: Files,
  diagnostics: Diagnostics,
  roots: readonly string[],
): string | undefined {
  const [folder = '', own = ''] = name.split('/');
  for (const place of [...foldersAbove(folderOf(yaml.file)), ...roots]) {
    for (const home of [joinPath(place, folder), joinPath(place, `scenarios/${folder}`)]) {
      const there = files.list(home);
      const file = ['.yaml', '.yml'].map((end) => own + end).find((one) => there.includes(one));
      const path = file === undefined ? undefined : joinPath(home, file);
      if (path !== undefined && files.isInside(path, place)) return path;
    }
  }
  diagnostics.error(
    'unknown-scenario',
    yaml.placeOf(['extends']),
    `there is no scenario ${JSON.stringify(name)} in this folder, in one above it, or among those of toguna`,
    { expected: `a file ${name}.yaml or scenarios/${name}.yaml there` },
  );
  return undefined;
}

// Whichever file of a cycle is read first, it is told in the same words at the same place: once.
function reportCycle(cycle: readonly ScenarioFile[], diagnostics: Diagnostics): void {
  const files = cycle.map((one) => one.yaml.file);
  const least = files.indexOf([...files].sort()[0] ?? '');
  const turned = [...cycle.slice(least), ...cycle.slice(0, least)];
  const [first] = turned;
  if (first === undefined) return;
  const names = [...turned, first].map((one) => one.name).join(' -> ');
  diagnostics.error(
    'extends-cycle',
    first.yaml.placeOf(['extends']),
    `the scenarios extend one another in a circle: ${names}`,
  );
}
