import process from 'node:process';
import { needsLittleSpace, startAgain } from './address-space.js';
import { tellStop } from './errors.js';
import { processHost } from './host.js';
import { main } from './main.js';

// The program as a process: what can happen to it from outside, and its exit code.

const argv = process.argv.slice(2);

// Who writes hears of errors of standard output itself. Without standard error there is no progress, and nobody to
// tell that; the work goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

function stop(reason: unknown): void {
  tellStop(reason, argv.includes('--debug'));
  process.exit(1);
}
process.on('uncaughtException', stop);
process.on('unhandledRejection', stop);

// What still runs when all is done must not keep the program open.
const LINGER_MS = 2000;

process.exitCode = needsLittleSpace() ? await startAgain() : await main(argv, processHost);
setTimeout(() => process.exit(), LINGER_MS).unref();
