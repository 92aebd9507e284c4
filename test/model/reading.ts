import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import type { Model } from '../../src/model/model.js';
import { readModel } from '../../src/model/read.js';

export interface Read {
  readonly model: Model | undefined;
  /** `line:column severity: message; expected ...; nearest ...`, with the file in front unless it is the model's. */
  readonly problems: readonly string[];
}

/** Reads `text` as `m/model.yaml` beside the other files. */
export function readText(text: string, others: Readonly<Record<string, string>> = {}): Read {
  const diagnostics = new Diagnostics();
  const files = new TextFiles({ 'm/model.yaml': text, ...others });
  const model = readModel('m/model.yaml', files, diagnostics);
  return { model, problems: problemsOf(diagnostics) };
}

export function problemsOf(diagnostics: Diagnostics): string[] {
  return diagnostics.list().map(({ severity, place, message, expected, nearest }) => {
    const file = place.file === 'm/model.yaml' ? '' : `${place.file}:`;
    const parts = [`${file}${place.line}:${place.column} ${severity}: ${message}`];
    if (expected !== undefined) parts.push(`expected ${expected}`);
    if (nearest !== undefined) parts.push(`nearest ${nearest}`);
    return parts.join('; ');
  });
}

/** Reads a model that must be right; it may have warnings. */
export function modelOf(text: string, others: Readonly<Record<string, string>> = {}): Model {
  const { model, problems } = readText(text, others);
  if (model === undefined) throw new Error(problems.join('\n'));
  return model;
}

/**
 * What is said of a model that must be wrong, without places, expectations and nearest names: those are held to
 * their exact words in test/bad-input/.
 */
export function messagesOf(text: string, others: Readonly<Record<string, string>> = {}): string[] {
  return readText(text, others).problems.map((one) =>
    one.replace(/^\S+ \w+: /, '').replace(/; (?:expected|nearest) .*/, ''),
  );
}
