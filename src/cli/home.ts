import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The folder of the installed program: the one above `dist`, with its `models` and `scenarios`. */
export function homeFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  // From dist/ in the bundle, from src/cli/ in the tests.
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

/** Version of toguna; a constant in the bundle. */
export function version(): string {
  return process.env.npm_package_version ?? '0.0.0';
}
