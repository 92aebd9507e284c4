import process from 'node:process';
import { formatDiagnostics } from '../diagnostics/format.js';
import type { Language } from '../report/words.js';
import { openInterface } from '../tui/open.js';
import { canShowInterface } from '../tui/terminal.js';
import { DiskFiles } from './disk-files.js';
import { liveSource } from './live-source.js';
import type { LoadOptions } from './load.js';
import { loadComparison } from './load.js';
import { EXIT, say } from './output.js';
import { run } from './run.js';

export interface ExploreOptions extends LoadOptions {
  readonly language: Language;
  /** Print the comparison when there is no terminal, instead of saying so. */
  readonly tableWithoutTerminal: boolean;
}

/** `toguna explore`, and `toguna` alone: opens the interface on some scenarios. */
export async function explore(paths: readonly string[], options: ExploreOptions): Promise<number> {
  if (!canShowInterface(process.stdin, process.stdout, process.env)) {
    if (options.tableWithoutTerminal) return run(paths, options);
    say('explore needs a terminal; toguna run prints the comparison');
    return EXIT.wrongInput;
  }
  const files = new DiskFiles();
  const comparison = loadComparison(paths, options, files);
  const abort = new AbortController();
  const source = liveSource(comparison, abort.signal, files);
  try {
    await openInterface(source, { language: options.language });
  } finally {
    abort.abort();
  }
  say(formatDiagnostics(comparison.diagnostics));
  return EXIT.done;
}
