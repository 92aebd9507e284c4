import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { nearest } from '../diagnostics/nearest.js';
import { DiskFiles } from './disk-files.js';
import { homeFolder, shown } from './home.js';

/**
 * Paths of the scenarios of Mali, which `toguna` opens by itself.
 *
 * ```ts
 * const study = load(shippedScenarios(), { worlds: 50 });
 * ```
 */
export function shippedScenarios(files: Files = new DiskFiles()): readonly string[] {
  const folder = shown(join(homeFolder(), 'scenarios', 'mali'));
  return files
    .list(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `${folder}/${name}`);
}

/**
 * The file that a person means by a model: a path, a folder with model.yaml, or a shipped model's name.
 * @returns undefined after one diagnostic.
 */
export function findShippedModel(
  text: string,
  files: Files,
  diagnostics: Diagnostics,
): string | undefined {
  if (/\.ya?ml$/.test(text)) return text;
  if (files.list(text).includes('model.yaml')) return `${text}/model.yaml`;
  const places = [join('models', text, 'model.yaml'), join('models', 'library', `${text}.yaml`)];
  const found = places
    .flatMap((place) => [place, join(homeFolder(), place)])
    .find((place) => existsSync(place));
  if (found !== undefined) return shown(found);
  diagnostics.addSource('command line', text);
  const place = { file: 'command line', line: 1, column: 1, length: Math.max(1, text.length) };
  diagnostics.error('unknown-model', place, `there is no model ${JSON.stringify(text)}`, {
    expected: `one of ${shippedModels(files).join(', ')}, or a file`,
    nearest: () => nearest(text, shippedModels(files)),
  });
  return undefined;
}

/**
 * Names of the models that come with toguna, as `loadModel` and `explain` take them.
 *
 * ```ts
 * shippedModels(); // ['sahel', 'brantingham_2012_...', ...]
 * ```
 */
export function shippedModels(files: Files = new DiskFiles()): readonly string[] {
  const models = join(homeFolder(), 'models');
  const own = files.list(models).filter((one) => existsSync(join(models, one, 'model.yaml')));
  const library = files
    .list(join(models, 'library'))
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('.checks.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length));
  return [...own, ...library];
}
