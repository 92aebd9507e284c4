import { parse } from 'yaml';
import { modelPathOf } from '../checks/find.js';
import type { Files } from '../diagnostics/files.js';
import { MAX_YAML_BYTES } from '../diagnostics/files.js';

export type FileKind = 'model' | 'scenario' | 'checks' | 'evidence';

const MODEL_KEYS = [
  'time',
  'stocks',
  'flows',
  'auxiliaries',
  'parameters',
  'metrics',
  'dimensions',
];
const SCENARIO_KEYS = [
  'extends',
  'policy',
  'events',
  'assumptions',
  'plan',
  'from',
  'to',
  'baseline',
];

/** What a YAML file is meant to be, from its name and its first keys; a broken one counts as a scenario. */
export function kindOfFile(path: string, files: Files): FileKind {
  if (modelPathOf(path) !== undefined) return 'checks';
  if (/(^|\/)evidence\.ya?ml$/.test(path)) return 'evidence';
  if (/(^|\/)model\.ya?ml$/.test(path)) return 'model';
  const found = files.read(path, MAX_YAML_BYTES);
  const keys = 'text' in found ? keysOf(found.text) : [];
  const count = (names: readonly string[]) => keys.filter((key) => names.includes(key)).length;
  return count(MODEL_KEYS) > count(SCENARIO_KEYS) ? 'model' : 'scenario';
}

function keysOf(text: string): readonly string[] {
  try {
    const data: unknown = parse(text, { maxAliasCount: 100 });
    return data !== null && typeof data === 'object' ? Object.keys(data) : [];
  } catch {
    // Only the first words of lines that are not indented; the reader will say what is wrong.
    return [...text.matchAll(/^([A-Za-z_]+):/gm)].map((match) => match[1] ?? '');
  }
}
