import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { formatDiagnostics } from '../diagnostics/format.js';
import { printable, printableJson, printableLines } from '../diagnostics/printable.js';
import { OutputError, outputError } from '../results/output-error.js';
import { host } from './host.js';

/** Exit codes of every command. A command that a signal ended has the code 128 and the number of the signal. */
export const EXIT = { done: 0, failed: 1, wrongInput: 2 } as const;

// All that a command writes goes through this file, so that no name of a file, title or argument reaches the terminal
// as a command to it.

/**
 * Writes a text of any number of lines to standard output; resolves when it is out, so that a pipe gets all of it.
 * A reader that has left (`toguna run | head`) is no error.
 * @throws OutputError when the text cannot be written, for example because the disk is full.
 */
export function print(text: string): Promise<void> {
  return write(printableLines(text));
}

/** The same for JSON, where nothing but the spelling of characters may change. */
export function printJson(json: string): Promise<void> {
  return write(printableJson(json));
}

function write(text: string): Promise<void> {
  const { stdout } = host();
  return new Promise((resolve, reject) => {
    stdout.write(text.endsWith('\n') ? text : `${text}\n`, (error) => {
      if (error === undefined || error === null || isReaderGone(error)) resolve();
      else reject(asOutputError(error));
    });
  });
}

function isReaderGone(error: NodeJS.ErrnoException): boolean {
  const { code = '' } = error;
  // A terminal that was closed gives EIO.
  if (code === 'EIO') return host().stdout.isTTY === true;
  return ['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED'].includes(code);
}

function asOutputError(error: Error): Error {
  const told = outputError('to standard output', error);
  return told instanceof Error ? told : new OutputError('standard output', error.message);
}

/** Writes one line to standard error. */
export function say(text: string): void {
  if (text !== '') host().stderr.write(`${printable(text.replace(/\n$/, ''))}\n`);
}

/** Writes a text of any number of lines to standard error. */
export function sayLines(text: string): void {
  if (text !== '') host().stderr.write(`${printableLines(text.replace(/\n$/, ''))}\n`);
}

/** The problems as JSON, for programs. */
export function diagnosticsJson(diagnostics: Diagnostics): string {
  const list = diagnostics.list().map(({ place, ...rest }) => ({ ...rest, ...place }));
  return JSON.stringify({ diagnostics: list }, undefined, 2);
}

/** Shows problems: as text on standard error, or as JSON on standard output. */
export async function showDiagnostics(diagnostics: Diagnostics, json = false): Promise<void> {
  if (json) await printJson(diagnosticsJson(diagnostics));
  else sayLines(formatDiagnostics(diagnostics));
}
