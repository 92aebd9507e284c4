import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { joinPath } from '../diagnostics/files.js';
import type { Rescued, Saved, WhyNot } from '../live/bench.js';
import { readDraft } from '../live/read-draft.js';
import type { Model } from '../model/model.js';
import type { Draft } from '../scenario/draft.js';
import { mergeDraft, type SavedDraft } from '../scenario/draft-merge.js';
import type { Scenario } from '../scenario/scenario.js';
import { DiskFiles } from '../study/disk-files.js';
import { homeFolder } from '../study/home.js';
import { canWrite, type DraftPlace, placeFor, textIn, workingPlace } from './draft-places.js';
import { shortFolder, shortPath } from './short-path.js';
import { whyNot, writeAll, writeWhole } from './write-whole.js';

interface OwnFile extends SavedDraft {
  readonly path: string;
  readonly place: DraftPlace;
}

interface ToWrite extends OwnFile {
  readonly as: string;
  readonly isNew: boolean;
}

/** The drafts of a comparison as files: what they say, where they go, and which of them are written. */
export class DraftFiles {
  readonly #scenarios: readonly Scenario[];
  readonly #model: Model;
  readonly #places = new Map<string, DraftPlace>();
  readonly #own = new Map<string, OwnFile>();

  constructor(scenarios: readonly Scenario[], model: Model) {
    this.#scenarios = scenarios;
    this.#model = model;
  }

  /** The text that the file of a draft would have, and its path. */
  written(draft: Draft): { readonly path: string; readonly text: string } {
    const own = this.#own.get(draft.name);
    const place = own?.place ?? this.#placeOf(draft);
    const path = own?.path ?? joinPath(place.folder, `${draft.name}.yaml`);
    return { path, text: textIn(place, draft, own?.text) };
  }

  /** The folder that a draft would be saved in, as people write it. */
  folder(draft: Draft): string {
    const { folder } = this.#own.get(draft.name)?.place ?? this.#placeOf(draft);
    return shortFolder(folder);
  }

  /** @param taken names that other scenarios have. */
  save(draft: Draft, as: string, taken: readonly string[]): Saved {
    if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(as)) return { kind: 'bad-name', name: as };
    const own = this.#own.get(draft.name);
    if (own !== undefined && as === draft.name) return this.#saveAgain(own, draft);
    if (as !== draft.name && taken.includes(as)) return { kind: 'taken', name: as };
    // A folder that could not be written to may be another now, or the other way round.
    this.#places.delete(draft.source);
    const place = this.#placeOf(draft);
    const path = joinPath(place.folder, `${as}.yaml`);
    if (existsSync(path)) return { kind: 'exists', path: shortPath(path) };
    const text = textIn(place, draft, own?.text);
    return this.#write({ text, draft, as, path, place, isNew: true });
  }

  // Somebody may have changed the file meanwhile: nothing of that may be lost.
  #saveAgain(own: OwnFile, draft: Draft): Saved {
    const { path, place, text } = own;
    const source = place.extends ?? draft.source;
    const name = `${draft.name}.yaml`;
    let disk: string | undefined;
    try {
      disk = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    } catch (error) {
      return { kind: 'unwritable', path: shortPath(path), reason: whyNot(error) };
    }
    if (disk === undefined || disk === text) {
      const same = { text: textIn(place, draft, text), draft, as: draft.name, path, place };
      return this.#write({ ...same, isNew: disk === undefined });
    }
    const saved = { text, draft: { ...own.draft, source } };
    const merged = mergeDraft(disk, saved, { ...draft, source });
    if (merged.kind === 'unreadable') return { kind: 'broken', path: name, reason: merged.reason };
    if (merged.kind === 'collision') return { kind: 'collision', path: name, parts: merged.parts };
    const now = { ...merged.draft, source: draft.source };
    const read = readDraft({ path, text: merged.text }, this.#model, {
      files: new DiskFiles(),
      folders: [homeFolder()],
    });
    if (typeof read === 'string') return { kind: 'broken', path: name, reason: read };
    const both = { text: merged.text, draft: now, as: draft.name, path, place };
    const result = this.#write({ ...both, isNew: false });
    return result.kind === 'saved' ? { ...result, merged: true } : result;
  }

  #write({ text, draft, as, path, place, isNew }: ToWrite): Saved {
    try {
      writeWhole(path, text, isNew);
    } catch (error) {
      return { kind: 'unwritable', path: shortPath(path), reason: whyNot(error) };
    }
    const named = { ...draft, name: as };
    // Under its old name it is another file, which nobody writes to any more.
    this.#own.delete(draft.name);
    this.#own.set(as, { text, draft: named, path, place });
    return { kind: 'saved', path: shortPath(path), draft: named, merged: false };
  }

  /** Writes drafts under names that are free, in the working folder or, where that fails, the one for temporary files. */
  rescue(drafts: readonly Draft[]): Rescued {
    const paths: string[] = [];
    let reason: WhyNot | undefined;
    for (const draft of drafts) {
      for (const folder of [process.cwd(), tmpdir()]) {
        try {
          paths.push(this.#rescueInto(folder, draft));
          break;
        } catch (error) {
          reason = whyNot(error);
        }
      }
    }
    return { paths, ...(reason === undefined ? {} : { reason }) };
  }

  #rescueInto(folder: string, draft: Draft): string {
    const here = folder === process.cwd() && canWrite('.');
    const source = this.#sourceOf(draft);
    const found = here && source !== undefined ? workingPlace(source, this.#model) : undefined;
    const place = found ?? this.#placeOf(draft);
    const text = textIn(place, draft, this.#own.get(draft.name)?.text);
    // Where its scenario is not found from, a person has to put it back.
    const note = found === undefined ? `# Belongs into ${resolve(place.folder)}\n` : '';
    let path = join(folder, `${draft.name}_unsaved.yaml`);
    for (let n = 2; existsSync(path); n += 1) {
      path = join(folder, `${draft.name}_unsaved_${n}.yaml`);
    }
    writeAll(path, note + text);
    return path;
  }

  #sourceOf(draft: Draft): Scenario | undefined {
    return this.#scenarios.find((one) => one.name === draft.source);
  }

  #placeOf(draft: Draft): DraftPlace {
    const source = this.#sourceOf(draft);
    if (source === undefined) return { folder: '', extends: draft.source };
    const known = this.#places.get(draft.source) ?? placeFor(source, this.#model);
    this.#places.set(draft.source, known);
    return known;
  }
}
