import { Diagnostics, InputError } from '../diagnostics/diagnostic.js';
import { formatDiagnostics } from '../diagnostics/format.js';
import type { Language } from '../report/words.js';
import { createReaders, readScenario } from '../scenario/read.js';
import { DiskFiles } from '../study/disk-files.js';
import { filesToRun } from '../study/folder-files.js';
import { homeFolder } from '../study/home.js';
import type { LoadOptions, Study } from '../study/load.js';
import { load } from '../study/load.js';
import { openInterface } from '../tui/terminal/open.js';
import { canShowInterface } from '../tui/terminal/terminal.js';
import { WORDS } from '../tui/words/words.js';
import { host } from './host.js';
import { liveSource } from './live-source.js';
import { EXIT, sayLines } from './output.js';
import { run } from './run.js';

export interface ExploreOptions extends LoadOptions {
  readonly language: Language;
  /** Lead through the first steps. */
  readonly tour?: boolean;
}

/** `toguna`, `toguna explore` and `toguna tour`: opens the interface on some scenarios. */
export async function explore(paths: readonly string[], options: ExploreOptions): Promise<number> {
  const { stdin, stdout, env } = host();
  // Without a terminal the comparison is printed.
  if (!canShowInterface(stdin, stdout, env)) return run(paths, options);
  const files = new DiskFiles();
  // Thirty scenarios take a second.
  stdout.write(`${WORDS[options.language].reading}\r`);
  let study: Study;
  try {
    study = loadWhatCanBe(paths, options, files);
  } finally {
    stdout.write('\u001B[K');
  }
  const abort = new AbortController();
  const live = liveSource(study, abort.signal, files);
  const source = options.tour === true ? { ...live, tour: true } : live;
  try {
    await openInterface(source, { language: options.language });
  } finally {
    abort.abort();
  }
  sayLines(formatDiagnostics(study.diagnostics));
  return EXIT.done;
}

/**
 * Reads what can be read: a scenario that is missing or broken is left out, and its problems are shown among
 * the warnings.
 * @throws InputError when nothing is left, or the rest does not go together.
 */
function loadWhatCanBe(named: readonly string[], options: LoadOptions, files: DiskFiles): Study {
  const diagnostics = new Diagnostics();
  const paths = filesToRun(named, files, diagnostics);
  diagnostics.throwIfErrors();
  try {
    return load(paths, options, files);
  } catch (error) {
    if (!(error instanceof InputError) || paths.length < 2) throw error;
    const alone = paths.map((path) => {
      const diagnostics = new Diagnostics();
      const scenario = readScenario(
        path,
        createReaders(files, diagnostics, [homeFolder()]),
        files,
        diagnostics,
      );
      return { path, whole: scenario !== undefined, diagnostics };
    });
    const whole = alone.filter((one) => one.whole).map((one) => one.path);
    if (whole.length === 0 || whole.length === paths.length) throw error;
    const study = load(whole, options, files);
    for (const { whole: kept, diagnostics } of alone) {
      if (kept) continue;
      for (const one of diagnostics.list())
        study.diagnostics.warning(one.code, one.place, one.message);
    }
    return study;
  }
}
