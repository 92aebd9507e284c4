import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import type { Path, YamlFile } from '../diagnostics/yaml.js';
import { readYaml } from '../diagnostics/yaml.js';
import type { Horizon } from '../engine/engine.js';
import type { Model } from '../model/model.js';
import { grouped, MAX_REPORTED } from '../model/size.js';
import type { Plan } from '../plan/plan.js';
import type { Check, Checks } from './check.js';
import type { CheckDocument, ChecksDocument } from './document.js';
import { checksSchema } from './document.js';
import { readExpectation } from './expectation.js';
import { readHorizon } from './horizon.js';
import { readSetup } from './setup.js';

/** The seed of checks over several worlds that name none. */
const DEFAULT_SEED = 'checks';

/**
 * Reads the checks of a model and looks up every name, element and time in them.
 * @param namedAt the place that named the file, when another file did.
 * @returns undefined when there is an error; every problem is reported.
 *
 * @example
 * const path = findChecks(model.file, files);
 * const checks = path && readChecks(path, model, files, diagnostics);
 */
export function readChecks(
  path: string,
  model: Model,
  files: Files,
  diagnostics: Diagnostics,
  namedAt?: Place,
): Checks | undefined {
  const before = diagnostics.errorCount;
  const yaml = readYaml<ChecksDocument>(path, checksSchema, files, diagnostics, namedAt);
  if (yaml === undefined) return undefined;
  // Parts that could not be read were left out, so what seems to be missing may only be misspelt.
  const whole = diagnostics.errorCount === before;
  const { model: name } = yaml.value;
  if (name !== undefined && name !== model.name) {
    const message = `these checks are of the model ${name}, and the model beside them is ${model.name}`;
    diagnostics.error('value', yaml.placeOf(['model']), message, { expected: model.name });
  }
  const checks = yaml.value.checks.map((check, index) =>
    readCheck(yaml, index, check, { model, whole }, diagnostics),
  );
  if (diagnostics.errorCount > before) return undefined;
  return { file: path, model, checks: checks.filter((check) => check !== undefined) };
}

function readCheck(
  yaml: YamlFile<ChecksDocument>,
  index: number,
  document: CheckDocument,
  { model, whole }: { readonly model: Model; readonly whole: boolean },
  diagnostics: Diagnostics,
): Check | undefined {
  const path = ['checks', index];
  const setup = readSetup(yaml, path, document, model, diagnostics);
  const against =
    document.against && readSetup(yaml, [...path, 'against'], document.against, model, diagnostics);
  checkAgainst(yaml, path, document, diagnostics);
  const horizon = readHorizon(yaml, index, model.time, diagnostics);
  const plan = readPlan(yaml, index, document, diagnostics);
  if (horizon === undefined) return undefined;
  const context = { model, horizon, worlds: document.worlds, whole };
  const expectations = document.expect.flatMap((one, k) => {
    const at = [...path, 'expect', k];
    return readExpectation(yaml, at, one, context, diagnostics) ?? [];
  });
  if (setup === undefined || !checkRoom(yaml, index, model, horizon, diagnostics)) return undefined;
  return {
    title: document.title,
    ...(document.basis === undefined ? {} : { basis: document.basis }),
    place: yaml.placeOf(path),
    setup,
    ...(against === undefined ? {} : { against }),
    horizon,
    ...(plan === undefined ? {} : { plan }),
    expectations,
  };
}

// Two runs that are the same differ by nothing, whatever the model does.
function checkAgainst(
  yaml: YamlFile<ChecksDocument>,
  path: Path,
  { against, set = {}, initial = {}, levers = {} }: CheckDocument,
  diagnostics: Diagnostics,
): void {
  if (against === undefined) return;
  const other = [against.set ?? {}, against.initial ?? {}, against.levers ?? {}];
  if (sorted([set, initial, levers]) !== sorted(other)) return;
  const place = yaml.placeOfKey([...path, 'against']);
  diagnostics.error('value', place, 'the check is against a run with the same changes', {
    expected: 'another set, initial or levers in one of the two',
  });
}

/** Data as text in which the order of keys does not matter. */
function sorted(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** Multiplies worlds, reports and elements before anything runs. */
function checkRoom(
  yaml: YamlFile<ChecksDocument>,
  index: number,
  model: Model,
  { reports }: Horizon,
  diagnostics: Diagnostics,
): boolean {
  const check = yaml.value.checks[index];
  const looked = new Set(check?.expect.flatMap((one) => one.variable ?? []));
  const elements = [...looked].reduce(
    (sum, name) => sum + (model.variables.get(name)?.size ?? 0),
    0,
  );
  const levers = Object.keys(check?.levers ?? {});
  const held = levers.reduce((sum, name) => sum + (model.variables.get(name)?.size ?? 0), 0);
  const numbers = reports * ((check?.worlds ?? 1) * elements + held);
  if (numbers <= MAX_REPORTED) return true;
  const what = `the check looks at ${grouped(numbers)} numbers`;
  const place = yaml.placeOf(['checks', index, check?.worlds === undefined ? 'expect' : 'worlds']);
  const expected = `at most ${grouped(MAX_REPORTED)}: worlds times reports times elements`;
  diagnostics.error('size', place, what, { expected });
  return false;
}

function readPlan(
  yaml: YamlFile<ChecksDocument>,
  index: number,
  document: CheckDocument,
  diagnostics: Diagnostics,
): Plan | undefined {
  const { worlds, design = 'latin_hypercube', seed = DEFAULT_SEED } = document;
  if (worlds !== undefined) return { worlds, design, seed: String(seed) };
  for (const key of ['design', 'seed'] as const) {
    if (document[key] === undefined) continue;
    const place = yaml.placeOf(['checks', index, key]);
    const message = `${key} needs several worlds`;
    diagnostics.error('value', place, message, { expected: 'worlds: 200 beside it' });
  }
  return undefined;
}
