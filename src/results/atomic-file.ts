import { createHash } from 'node:crypto';
import { renameSync, statSync, unlinkSync } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { OutputError, outputError } from './output-error.js';
import { release, sweep, temporaryName, track } from './temporary-files.js';

/** A file that was written. */
export interface WrittenFile {
  /** Its name in the folder of results. */
  readonly path: string;
  readonly bytes: number;
  /** Of its bytes, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** Takes the next bytes of a file; they may be used again once the promise is kept. */
export type Write = (chunk: Uint8Array) => Promise<void>;

/**
 * Files of one folder that belong together: either all of them take the place of the old ones, or none does. Each is
 * written whole under a temporary name in the same folder; {@link commit} then gives them their names.
 */
export class StagedFiles {
  readonly #folder: string;
  readonly #signal: AbortSignal | undefined;
  readonly #staged = new Map<string, string>();

  /** @param signal breaks off the writing: the next bytes then throw its reason. */
  constructor(folder: string, signal?: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
    sweep(folder);
  }

  /**
   * Writes a file under a temporary name, to the disk.
   * @throws OutputError when the file system refuses.
   */
  async add(name: string, produce: (write: Write) => Promise<void>): Promise<WrittenFile> {
    const target = join(this.#folder, name);
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
        throw new OutputError(
          target,
          `cannot write ${target}: a folder of that name is in the way`,
        );
      const { path, handle } = await openTemporary(this.#folder, name);
      this.#staged.set(name, path);
      try {
        await produce(async (chunk) => {
          this.#signal?.throwIfAborted();
          hash.update(chunk);
          bytes += chunk.byteLength;
          await writeAll(handle, chunk);
        });
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (thrown) {
      await this.#drop(name);
      throw outputError(target, thrown);
    }
    return { path: name, bytes, sha256: hash.digest('hex') };
  }

  /**
   * Gives all files their names, in the order they were added. No signal is heard meanwhile.
   * @param describing files that describe the others: their old ones go first, so that none ever describes files
   * that are not there.
   */
  commit(describing: readonly string[] = []): void {
    try {
      for (const name of describing) removeIfThere(join(this.#folder, name));
      for (const [name, temporary] of this.#staged) {
        renameSync(temporary, join(this.#folder, name));
        release(temporary);
        this.#staged.delete(name);
      }
    } catch (thrown) {
      throw outputError(this.#folder, thrown);
    }
  }

  /** Removes what has not got its name. */
  async discard(): Promise<void> {
    for (const name of [...this.#staged.keys()]) await this.#drop(name);
  }

  async #drop(name: string): Promise<void> {
    const temporary = this.#staged.get(name);
    if (temporary === undefined) return;
    await unlink(temporary).catch(() => undefined);
    release(temporary);
    this.#staged.delete(name);
  }
}

/**
 * Writes `folder/name` so that at any moment there is the old file or the whole new one. When something fails, the
 * temporary file is removed and nothing else.
 * @throws OutputError when the file system refuses.
 */
export async function writeAtomically(
  folder: string,
  name: string,
  produce: (write: Write) => Promise<void>,
): Promise<WrittenFile> {
  const staged = new StagedFiles(folder);
  try {
    const written = await staged.add(name, produce);
    staged.commit();
    return written;
  } finally {
    await staged.discard();
  }
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

// A write may take fewer bytes than it was given.
async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await handle.write(chunk, done);
    done += bytesWritten;
  }
}

/** A name that nobody has yet: what a program that still runs has open is not touched. */
async function openTemporary(
  folder: string,
  name: string,
): Promise<{ path: string; handle: FileHandle }> {
  for (let attempt = 0; ; attempt += 1) {
    const path = join(folder, temporaryName(name, attempt));
    // Before it is there: a signal may come between the two.
    track(path);
    try {
      return { path, handle: await open(path, 'wx') };
    } catch (thrown) {
      release(path);
      const exists = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
      if (!exists || attempt >= 1000) throw thrown;
    }
  }
}
