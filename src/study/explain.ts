import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Facts } from '../model/facts.js';
import { factsOf, namesWithFacts } from '../model/facts.js';
import type { Model } from '../model/model.js';
import { readModel } from '../model/read.js';
import { DiskFiles } from './disk-files.js';
import { findShippedModel } from './shipped.js';

/** Where a verb reads from, and where it leaves warnings. */
export interface ReadingOptions {
  /** The disk when absent. */
  readonly files?: Files | undefined;
  /** Where problems are gathered: a new list when absent. */
  readonly diagnostics?: Diagnostics | undefined;
}

/**
 * Reads one model with its evidence.
 *
 * ```ts
 * const model = loadModel('sahel');
 * console.log(model.metrics.map((one) => one.name));
 * ```
 *
 * @param name a file, a folder with `model.yaml`, or the name of a model that comes with toguna.
 * @throws InputError with all problems, when any is an error.
 */
export function loadModel(name: string, options: ReadingOptions = {}): Model {
  const { files = new DiskFiles(), diagnostics = new Diagnostics() } = options;
  const path = findShippedModel(name, files, diagnostics);
  const model = path === undefined ? undefined : readModel(path, files, diagnostics);
  diagnostics.throwIfErrors();
  if (model === undefined) throw new Error('the model was not read');
  return model;
}

/**
 * What a variable or a metric is: title, unit, equation, what it follows from, what follows from it, and the evidence
 * it rests on.
 *
 * ```ts
 * const { title, unit, equation } = explain('sahel', 'recruits');
 * ```
 *
 * @param model a model, or what {@link loadModel} takes. @param name of a variable or of a metric; the variable where both have it.
 * @returns facts as data; `unit` is written as in the model.
 * @throws InputError when the model cannot be read, or has nothing of that name.
 */
export function explain(model: Model | string, name: string, options: ReadingOptions = {}): Facts {
  const diagnostics = options.diagnostics ?? new Diagnostics();
  const known = typeof model === 'string' ? loadModel(model, { ...options, diagnostics }) : model;
  const facts = factsOf(known, name);
  if (facts !== undefined) return facts;
  const place = { file: 'command line', line: 1, column: 1, length: Math.max(1, name.length) };
  diagnostics.addSource('command line', name.replace(/[\r\n]/g, ' '));
  diagnostics.error(
    'unknown-name',
    place,
    `the model ${known.name} has no variable ${JSON.stringify(name)}`,
    { nearest: () => nearest(name, namesWithFacts(known)) },
  );
  diagnostics.throwIfErrors();
  throw new Error('an unknown name is an error');
}
