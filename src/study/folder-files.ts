import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { joinPath } from '../diagnostics/files.js';
import type { FileKind } from './file-kind.js';
import { isCalibration, kindOfFile } from './file-kind.js';

/**
 * The files that a person means by some paths. A folder stands for the model in it (`model.yaml`); without one, for
 * its scenario files; without those, for the one model file in it.
 */
export function filesToRun(
  paths: readonly string[],
  files: Files,
  diagnostics: Diagnostics,
): readonly string[] {
  return expanded(paths, files, diagnostics, 'scenario files', (inside) => {
    const scenarios = inside.filter(({ kind }) => kind === 'scenario');
    const models = inside.filter(({ kind }) => kind === 'model');
    return scenarios.length > 0 || models.length !== 1 ? scenarios : models;
  });
}

/** The same where every kind of file is read: a folder without `model.yaml` stands for all files in it. */
export function filesToCheck(
  paths: readonly string[],
  files: Files,
  diagnostics: Diagnostics,
): readonly string[] {
  return expanded(
    paths,
    files,
    diagnostics,
    'models, scenarios, evidence or checks',
    (inside) => inside,
  );
}

interface FoundFile {
  readonly path: string;
  readonly kind: FileKind;
}

function expanded(
  paths: readonly string[],
  files: Files,
  diagnostics: Diagnostics,
  wanted: string,
  choose: (inside: readonly FoundFile[]) => readonly FoundFile[],
): readonly string[] {
  const all = paths.flatMap((path) => {
    const names = files.list(path);
    if (names.length === 0) return [path];
    if (names.includes('model.yaml')) return [joinPath(path, 'model.yaml')];
    const inside = names
      .filter((name) => /^[^.].*\.ya?ml$/.test(name))
      .map((name) => joinPath(path, name))
      .filter((file) => !isCalibration(file, files))
      .map((file) => ({ path: file, kind: kindOfFile(file, files) }));
    const chosen = choose(inside).map((one) => one.path);
    if (chosen.length === 0) {
      const place = { file: path, line: 1, column: 1 };
      diagnostics.error('folder', place, `the folder ${path} holds no ${wanted}`, {
        expected: expectedIn(path, names, files, wanted),
      });
    }
    return chosen;
  });
  return [...new Set(all)];
}

// Files often stand one folder further down.
function expectedIn(path: string, names: readonly string[], files: Files, wanted: string): string {
  const below = names
    .filter((name) => files.list(joinPath(path, name)).some((one) => /\.ya?ml$/.test(one)))
    .map((name) => joinPath(path, name));
  return below.length === 0 ? `a folder with ${wanted}, or a file` : `one of ${below.join(', ')}`;
}
