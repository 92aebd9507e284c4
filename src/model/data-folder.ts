import type { Csv } from '../diagnostics/csv.js';
import { readCsv } from '../diagnostics/csv.js';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { folderOf, resolveInside } from '../diagnostics/files.js';

/** The folder of a model file: its data files, each read once, and the list of what was read. */
export class DataFolder {
  readonly #files: Files;
  readonly #folder: string;
  readonly #diagnostics: Diagnostics;
  readonly #tables = new Map<string, Csv | undefined>();

  constructor(modelFile: string, files: Files, diagnostics: Diagnostics) {
    this.#files = files;
    this.#folder = folderOf(modelFile);
    this.#diagnostics = diagnostics;
  }

  /** The CSV that a model names; undefined after a diagnostic. */
  csv(relative: string, place: Place): Csv | undefined {
    const path = resolveInside(this.#files, this.#folder, relative, place, this.#diagnostics);
    if (path === undefined) return undefined;
    if (!this.#tables.has(path)) {
      this.#tables.set(path, readCsv(path, this.#files, place, this.#diagnostics));
    }
    return this.#tables.get(path);
  }

  get filesRead(): readonly string[] {
    return [...this.#tables.keys()];
  }
}
