import { closeSync, openSync, writeSync } from 'node:fs';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { readModel } from '../model/read.js';
import { newScenarioText } from '../scenario/new-scenario.js';
import { DiskFiles } from './disk-files.js';
import { newModelText } from './new-model.js';
import { EXIT, print, say, stopOnErrors } from './output.js';
import { findShippedModel } from './shipped.js';

export interface NewOptions {
  readonly model?: string | undefined;
  readonly out?: string | undefined;
}

/** `toguna new`: a first scenario or model to change, on standard output or as a file that does not exist yet. */
export async function create(kind: 'scenario' | 'model', options: NewOptions): Promise<number> {
  const text = kind === 'model' ? newModelText() : scenarioText(options.model ?? 'sahel');
  if (options.out === undefined) {
    await print(text);
    return EXIT.done;
  }
  try {
    // 'wx' fails when there is such a file: nobody's work is overwritten.
    const file = openSync(options.out, 'wx');
    writeSync(file, text);
    closeSync(file);
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    say(`${options.out} ${exists ? 'exists already; choose another name' : 'cannot be written'}`);
    return EXIT.failed;
  }
  say(`wrote ${options.out}`);
  return EXIT.done;
}

function scenarioText(modelName: string): string {
  const diagnostics = new Diagnostics();
  const files = new DiskFiles();
  const path = findShippedModel(modelName, files, diagnostics);
  const model = path === undefined ? undefined : readModel(path, files, diagnostics);
  stopOnErrors(diagnostics);
  if (model === undefined) throw new Error('the model was not read');
  return newScenarioText(model, { model: modelName });
}
