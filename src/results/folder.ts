import { mkdirSync, rmdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { OutputError, outputError } from './output-error.js';
import { sweep, temporaryName } from './temporary-files.js';

/**
 * Makes a folder and those above it, one by one. Node's recursive mkdir does not end where the system makes no
 * folders (`/proc/x`), and hides that a disk is read-only.
 * @returns the folders that were not there before, the outermost first.
 * @throws OutputError when the path is a file, or the system refuses.
 */
export function makeFolder(folder: string): readonly string[] {
  try {
    const missing: string[] = [];
    let above = resolve(folder);
    let found = statSync(above, { throwIfNoEntry: false });
    while (found === undefined && dirname(above) !== above) {
      missing.unshift(above);
      above = dirname(above);
      found = statSync(above, { throwIfNoEntry: false });
    }
    if (found?.isDirectory() === false) throw notFolder(folder, missing.length > 0, found.isFile());
    for (const one of missing) mkdirSync(one);
    return missing;
  } catch (thrown) {
    throw outputError(folder, thrown);
  }
}

function notFolder(folder: string, isAbove: boolean, isFile: boolean): OutputError {
  return isAbove
    ? new OutputError(folder, `cannot write ${folder}: part of the path is a file, not a folder`)
    : new OutputError(
        folder,
        `cannot write into ${folder}: it is ${isFile ? 'a file, ' : ''}not a folder`,
      );
}

/**
 * Finds out whether files can be written into a folder, before the work that they come from. Leaves nothing behind,
 * and removes what programs that were killed have left there.
 * @throws OutputError when they cannot.
 */
export function probeFolder(folder: string): void {
  const made = makeFolder(folder);
  const probe = join(folder, temporaryName('probe', 0));
  try {
    writeFileSync(probe, 'a');
  } catch (thrown) {
    throw outputError(folder, thrown);
  } finally {
    removeQuietly(() => unlinkSync(probe));
    for (const one of made.toReversed()) removeQuietly(() => rmdirSync(one));
  }
  sweep(folder);
}

function removeQuietly(remove: () => void): void {
  try {
    remove();
  } catch {
    // Somebody else was quicker, or put something there.
  }
}
