import type { Checks } from '../checks/check.js';
import { findChecks, modelPathOf } from '../checks/find.js';
import { formatChecks } from '../checks/format.js';
import { readChecks } from '../checks/read.js';
import type { CheckResult } from '../checks/run.js';
import { runChecks } from '../checks/run.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { readYaml } from '../diagnostics/yaml.js';
import { evidenceSchema } from '../model/grade.js';
import type { Model } from '../model/model.js';
import { readModel } from '../model/read.js';
import { checkScenarioValues } from '../plan/plausible.js';
import { checkAssumptions, checkModelDistributions } from '../plan/validate.js';
import { makeWorlds } from '../plan/worlds.js';
import { createReaders, readScenario } from '../scenario/read.js';
import { DiskFiles } from '../study/disk-files.js';
import { kindOfFile } from '../study/file-kind.js';
import { filesToCheck } from '../study/folder-files.js';
import { homeFolder } from '../study/home.js';
import { ENGINE } from '../study/run.js';
import { diagnosticsJson, EXIT, print, printJson, say, showDiagnostics } from './output.js';

export interface CheckOptions {
  readonly json?: boolean | undefined;
  /** Read only; run no checks. */
  readonly readOnly?: boolean | undefined;
  readonly language: string;
}

/**
 * `toguna check`: reads models, scenarios, evidence and checks, reports every problem, and runs the checks that
 * stand beside the models.
 */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const diagnostics = new Diagnostics();
  const { good, checks } = readAll(paths, options.readOnly === true, diagnostics);
  if (diagnostics.hasErrors) {
    await showDiagnostics(diagnostics, options.json);
    return EXIT.wrongInput;
  }
  const results = checks.flatMap((one) => runChecks(one, ENGINE, makeWorlds));
  await tell(good, results, diagnostics, options);
  return results.every((one) => one.passed) ? EXIT.done : EXIT.failed;
}

/** Reads the files that `check` is given; all their problems go to `diagnostics`. */
export function readAll(
  paths: readonly string[],
  readOnly: boolean,
  diagnostics: Diagnostics,
): { readonly good: readonly string[]; readonly checks: readonly Checks[] } {
  const files = new DiskFiles();
  const readers = createReaders(files, diagnostics, [homeFolder()]);
  const models = new Map<string, Model>();
  const checkFiles = new Set<string>();
  const good: string[] = [];
  for (const path of filesToCheck(paths, files, diagnostics)) {
    const before = diagnostics.errorCount;
    const kind = kindOfFile(path, files);
    if (kind === 'scenario') {
      const scenario = readScenario(path, readers, files, diagnostics);
      if (scenario === undefined) continue;
      checkModelDistributions(scenario.base, diagnostics);
      checkAssumptions(scenario.assumptions, { file: path, line: 1, column: 1 }, diagnostics);
      checkScenarioValues(scenario, diagnostics);
      if (diagnostics.errorCount === before)
        good.push(
          `${path}: a scenario of ${scenario.base.name}, ${scenario.interventions.length} interventions`,
        );
    } else if (kind === 'evidence') {
      readYaml(path, evidenceSchema, files, diagnostics);
    } else {
      const file = kind === 'checks' ? (modelPathOf(path) ?? path) : path;
      const model = models.get(file) ?? readModel(file, files, diagnostics);
      if (kind === 'checks') checkFiles.add(path);
      if (model === undefined) continue;
      checkModelDistributions(model, diagnostics);
      // The checks of a model may have come first.
      if (diagnostics.errorCount === before && !models.has(file)) {
        models.set(file, model);
        good.push(`${file}: ${summaryOf(model)}`);
      }
    }
  }
  const checks = [...models].flatMap(([file, model]) => {
    const beside = findChecks(file, files);
    const named = [...checkFiles].filter((path) => modelPathOf(path) === file);
    const found = new Set([...named, ...(readOnly || beside === undefined ? [] : [beside])]);
    return [...found].flatMap((path) => readChecks(path, model, files, diagnostics) ?? []);
  });
  return { good, checks };
}

async function tell(
  good: readonly string[],
  results: readonly CheckResult[],
  diagnostics: Diagnostics,
  options: CheckOptions,
): Promise<void> {
  if (options.json === true) {
    const { diagnostics: list } = JSON.parse(diagnosticsJson(diagnostics)) as {
      diagnostics: unknown;
    };
    await printJson(JSON.stringify({ diagnostics: list, checks: results }, undefined, 2));
    return;
  }
  await showDiagnostics(diagnostics);
  for (const line of good) say(line);
  await print(results.length > 0 ? formatChecks(results, options.language) : 'no errors');
}

function summaryOf(model: Model): string {
  const count = (kind: string) =>
    [...model.variables.values()].filter((one) => one.kind === kind && !one.hidden).length;
  const units = model.unitsChecked ? '' : ', units unchecked';
  return `a model with ${count('stock')} stocks, ${count('flow')} flows, ${count('auxiliary')} auxiliaries, ${count('parameter')} parameters${units}`;
}
