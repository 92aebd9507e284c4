import process from 'node:process';
import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { InputError } from '../diagnostics/diagnostic.js';
import { formatDiagnostics } from '../diagnostics/format.js';

/** Exit codes of every command. */
export const EXIT = { done: 0, failed: 1, wrongInput: 2, interrupted: 130 } as const;

/** Writes to standard output; resolves when it is out, so that a pipe gets all of it. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`, () => resolve());
  });
}

/** Writes a line to standard error. */
export function say(text: string): void {
  if (text !== '') process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** The problems as JSON, for programs. */
export function diagnosticsJson(diagnostics: Diagnostics): string {
  const list = diagnostics.list().map(({ place, ...rest }) => ({ ...rest, ...place }));
  return JSON.stringify({ diagnostics: list }, undefined, 2);
}

/** Shows problems: as text on standard error, or as JSON on standard output. */
export async function showDiagnostics(diagnostics: Diagnostics, json = false): Promise<void> {
  if (json) await print(diagnosticsJson(diagnostics));
  else say(formatDiagnostics(diagnostics));
}

/** Ends a command whose input is wrong. */
export function stopOnErrors(diagnostics: Diagnostics): void {
  if (diagnostics.hasErrors) throw new InputError(diagnostics);
}
