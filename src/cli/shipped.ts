import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '../diagnostics/files.js';
import { homeFolder, shown } from './home.js';

/** The scenarios that `toguna` opens by itself. */
export function shippedScenarios(files: Files): readonly string[] {
  const folder = shown(join(homeFolder(), 'scenarios', 'mali'));
  return files
    .list(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `${folder}/${name}`);
}

/** The file that a person means by a model: a path, a folder with model.yaml, or a shipped model's name. */
export function findShippedModel(text: string, files: Files): string {
  if (existsSync(text) && /\.ya?ml$/.test(text)) return text;
  if (files.list(text).includes('model.yaml')) return `${text}/model.yaml`;
  const places = [join('models', text, 'model.yaml'), join('models', 'library', `${text}.yaml`)];
  const found = places
    .flatMap((place) => [place, join(homeFolder(), place)])
    .find((place) => existsSync(place));
  return found === undefined ? text : shown(found);
}
