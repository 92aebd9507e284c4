import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The folder of the installed program: the one above `dist`, with its `models` and `scenarios`. */
export function homeFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  // From dist/ in the bundle, from src/study/ in the tests.
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) {
    folder = dirname(folder);
  }
  return folder;
}

/** A path as people would type it from here: relative when that is shorter, with forward slashes. */
export function shown(path: string): string {
  const short = relative(process.cwd(), path);
  const best = short !== '' && !short.startsWith('..') ? short : path;
  return best.split('\\').join('/');
}

/** Put in by scripts/build.mjs; there is none when the source runs as it is. */
declare const TOGUNA_VERSION: string | undefined;

/** Version of toguna, whatever folder or package it runs in. */
export function version(): string {
  if (typeof TOGUNA_VERSION === 'string') return TOGUNA_VERSION;
  const text = readFileSync(join(homeFolder(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
