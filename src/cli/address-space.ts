import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import process from 'node:process';

// With the trap handler, each memory of WebAssembly takes ten gigabytes of addresses. It cannot be switched off while
// the program runs.
const FLAG = '--disable-wasm-trap-handler';

/** Whether the system limits the address space, as `ulimit -v` and batch systems do, and we use much of it. */
export function needsLittleSpace(): boolean {
  if ([...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(' ')].includes(FLAG))
    return false;
  try {
    return /^Max address space +\d/m.test(readFileSync('/proc/self/limits', 'utf8'));
  } catch {
    // Not Linux: no such limit is in use there.
    return false;
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Runs this command line in a process that needs little address space. @returns its exit code. */
export function startAgain(): Promise<number> {
  const [, ...command] = process.argv;
  const child = spawn(process.execPath, [FLAG, ...process.execArgv, ...command], {
    stdio: 'inherit',
  });
  // A terminal sends them to both; the second of one press is passed over.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}
