import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { outputError } from './output-error.js';

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
 * Writes `folder/name` so that at any moment there is the old file or the whole new one: the bytes go to a
 * temporary file in the same folder, to the disk, and then take the name. When something fails, the temporary
 * file is removed and nothing else.
 * @throws OutputError when the file system refuses.
 */
export async function writeAtomically(
  folder: string,
  name: string,
  produce: (write: Write) => Promise<void>,
): Promise<WrittenFile> {
  const target = join(folder, name);
  const hash = createHash('sha256');
  let bytes = 0;
  let temporary: string | undefined;
  try {
    const opened = await openTemporary(folder, name);
    temporary = opened.path;
    try {
      await produce(async (chunk) => {
        hash.update(chunk);
        bytes += chunk.byteLength;
        await writeAll(opened.handle, chunk);
      });
      await opened.handle.sync();
    } finally {
      await opened.handle.close();
    }
    await rename(temporary, target);
  } catch (thrown) {
    if (temporary !== undefined) await unlink(temporary).catch(() => undefined);
    throw outputError(target, thrown);
  }
  return { path: name, bytes, sha256: hash.digest('hex') };
}

// A write may take fewer bytes than it was given.
async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await handle.write(chunk, done);
    done += bytesWritten;
  }
}

/** A name that nobody has yet: what a program that was killed left behind is not touched. */
async function openTemporary(
  folder: string,
  name: string,
): Promise<{ path: string; handle: FileHandle }> {
  for (let attempt = 0; ; attempt += 1) {
    const path = join(folder, `.${name}.${process.pid}-${attempt}.tmp`);
    try {
      return { path, handle: await open(path, 'wx') };
    } catch (thrown) {
      const exists = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
      if (!exists || attempt >= 1000) throw thrown;
    }
  }
}
