import { Diagnostics } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { printable } from '../diagnostics/printable.js';
import { factsOf, namesWithFacts } from '../model/facts.js';
import type { Model } from '../model/model.js';
import { inLanguage } from '../model/names.js';
import { readModel } from '../model/read.js';
import { formatUnit } from '../model/unit.js';
import { factText } from '../report/fact-rows.js';
import type { Language } from '../report/words.js';
import { DiskFiles } from '../study/disk-files.js';
import { findShippedModel } from '../study/shipped.js';
import { EXIT, print, printJson, say, showDiagnostics } from './output.js';

export interface ExplainOptions {
  readonly json?: boolean | undefined;
  readonly language: Language;
}

/** `toguna explain`: what a variable or metric is, what it follows from, what follows from it, what it rests on. */
export async function explain(
  modelName: string,
  name: string | undefined,
  options: ExplainOptions,
): Promise<number> {
  const diagnostics = new Diagnostics();
  const files = new DiskFiles();
  const path = findShippedModel(modelName, files, diagnostics);
  const model = path === undefined ? undefined : readModel(path, files, diagnostics);
  diagnostics.throwIfErrors();
  if (model === undefined) throw new Error('the model was not read');
  await showDiagnostics(diagnostics);
  if (name === undefined) {
    await print(listOf(model, options.language));
    return EXIT.done;
  }
  const facts = factsOf(model, name);
  if (facts === undefined) {
    const near = nearest(name, namesWithFacts(model));
    say(
      `the model ${model.name} has no variable ${printable(name)}${near === undefined ? '' : `; did you mean ${near}?`}`,
    );
    return EXIT.wrongInput;
  }
  await (options.json === true
    ? printJson(JSON.stringify(facts, undefined, 2))
    : print(factText(facts, options.language)));
  return EXIT.done;
}

/** Metrics first: they are what most people look for. */
function listOf(model: Model, language: string): string {
  const metrics = model.metrics.map((one) => ({ ...one, kind: 'metric' }));
  const rows = [...metrics, ...[...model.variables.values()].filter((one) => !one.hidden)];
  const width = Math.max(...rows.map((one) => one.name.length));
  const lines = rows.map(
    ({ kind, name, title, unit }) =>
      `${kind.padEnd(10)} ${name.padEnd(width)}  ${inLanguage(title, language)}, ${formatUnit(unit)}`,
  );
  return lines.map(printable).join('\n');
}
