import type { Files } from '../diagnostics/files.js';
import { MAX_CSV_BYTES } from '../diagnostics/files.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import type { InputFile, WriteOptions, WrittenFile } from '../results/write.js';
import { writeResults as writeTables } from '../results/write.js';
import { DiskFiles } from './disk-files.js';
import { version } from './home.js';
import type { Study } from './load.js';
import { ENGINE } from './run.js';

/** What is written beside the usual tables, and how: see each option of the tables. */
export type ResultOptions = Omit<WriteOptions, 'version' | 'versions' | 'inputs'>;

/**
 * Writes the results of a study into a folder, which is made if there is none: the comparison, the months of the main
 * metrics, metrics and worlds as tables, a codebook, a README, a data package, and the manifest that makes the run
 * repeatable. All files are replaced at the end, or none.
 *
 * ```ts
 * await writeResults('results', ensemble, study);
 * ```
 *
 * @param study the study that the ensemble is of: the files that it read are hashed.
 * @returns the files in the order they were written.
 * @throws OutputError when the folder is a file, or the system refuses to write.
 * @throws Error when the options ask for paths that the run did not keep: say in `paths` of `load` which it keeps.
 */
export function writeResults(
  folder: string,
  ensemble: Ensemble,
  study: Study,
  options: ResultOptions = {},
): Promise<readonly WrittenFile[]> {
  return writeTables(folder, ensemble, {
    ...options,
    version: version(),
    inputs: inputsOf(study),
    versions: { engine: ENGINE.name },
  });
}

/** The files that a study read, as they were read. */
export function inputsOf({ scenarios, files }: Pick<Study, 'scenarios' | 'files'>): InputFile[] {
  const paths = [...new Set(scenarios.flatMap((one) => one.files))];
  return paths.map((path) => ({ path, content: contentOf(path, files) }));
}

/** What a file held when it was read. */
export function contentOf(path: string, files: Files): string | Uint8Array {
  if (files instanceof DiskFiles) return files.contentOf(path);
  const found = files.read(path, MAX_CSV_BYTES);
  return 'text' in found ? found.text : '';
}
