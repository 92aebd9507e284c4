import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { decodeText } from '../diagnostics/decode-text.js';
import type { Files, FileText } from '../diagnostics/files.js';

/** Files on this machine's disk. Keeps the bytes of what it reads, for the manifest. */
export class DiskFiles implements Files {
  readonly #read = new Map<string, Uint8Array>();

  read(path: string, limit: number): FileText {
    try {
      const stat = statSync(path);
      if (!stat.isFile()) return { problem: 'not a file' };
      if (stat.size > limit) return { problem: 'too large' };
      const bytes = readFileSync(path);
      this.#read.set(path, bytes);
      return decodeText(bytes);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return { problem: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable' };
    }
  }

  isInside(path: string, folder: string): boolean {
    try {
      const real = realpathSync(path);
      const home = realpathSync(folder === '' ? '.' : folder);
      return real === home || real.startsWith(home.endsWith(sep) ? home : home + sep);
    } catch {
      // What is not there leads nowhere; reading it says so.
      return true;
    }
  }

  list(folder: string): readonly string[] {
    try {
      return readdirSync(folder === '' ? '.' : folder).sort();
    } catch {
      return [];
    }
  }

  /** The files read so far, as they were read. */
  contentOf(path: string): Uint8Array {
    return this.#read.get(path) ?? new Uint8Array();
  }
}

/**
 * The files on this machine's disk, for {@link Files}. What is read through it is kept, so that a manifest hashes what
 * was read, and not what stands there later.
 *
 * ```ts
 * const study = load(['scenarios/mali'], {}, diskFiles());
 * ```
 */
export function diskFiles(): Files {
  return new DiskFiles();
}
