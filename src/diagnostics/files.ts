import type { Diagnostics, Place } from './diagnostic.js';
import { nearest } from './nearest.js';

/** What came of reading a file: its text, or why there is none. */
export type FileText =
  | { readonly text: string }
  | {
      readonly problem: 'missing' | 'not a file' | 'too large' | 'not UTF-8 text' | 'unreadable';
      /** What the bytes seem to be, and the first place that is no text. */
      readonly cause?: string;
      readonly line?: number;
      readonly column?: number;
    };

/**
 * Reads files by path, so that the rooms that check models and scenarios need no file system:
 * on disk it is `study/disk-files.ts`, in a page or a test a map of texts.
 */
export interface Files {
  /** The text at `path`; at most `limit` bytes. */
  read(path: string, limit: number): FileText;
  /** Whether `path`, with every link followed, lies inside `folder`. A map of texts says true. */
  isInside(path: string, folder: string): boolean;
  /** Names of the entries of a folder, sorted; empty when there is none. */
  list(folder: string): readonly string[];
}

/** Largest model, scenario, evidence or checks file, in bytes. */
export const MAX_YAML_BYTES = 2_000_000;
/** Largest data file, in bytes. */
export const MAX_CSV_BYTES = 64_000_000;

/**
 * Files held in memory, by path: for tests, and for a page that carries its models with it.
 *
 * ```ts
 * const study = load(['pool.yaml'], {}, new TextFiles({ 'pool.yaml': text }));
 * ```
 */
export class TextFiles implements Files {
  readonly #texts: ReadonlyMap<string, string>;

  constructor(texts: Readonly<Record<string, string>>) {
    this.#texts = new Map(Object.entries(texts));
  }

  read(path: string, limit: number): FileText {
    const text = this.#texts.get(path);
    if (text === undefined) return { problem: 'missing' };
    return text.length > limit ? { problem: 'too large' } : { text };
  }

  isInside(): boolean {
    return true;
  }

  list(folder: string): readonly string[] {
    const prefix = folder === '' ? '' : `${folder}/`;
    const names = [...this.#texts.keys()]
      .filter((path) => path.startsWith(prefix))
      .map((path) => path.slice(prefix.length).split('/')[0] ?? '');
    return [...new Set(names)].sort();
  }
}

/** The folder part of a path, without the last slash; '' for a bare name. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? (slash === 0 ? '/' : '') : path.slice(0, slash);
}

export function joinPath(folder: string, name: string): string {
  if (folder === '') return name;
  return folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}

/**
 * Reads the text at `path`, or says at `place` why it cannot.
 * @returns the text, or undefined after one diagnostic.
 */
export function readText(
  files: Files,
  path: string,
  limit: number,
  place: Place,
  diagnostics: Diagnostics,
): string | undefined {
  const found = files.read(path, limit);
  if ('text' in found) {
    diagnostics.addSource(path, found.text);
    return found.text;
  }
  const megabytes = `${Math.round(limit / 1e6)} MB`;
  const message = {
    missing: `there is no file ${path}`,
    'not a file': `${path} is not a file`,
    'too large': `${path} is larger than ${megabytes}`,
    'not UTF-8 text': `${path} is not UTF-8 text`,
    unreadable: `${path} cannot be read`,
  }[found.problem];
  const { cause, line = 1, column = 1 } = found;
  if (cause !== undefined) {
    const expected = 'a text file saved as UTF-8 (in a spreadsheet: CSV UTF-8)';
    const at = { file: path, line, column };
    diagnostics.error('file', at, `${message}: ${cause}`, { expected });
    return undefined;
  }
  const expected = found.problem === 'too large' ? `at most ${megabytes}` : undefined;
  const near = found.problem === 'missing' ? neighbour(files, path) : undefined;
  diagnostics.error('file', place, message, { expected, nearest: near });
  return undefined;
}

function neighbour(files: Files, path: string): string | undefined {
  const folder = folderOf(path);
  const [stem, ending] = partsOf(path.slice(path.lastIndexOf('/') + 1));
  // Endings are alike by habit: they must not make `gone.yaml` look near `jobs.yaml`.
  const beside = new Map(files.list(folder).map((name) => [partsOf(name)[0], name]));
  const near = nearest(stem, beside.keys());
  const same = near === undefined ? undefined : beside.get(near);
  return same === undefined || same === `${stem}${ending}` ? undefined : joinPath(folder, same);
}

function partsOf(name: string): readonly [stem: string, ending: string] {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
}

/**
 * Resolves a path that a file names, which must stay inside `folder`.
 * @returns the joined path, or undefined after one diagnostic.
 */
export function resolveInside(
  files: Files,
  folder: string,
  relative: string,
  place: Place,
  diagnostics: Diagnostics,
): string | undefined {
  const parts = relative.split('/').filter((part) => part !== '.' && part !== '');
  const outside =
    relative.startsWith('/') ||
    /^[A-Za-z][A-Za-z0-9+.-]*:/.test(relative) ||
    relative.includes('\\') ||
    relative.includes('\0') ||
    parts.includes('..') ||
    parts.length === 0;
  const path = joinPath(folder, parts.join('/'));
  if (outside || !files.isInside(path, folder)) {
    diagnostics.error('path', place, `the path ${JSON.stringify(relative)} leaves its folder`, {
      expected: 'a path inside the folder of this file, with forward slashes',
    });
    return undefined;
  }
  return path;
}
