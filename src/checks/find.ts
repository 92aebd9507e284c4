import type { Files } from '../diagnostics/files.js';
import { folderOf, joinPath } from '../diagnostics/files.js';

/** The checks that belong to a model: `checks.yaml` beside `model.yaml`, `x.checks.yaml` beside `x.yaml`. */
export function checksPathOf(modelFile: string): string {
  const folder = folderOf(modelFile);
  const name = modelFile.slice(modelFile.lastIndexOf('/') + 1);
  const stem = name.replace(/\.ya?ml$/, '');
  return joinPath(folder, stem === 'model' ? 'checks.yaml' : `${stem}.checks.yaml`);
}

/** The model that a file of checks belongs to, or undefined when the name is not that of checks. */
export function modelPathOf(checksFile: string): string | undefined {
  const folder = folderOf(checksFile);
  const name = checksFile.slice(checksFile.lastIndexOf('/') + 1);
  if (name === 'checks.yaml') return joinPath(folder, 'model.yaml');
  const stem = /^(.+)\.checks\.yaml$/.exec(name)?.[1];
  return stem === undefined ? undefined : joinPath(folder, `${stem}.yaml`);
}

/** The path of the checks beside a model, or undefined when there are none. */
export function findChecks(modelFile: string, files: Files): string | undefined {
  const path = checksPathOf(modelFile);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return files.list(folderOf(modelFile)).includes(name) ? path : undefined;
}
