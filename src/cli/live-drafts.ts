import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Model } from '../model/model.js';
import { checkAssumptions } from '../plan/validate.js';
import { withFile } from '../scenario/draft.js';
import { createReaders, readScenario } from '../scenario/read.js';
import type { Scenario } from '../scenario/scenario.js';
import { DiskFiles } from '../study/disk-files.js';
import { homeFolder } from '../study/home.js';
import type { LiveWish } from './live-message.js';

/**
 * Reads a draft as it would be read from the disk.
 * @returns why it cannot run, if so.
 */
export function readDraft(wish: NonNullable<LiveWish['draft']>, model: Model): Scenario | string {
  const files = new DiskFiles();
  const diagnostics = new Diagnostics();
  const overlay = withFile(files, wish.path, wish.text);
  const readers = { ...createReaders(overlay, diagnostics, [homeFolder()]), model: () => model };
  const scenario = readScenario(wish.path, readers, overlay, diagnostics);
  if (scenario !== undefined) {
    checkAssumptions(scenario.assumptions, { file: wish.path, line: 1, column: 1 }, diagnostics);
  }
  const [problem] = diagnostics.list().filter((one) => one.severity === 'error');
  if (problem !== undefined) return problem.message;
  return scenario ?? 'it cannot be read';
}
