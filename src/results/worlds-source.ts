import { parseCsv } from '../diagnostics/csv.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import type { Design } from '../plan/plan.js';

/** A file that worlds were read from. */
export interface WorldsFile {
  readonly path: string;
  /** Of its bytes, in lower-case hexadecimal. */
  readonly sha256?: string;
}

/** Where the worlds of an ensemble come from: drawn by a design, or read from a file. */
export interface WorldsSource {
  readonly design: Design | 'file';
  readonly worlds_file?: WorldsFile;
  /** Parameters that vary and that the file does not have: how they were drawn. */
  readonly others_drawn?: { readonly parameters: number; readonly design: Design };
}

/** A file that the run read: its text, and its hash. */
export interface ReadFile {
  readonly content: string;
  readonly sha256: string;
}

/**
 * Where the worlds come from.
 * @param read finds a file that the run read.
 */
export function worldsSource(
  { scenarios, plan, worlds }: Ensemble,
  read: (path: string) => ReadFile | undefined,
): WorldsSource {
  const path = scenarios[0]?.scenario.plan.worldsFile;
  if (path === undefined) return { design: plan.design };
  const file = read(path);
  const worlds_file = { path, ...(file === undefined ? {} : { sha256: file.sha256 }) };
  const held = file === undefined ? undefined : headerOf(path, file.content);
  const drawn = held === undefined ? 0 : worlds.columns.filter((one) => !held.has(one)).length;
  const others = { parameters: drawn, design: plan.design };
  return { design: 'file', worlds_file, ...(drawn === 0 ? {} : { others_drawn: others }) };
}

// Spaces about brackets and commas mean nothing in the names of columns.
function headerOf(path: string, text: string): ReadonlySet<string> | undefined {
  const [line = ''] = text.split(/\r?\n/, 1);
  const header = parseCsv(path, `${line}\n`, new Diagnostics())?.header;
  return header && new Set(header.map((one) => one.replace(/\s*([[\],])\s*/g, '$1')));
}
