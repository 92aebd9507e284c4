import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { WhyNot } from '../live/bench.js';

/**
 * Writes a text file so that the whole of it is there, or what was there before.
 * @param isNew the name must be free.
 * @throws what the file system throws; nothing is left behind then.
 */
export function writeWhole(path: string, text: string, isNew: boolean): void {
  const temporary = join(dirname(path), `.${process.pid}-${Date.now()}.tmp`);
  // Taken at once, so that no other program can take the name meanwhile.
  if (isNew) closeSync(openSync(path, 'wx'));
  try {
    writeAll(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (isNew && existsSync(path)) unlinkSync(path);
    throw error;
  }
}

/** Writes a new file to the disk. */
export function writeAll(path: string, text: string): void {
  const bytes = Buffer.from(text);
  const file = openSync(path, 'wx');
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const CODES: Readonly<Record<string, WhyNot['kind']>> = {
  EACCES: 'permission',
  EPERM: 'permission',
  EROFS: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
  ENOENT: 'no-folder',
  ENOTDIR: 'no-folder',
};

/** Why the file system refused. */
export function whyNot(error: unknown): WhyNot {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const kind = Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  return { kind: kind ?? 'other', code: code === '' ? String(error) : code };
}
