import { accessSync, constants, realpathSync } from 'node:fs';
import { basename, resolve, sep } from 'node:path';
import process from 'node:process';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { folderOf, joinPath } from '../diagnostics/files.js';
import type { Model } from '../model/model.js';
import { type Draft, draftText, withFile } from '../scenario/draft.js';
import { findModel } from '../scenario/find-model.js';
import { createReaders, readScenario } from '../scenario/read.js';
import type { Scenario } from '../scenario/scenario.js';
import { DiskFiles } from '../study/disk-files.js';
import { homeFolder } from '../study/home.js';

/** Where the file of a draft goes, and by which name it finds what it stands on from there. */
export interface DraftPlace {
  readonly folder: string;
  readonly extends?: string;
  readonly model?: string;
}

/**
 * The folder for drafts of a scenario: beside it; or the working folder, where the scenario came with toguna, whose
 * folder the next version replaces, or where its folder cannot be written to.
 */
export function placeFor(source: Scenario, model: Model): DraftPlace {
  const beside = besidePlace(source, model);
  const lasting = !isInstalled(source.file) && canWrite(beside.folder);
  return lasting ? beside : (workingPlace(source, model) ?? beside);
}

function besidePlace(source: Scenario, model: Model): DraftPlace {
  const folder = folderOf(source.file);
  return source.file === model.file
    ? { folder, model: `./${basename(model.file)}` }
    : { folder, extends: source.name };
}

/** The working folder, if drafts of the scenario can be opened from there. */
export function workingPlace(source: Scenario, model: Model): DraftPlace | undefined {
  if (!canWrite('.')) return undefined;
  const beside = besidePlace(source, model);
  const folder = basename(resolve(beside.folder));
  const names: DraftPlace[] =
    resolve(beside.folder) === process.cwd()
      ? [{ ...beside, folder: '' }]
      : beside.model === undefined
        ? [{ folder: '', extends: `${folder}/${source.name}` }]
        : [{ folder: '', model: basename(model.file) === 'model.yaml' ? folder : model.name }];
  return names.find((place) => finds(place, source, model));
}

/** The text of a draft in a place. */
export function textIn(place: DraftPlace, draft: Draft, existing?: string): string {
  return draftText({ ...draft, source: place.extends ?? draft.source }, place.model, existing);
}

// Whether a file there stands on the same scenario and the same model.
function finds(place: DraftPlace, source: Scenario, model: Model): boolean {
  const name = 'toguna_draft';
  const draft: Draft = { name, title: name, source: source.name, changes: {} };
  const path = joinPath(place.folder, `${name}.yaml`);
  const files = withFile(new DiskFiles(), path, textIn(place, draft));
  const diagnostics = new Diagnostics();
  const found = { source: place.extends === undefined };
  const readers = createReaders(files, diagnostics, [homeFolder()]);
  const document: typeof readers.document = (asked, at) => {
    if (isSame(asked, source.file)) found.source = true;
    return readers.document(asked, at);
  };
  const sameModel: typeof readers.model = (asked, file, at) => {
    const there = findModel(asked, file, at, files, [homeFolder()], diagnostics);
    return there !== undefined && isSame(there, model.file) ? model : undefined;
  };
  const read = readScenario(path, { ...readers, document, model: sameModel }, files, diagnostics);
  return read !== undefined && found.source;
}

function isSame(a: string, b: string): boolean {
  return real(a) === real(b);
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

// Whoever works in the folder of toguna itself works on what comes with it.
function isInstalled(path: string): boolean {
  const home = real(homeFolder());
  const inside = (one: string) => one === home || one.startsWith(home + sep);
  return inside(real(path)) && (!inside(real('.')) || /[\\/]node_modules[\\/]/.test(home));
}

export function canWrite(folder: string): boolean {
  try {
    accessSync(folder === '' ? '.' : folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
