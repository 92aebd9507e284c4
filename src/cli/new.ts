import { closeSync, existsSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { readModel } from '../model/read.js';
import { outputError } from '../results/output-error.js';
import { newScenarioText } from '../scenario/new-scenario.js';
import { DiskFiles } from '../study/disk-files.js';
import { findShippedModel } from '../study/shipped.js';
import { newModelText } from './new-model.js';
import { EXIT, print, say } from './output.js';

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
  const problem = writeNew(options.out, text);
  say(problem ?? `wrote ${options.out}`);
  return problem === undefined ? EXIT.done : EXIT.failed;
}

/** Writes a file that is not there yet. @returns why not, in words. */
function writeNew(path: string, text: string): string | undefined {
  let file: number | undefined;
  try {
    // 'wx' fails when there is such a file: nobody's work is overwritten.
    file = openSync(path, 'wx');
    writeFileSync(file, text);
    return undefined;
  } catch (thrown) {
    // On a full disk the file is there, but not whole.
    if (file !== undefined) unlinkSync(path);
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST') return `${path} exists already; choose another name`;
    if (code === 'ENOENT' && !existsSync(dirname(path)))
      return `cannot write ${path}: there is no folder ${dirname(path)}`;
    const told = outputError(path, thrown);
    return told instanceof Error ? told.message : String(told);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function scenarioText(modelName: string): string {
  const diagnostics = new Diagnostics();
  const files = new DiskFiles();
  const path = findShippedModel(modelName, files, diagnostics);
  const model = path === undefined ? undefined : readModel(path, files, diagnostics);
  diagnostics.throwIfErrors();
  if (model === undefined) throw new Error('the model was not read');
  return newScenarioText(model, { model: modelName });
}
