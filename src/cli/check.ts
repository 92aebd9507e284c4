import { formatChecks } from '../checks/format.js';
import type { Model } from '../model/model.js';
import type { CheckedFile, CheckReport } from '../study/check.js';
import { check as checkFiles } from '../study/check.js';
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
  const report = checkFiles(paths, { checks: options.readOnly === true ? 'named' : 'beside' });
  await tell(report, options);
  return report.passed ? EXIT.done : EXIT.failed;
}

async function tell(
  { read, results, diagnostics }: CheckReport,
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
  for (const one of read) say(`${one.path}: ${summaryOf(one)}`);
  await print(results.length > 0 ? formatChecks(results, options.language) : 'no errors');
}

function summaryOf(one: CheckedFile): string {
  if ('model' in one) return summaryOfModel(one.model);
  const { base, interventions } = one.scenario;
  return `a scenario of ${base.name}, ${interventions.length} interventions`;
}

function summaryOfModel(model: Model): string {
  const count = (kind: string) =>
    [...model.variables.values()].filter((one) => one.kind === kind && !one.hidden).length;
  const units = model.unitsChecked ? '' : ', units unchecked';
  return `a model with ${count('stock')} stocks, ${count('flow')} flows, ${count('auxiliary')} auxiliaries, ${count('parameter')} parameters${units}`;
}
