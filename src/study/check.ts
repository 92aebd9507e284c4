import type { Checks } from '../checks/check.js';
import { findChecks, modelPathOf } from '../checks/find.js';
import { readChecks } from '../checks/read.js';
import type { CheckResult } from '../checks/run.js';
import { runChecks } from '../checks/run.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { readYaml } from '../diagnostics/yaml.js';
import { horizonOf } from '../engine/horizon.js';
import { evidenceSchema } from '../model/grade.js';
import type { Model } from '../model/model.js';
import { readModel } from '../model/read.js';
import { checkScenarioValues } from '../plan/plausible.js';
import { checkAssumptions, checkModelDistributions } from '../plan/validate.js';
import { makeWorlds } from '../plan/worlds.js';
import { warnOfHeldInputs } from '../scenario/held-inputs.js';
import { createReaders, readScenario } from '../scenario/read.js';
import type { Scenario } from '../scenario/scenario.js';
import { DiskFiles } from './disk-files.js';
import type { ReadingOptions } from './explain.js';
import { kindOfFile } from './file-kind.js';
import { filesToCheck } from './folder-files.js';
import { homeFolder } from './home.js';
import { ENGINE } from './run.js';

/** How {@link check} goes. */
export interface CheckOptions extends ReadingOptions {
  /** Whether checks that stand beside a model run (the default), or only those that are named. */
  readonly checks?: 'beside' | 'named' | undefined;
}

/** A model or a scenario that was read without an error. */
export type CheckedFile =
  | { readonly path: string; readonly model: Model }
  | { readonly path: string; readonly scenario: Scenario };

/** What {@link check} found. */
export interface CheckReport {
  readonly read: readonly CheckedFile[];
  /** One for each expectation of the checks; empty when there are none. */
  readonly results: readonly CheckResult[];
  /** Whether every expectation was met. */
  readonly passed: boolean;
  /** Warnings. */
  readonly diagnostics: Diagnostics;
}

/**
 * Reads models, scenarios, evidence and checks, and runs the checks that stand beside the models.
 *
 * ```ts
 * const { passed, results } = check(['models/sahel']);
 * for (const one of results) if (!one.passed) console.log(one.subject, one.expected, one.found);
 * ```
 *
 * @param paths files or folders.
 * @throws InputError with the problems of all files, when any is an error; no check has run then.
 */
export function check(paths: readonly string[], options: CheckOptions = {}): CheckReport {
  const { files = new DiskFiles(), diagnostics = new Diagnostics(), checks = 'beside' } = options;
  const found = readAll(paths, { files, diagnostics, checks });
  diagnostics.throwIfErrors();
  const results = found.checks.flatMap((one) => runChecks(one, ENGINE, makeWorlds));
  return { read: found.read, results, passed: results.every((one) => one.passed), diagnostics };
}

interface Reading {
  readonly files: Files;
  readonly diagnostics: Diagnostics;
  readonly checks: 'beside' | 'named';
}

/** Reads the files that `check` is given; all their problems go to `diagnostics`. */
export function readAll(
  paths: readonly string[],
  { files, diagnostics, checks: wanted }: Reading,
): { readonly read: readonly CheckedFile[]; readonly checks: readonly Checks[] } {
  const readers = createReaders(files, diagnostics, [homeFolder()]);
  const models = new Map<string, Model>();
  const checkFiles = new Set<string>();
  const read: CheckedFile[] = [];
  for (const path of filesToCheck(paths, files, diagnostics)) {
    const before = diagnostics.errorCount;
    const kind = kindOfFile(path, files);
    if (kind === 'scenario') {
      const scenario = readScenario(path, readers, files, diagnostics);
      if (scenario === undefined) continue;
      checkModelDistributions(scenario.base, diagnostics);
      checkAssumptions(scenario.assumptions, { file: path, line: 1, column: 1 }, diagnostics);
      checkScenarioValues(scenario, diagnostics);
      if (diagnostics.errorCount === before) read.push({ path, scenario });
    } else if (kind === 'evidence') {
      readYaml(path, evidenceSchema, files, diagnostics);
    } else {
      const file = kind === 'checks' ? (modelPathOf(path) ?? path) : path;
      const model = models.get(file) ?? readModel(file, files, diagnostics);
      if (kind === 'checks') checkFiles.add(path);
      if (model === undefined) continue;
      checkModelDistributions(model, diagnostics);
      warnOfHeldInputs(model, horizonOf(model.time), diagnostics);
      // The checks of a model may have come first.
      if (diagnostics.errorCount === before && !models.has(file)) {
        models.set(file, model);
        read.push({ path: file, model });
      }
    }
  }
  const checks = [...models].flatMap(([file, model]) => {
    const beside = findChecks(file, files);
    const named = [...checkFiles].filter((path) => modelPathOf(path) === file);
    const found = new Set([
      ...named,
      ...(wanted === 'named' || beside === undefined ? [] : [beside]),
    ]);
    return [...found].flatMap((path) => readChecks(path, model, files, diagnostics) ?? []);
  });
  return { read, checks };
}
