/** Results cannot be written where they were asked for. The message is for the user. */
export class OutputError extends Error {
  /** The folder or file that it is about. */
  readonly path: string;

  constructor(path: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'OutputError';
    this.path = path;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'there is no permission to write there',
  EPERM: 'there is no permission to write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'a folder of that name is in the way',
  ENOTDIR: 'part of the path is a file, not a folder',
  ENAMETOOLONG: 'the path is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EFBIG: 'the file would be larger than the system allows',
  EEXIST: 'a file or a link of that name is in the way',
  ELOOP: 'the path holds a link that leads back to itself',
  ENOENT: 'the system makes no files or folders there',
  EIO: 'the disk reports an error',
};

/** What the file system threw, as an {@link OutputError} that says why; anything else comes back as it is. */
export function outputError(path: string, thrown: unknown): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : undefined;
  if (code === undefined || thrown instanceof OutputError || !/^E[A-Z]+$/.test(code)) return thrown;
  const reason =
    (Object.hasOwn(REASONS, code) ? REASONS[code] : undefined) ?? `the system says ${code}`;
  return new OutputError(path, `cannot write ${path}: ${reason}`, thrown);
}
