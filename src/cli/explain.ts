import { Diagnostics } from '../diagnostics/diagnostic.js';
import { printable } from '../diagnostics/printable.js';
import type { Model } from '../model/model.js';
import { inLanguage } from '../model/names.js';
import { formatUnit } from '../model/unit.js';
import { factText } from '../report/fact-rows.js';
import type { Language } from '../report/words.js';
import { explain as factsFor, loadModel } from '../study/explain.js';
import { EXIT, print, printJson, showDiagnostics } from './output.js';

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
  const model = loadModel(modelName, { diagnostics });
  await showDiagnostics(diagnostics);
  if (name === undefined) {
    await print(listOf(model, options.language));
    return EXIT.done;
  }
  const facts = factsFor(model, name);
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
