import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import type { Model } from '../model/model.js';
import { readModel } from '../model/read.js';
import type { Chain, ReadDocument } from './chain.js';
import { documentReader, readChain } from './chain.js';
import { findModel } from './find-model.js';
import type { MergedScenario } from './merge.js';
import { mergeChain } from './merge.js';
import { outcomeOrders } from './outcomes.js';
import { type Part, placeOf } from './part.js';
import { resolveScenario } from './resolve.js';
import type { Scenario } from './scenario.js';

/** Reads what scenarios share once: their models and the files that they extend. */
export interface Readers {
  readonly document: ReadDocument;
  /** Folders that hold `models` and `scenarios`, looked in last. */
  readonly roots?: readonly string[];
  /** The model that the scenario file at `scenarioFile` names; undefined after diagnostics. */
  model(name: string, scenarioFile: string, place: Place): Model | undefined;
  /** The model with its metrics in the order that `outcomes` asks for; the same model for the same order. */
  inOrder(model: Model, outcomes: Part<readonly string[]>): Model;
}

/**
 * Readers that share what they have read.
 * @param roots folders that hold `models` and `scenarios`, looked in after all those above a scenario.
 */
export function createReaders(
  files: Files,
  diagnostics: Diagnostics,
  roots: readonly string[] = [],
): Readers {
  const models = new Map<string, Model | undefined>();
  return {
    document: documentReader(files, diagnostics),
    roots,
    model(name, scenarioFile, place) {
      const path = findModel(name, scenarioFile, place, files, roots, diagnostics);
      if (path === undefined) return undefined;
      if (!models.has(path)) models.set(path, readModel(path, files, diagnostics, place));
      return models.get(path);
    },
    inOrder: outcomeOrders(diagnostics),
  };
}

/** A scenario as its files give it, with the model it names. */
export interface LoadedScenario {
  readonly chain: Chain;
  readonly merged: MergedScenario;
  /** Undefined when it could not be read; that has been reported. */
  readonly model: Model | undefined;
}

/**
 * Reads a scenario file, what it extends, and its model.
 * @returns undefined when a scenario file cannot be read.
 */
export function loadScenario(
  path: string,
  readers: Readers,
  files: Files,
  diagnostics: Diagnostics,
  namedAt?: Place,
): LoadedScenario | undefined {
  const { document, roots } = readers;
  const chain = readChain(path, document, files, diagnostics, namedAt, roots);
  if (chain === undefined) return undefined;
  const merged = mergeChain(chain, diagnostics);
  const named = merged.model;
  const unread = chain.some(({ yaml }) => yaml.unread.has('model'));
  if (named === undefined && unread) return { chain, merged, model: undefined };
  if (named === undefined) {
    const none = merged.ancestors.length === 0;
    diagnostics.error(
      'missing-key',
      merged.at,
      `the scenario ${merged.name} has no model${none ? '' : ', nor has what it extends'}`,
      {
        expected:
          'model: with the name of a model such as sahel, or a path such as ./my-model.yaml',
      },
    );
    return { chain, merged, model: undefined };
  }
  const model = readers.model(named.value, named.file.file, placeOf(named));
  const { outcomes } = merged;
  const ordered = model && outcomes ? readers.inOrder(model, outcomes) : model;
  return { chain, merged, model: ordered };
}

/**
 * Reads and resolves one scenario. Every problem found is reported.
 * @returns undefined when there is an error.
 *
 * @example
 * const diagnostics = new Diagnostics();
 * const readers = createReaders(diskFiles, diagnostics);
 * const scenario = readScenario('scenarios/mali/baseline.yaml', readers, diskFiles, diagnostics);
 */
export function readScenario(
  path: string,
  readers: Readers,
  files: Files,
  diagnostics: Diagnostics,
  namedAt?: Place,
): Scenario | undefined {
  const before = diagnostics.errorCount;
  const loaded = loadScenario(path, readers, files, diagnostics, namedAt);
  if (loaded?.model === undefined) return undefined;
  const scenario = resolveScenario(loaded.merged, loaded.model, files, diagnostics);
  return diagnostics.errorCount > before ? undefined : scenario;
}
