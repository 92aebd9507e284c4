import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { folderOf, joinPath, resolveInside } from '../diagnostics/files.js';
import { nearest } from '../diagnostics/nearest.js';
import { NAME_PATTERN } from '../model/names.js';

const MAX_FOLDERS = 40;

/**
 * The path of the model that a scenario names: `./path` inside the scenario's folder; or a name, looked for as
 * `models/<name>/model.yaml` and `models/library/<name>.yaml` in that folder, in each folder above it, and
 * last in `roots`, the folders that toguna is installed with.
 * @returns undefined after one diagnostic at `place`.
 */
export function findModel(
  name: string,
  scenarioFile: string,
  place: Place,
  files: Files,
  roots: readonly string[],
  diagnostics: Diagnostics,
): string | undefined {
  const folder = folderOf(scenarioFile);
  if (name.startsWith('./')) return resolveInside(files, folder, name, place, diagnostics);
  const places = [...foldersAbove(folder), ...roots];
  if (NAME_PATTERN.test(name)) {
    for (const one of places) {
      const path = modelIn(one, name, files);
      if (path !== undefined) return path;
    }
  }
  diagnostics.error('unknown-model', place, `there is no model ${JSON.stringify(name)}`, {
    expected: NAME_PATTERN.test(name)
      ? `models/${name}/model.yaml or models/library/${name}.yaml in this folder or one above it`
      : 'the name of a model, or a path in this folder that starts with ./',
    nearest: () =>
      nearest(name.replace(/^.*\//, '').replace(/\.ya?ml$/, ''), modelsIn(places, files)),
  });
  return undefined;
}

/** `folder`, then each folder that holds it. Paths that start in the working folder go on above it. */
export function foldersAbove(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; folders.length < MAX_FOLDERS; folders.push(at)) {
    if (at === '/') break;
    if (at === '' || at === '.') at = '..';
    else if (at === '..' || at.endsWith('/..')) at = `${at}/..`;
    else at = folderOf(at);
    // Far above the working folder there is nothing new: `..` of the root is the root.
    if (at.length > 3 * 12 && /^[./]+$/.test(at)) break;
  }
  return folders;
}

function modelIn(folder: string, name: string, files: Files): string | undefined {
  const models = joinPath(folder, 'models');
  const own = joinPath(models, name);
  if (files.list(own).includes('model.yaml')) return joinPath(own, 'model.yaml');
  const library = joinPath(models, 'library');
  if (files.list(library).includes(`${name}.yaml`)) return joinPath(library, `${name}.yaml`);
  return undefined;
}

/** Names of all models that could have been named, for the nearest. */
function modelsIn(folders: readonly string[], files: Files): string[] {
  return folders.flatMap((folder) => {
    const models = joinPath(folder, 'models');
    const library = files
      .list(joinPath(models, 'library'))
      .filter((file) => file.endsWith('.yaml') && !file.endsWith('.checks.yaml'))
      .map((file) => file.slice(0, -'.yaml'.length));
    return [...files.list(models).filter((one) => modelIn(folder, one, files)), ...library];
  });
}
