import process from 'node:process';
import type { Command } from 'commander';
import { CommanderError } from 'commander';

/** Runs the program; every error ends in a sentence and the right exit code, never in a stack trace. */
export async function runMain(program: Command): Promise<void> {
  // `toguna run | head` closes the pipe early: that is no error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      throw error;
    });
  }
  const debug = process.argv.includes('--debug');
  process.on('unhandledRejection', (reason) => {
    process.stderr.write(`${wordsOf(reason, debug)}\n`);
    process.exit(1);
  });
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = await exitCodeOf(error, debug);
  }
}

async function exitCodeOf(error: unknown, debug: boolean): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { InputError } = await import('../diagnostics/diagnostic.js');
  if (error instanceof InputError) {
    const { showDiagnostics } = await import('./output.js');
    await showDiagnostics(error.diagnostics, process.argv.includes('--json'));
    return 2;
  }
  process.stderr.write(`${wordsOf(error, debug)}\n`);
  return 1;
}

function wordsOf(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return `toguna stopped: ${String(error)}`;
  return debug
    ? (error.stack ?? error.message)
    : `toguna stopped: ${error.message} (--debug shows where)`;
}
