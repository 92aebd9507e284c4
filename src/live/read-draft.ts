import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import type { Model } from '../model/model.js';
import { checkAssumptions } from '../plan/validate.js';
import { withFile } from '../scenario/draft.js';
import { createReaders, readScenario } from '../scenario/read.js';
import type { Scenario } from '../scenario/scenario.js';
import type { DraftFile } from './protocol.js';

/** Where a draft finds what it stands on. */
export interface DraftReading {
  readonly files: Files;
  /** Folders in which models and scenarios are looked for by name. */
  readonly folders: readonly string[];
}

/**
 * Reads a draft as it would be read from its file.
 * @returns why it cannot run, if so.
 */
export function readDraft(
  { path, text }: DraftFile,
  model: Model,
  { files, folders }: DraftReading,
): Scenario | string {
  const diagnostics = new Diagnostics();
  const overlay = withFile(files, path, text);
  const readers = { ...createReaders(overlay, diagnostics, folders), model: () => model };
  const scenario = readScenario(path, readers, overlay, diagnostics);
  if (scenario !== undefined) {
    checkAssumptions(scenario.assumptions, { file: path, line: 1, column: 1 }, diagnostics);
  }
  const problem = diagnostics.list().find((one) => one.severity === 'error');
  if (problem !== undefined) return problem.message;
  return scenario ?? 'it cannot be read';
}
