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

/** Whether a file is for `toguna calibrate`, which no other command reads. */
export function isCalibration(path: string, files: Files): boolean {
  const found = files.read(path, MAX_YAML_BYTES);
  const keys = 'text' in found ? keysOf(found.text) : [];
  return keys.includes('fit') && keys.includes('observations');
}

// The words at the start of lines, or after the brackets of a file in JSON: to read the file is the reader's work,
// which also says what is wrong with it.
function keysOf(text: string): readonly string[] {
  const inBrackets = /^\s*\{/.test(text);
  const key = inBrackets ? /[{,]\s*["']?([A-Za-z_]+)["']?\s*:/g : /^["']?([A-Za-z_]+)["']?\s*:/gm;
  return [...new Set([...text.matchAll(key)].map((match) => match[1] ?? ''))];
}
