import { CommanderError } from 'commander';
import { EXIT, say, sayLines, showDiagnostics } from './output.js';

/**
 * Tells an error that ended a command: problems of the input with their places, anything else in one sentence.
 * @returns the exit code.
 */
export async function tellError(error: unknown, argv: readonly string[]): Promise<number> {
  // Commander has told it already.
  if (error instanceof CommanderError) return EXIT.wrongInput;
  // Not loaded by what needs no model.
  const { InputError } = await import('../diagnostics/diagnostic.js');
  if (error instanceof InputError) {
    const untold = await errorOf(() => showDiagnostics(error.diagnostics, argv.includes('--json')));
    if (untold === undefined) return EXIT.wrongInput;
    tellStop(untold.error, argv.includes('--debug'));
    return EXIT.failed;
  }
  tellStop(error, argv.includes('--debug'));
  return EXIT.failed;
}

/** Says in one sentence why the program ends; with `debug`, where in the program the error arose. */
export function tellStop(error: unknown, debug: boolean): void {
  if (debug && error instanceof Error) sayLines(error.stack ?? error.message);
  else say(`toguna stopped: ${reasonOf(error)} (--debug shows where)`);
}

/** What went wrong in some work, if anything did: for work whose failure must not keep the rest from being shown. */
export async function errorOf(
  work: () => Promise<void>,
): Promise<{ readonly error: unknown } | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** Why something failed, in one sentence that says what to do where something can be done. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  // Each memory of WebAssembly takes ten gigabytes of addresses, used or not.
  if (/^WebAssembly\.Memory/.test(message))
    return 'the system gives the program too little address space; fewer --workers need less, and "node --disable-wasm-trap-handler" in front of the program needs least';
  if (
    code === 'ERR_WORKER_OUT_OF_MEMORY' ||
    /^(Array buffer allocation|Invalid (typed )?array (buffer )?length)/.test(message)
  )
    return `there is not enough memory; fewer --workers, fewer worlds or fewer scenarios at a time need less`;
  if (code === 'ERR_WORKER_INIT_FAILED')
    return `the system starts no more threads; ask for fewer --workers`;
  // One sentence, on one line.
  return message.trim().replace(/\s*\n\s*/g, ' ');
}
