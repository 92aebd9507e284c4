import { readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

// A file that is being written has the name `.NAME.PID-N.tmp` in the folder of NAME. This module keeps the list of
// those of this process, so that none of them stays behind however the program ends.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
const TEMPORARY = /^\..+\.(\d+)-\d+\.tmp$/;

const open = new Set<string>();

/** The name of a temporary file in which `name` is written. */
export function temporaryName(name: string, attempt: number): string {
  return `.${name}.${process.pid}-${attempt}.tmp`;
}

/** Removes this file if the program ends before {@link release} is called. */
export function track(path: string): void {
  if (open.size === 0) {
    process.on('exit', removeAll);
    for (const signal of SIGNALS) process.on(signal, end);
  }
  open.add(path);
}

/** The file has its name, or is gone. */
export function release(path: string): void {
  open.delete(path);
  if (open.size > 0) return;
  process.off('exit', removeAll);
  for (const signal of SIGNALS) process.off(signal, end);
}

/** Removes the temporary files of programs that were killed: files with our name pattern whose process has ended. */
export function sweep(folder: string): void {
  for (const entry of entriesOf(folder)) {
    const pid = Number(TEMPORARY.exec(entry)?.[1] ?? Number.NaN);
    if (Number.isInteger(pid) && !isRunning(pid)) remove(join(folder, entry));
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
      one.isFile() ? [one.name] : [],
    );
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 is not sent: the system only says whether it could be.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another user; a number that no process can have is an error of another kind.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function removeAll(): void {
  for (const path of open) remove(path);
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone already, or the disk does not let us.
  }
}

// Where nobody else listens, the signal would end the program; it still does, after the files are gone.
function end(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  removeAll();
  process.off(signal, end);
  process.kill(process.pid, signal);
}
