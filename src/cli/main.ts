import { CommanderError } from 'commander';
import { inOrder } from './argv.js';
import { tellError } from './errors.js';
import { type Host, withHost } from './host.js';
import { EXIT, print } from './output.js';
import { programWith } from './program.js';

/**
 * Runs one command line. All it reads and writes of the process is in `own`, so that a test needs no process.
 * @param argv the arguments after the name of the program.
 * @returns the exit code; every error has been told then.
 */
export function main(argv: readonly string[], own: Host): Promise<number> {
  return withHost(own, async () => {
    try {
      return await runCommand(argv);
    } catch (error) {
      return tellError(error, argv);
    }
  });
}

async function runCommand(argv: readonly string[]): Promise<number> {
  let shown = '';
  let code: number = EXIT.done;
  const program = programWith({
    argv,
    show: (text) => {
      shown += text;
    },
    ended: (given) => {
      code = given;
    },
  });
  try {
    await program.parseAsync(inOrder(argv, program), { from: 'user' });
  } catch (error) {
    // Help and the version are thrown too.
    if (!(error instanceof CommanderError) || error.exitCode !== 0) throw error;
    await print(shown);
  }
  return code;
}
