import { Document, isAlias, isMap, type YAMLMap } from 'yaml';
import type { Files, FileText } from '../diagnostics/files.js';
import type { Distribution } from '../model/distribution.js';
import { editableDocument } from './draft-document.js';

/** What a person changed of one intervention; what is absent stays as it is inherited. */
export interface InterventionChange {
  /** Given for an intervention that the source does not have. */
  readonly lever?: string;
  readonly level?: number;
  /** The money for all of it, of an intervention that has a budget in place of a level. */
  readonly budget?: number;
  readonly regions?: readonly string[] | 'all';
  /** A month such as `2022-07`, or a number in a model without a calendar. */
  readonly start?: string | number;
  readonly ramp?: number;
}

/** What a person believes of a parameter instead: a number, a share of it, or another distribution. */
export type DraftAssumption =
  | number
  | { readonly scale: number }
  | { readonly distribution: Distribution };

/** A scenario that differs from the one it extends in its policy or assumptions, and is not in a file yet. */
export interface Draft {
  /** The name of its file without `.yaml`. */
  readonly name: string;
  readonly title: string;
  /** The name of the scenario that it extends; a model on its own is named by `model` instead. */
  readonly source: string;
  /** By name of the intervention. */
  readonly changes: Readonly<Record<string, InterventionChange>>;
  /** By parameter. */
  readonly assumptions?: Readonly<Record<string, DraftAssumption>>;
}

/**
 * The draft as a scenario file: only what differs from its source.
 * @param model the model to name instead of a scenario to extend.
 * @param existing the file as it was saved before: its comments and order are kept.
 */
export function draftText(draft: Draft, model?: string, existing?: string): string {
  const document = existing === undefined ? new Document({}) : editableDocument(existing);
  if (existing === undefined || !document.has('title')) document.set('title', draft.title);
  if (model === undefined) document.set('extends', draft.source);
  else document.set('model', model);
  const { changes } = draft;
  const policy = document.get('policy');
  if (isMap(policy)) {
    for (const { key } of [...policy.items]) {
      if (!Object.hasOwn(changes, String(key))) dropChange(document, policy, String(key));
    }
    if (policy.items.length === 0) document.delete('policy');
  }
  for (const [name, change] of Object.entries(changes)) setChange(document, name, change);
  setAssumptions(document, draft.assumptions ?? {});
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function setAssumptions(document: Document.Parsed | Document, wanted: object) {
  const there = document.get('assumptions');
  if (isMap(there)) {
    for (const { key } of [...there.items]) {
      const dropped = !Object.hasOwn(wanted, String(key));
      if (dropped && isAssumption(plain(there.get(key)))) there.delete(key);
    }
    if (there.items.length === 0) document.delete('assumptions');
  }
  for (const [name, value] of Object.entries(wanted)) {
    const path = ['assumptions', name];
    if (JSON.stringify(plain(document.getIn(path))) === JSON.stringify(value)) continue;
    document.setIn(path, document.createNode(value, { flow: true }));
  }
}

/** The parts of an intervention that a draft can hold; a file may say more of it, which a draft leaves alone. */
export const CHANGE_KEYS = ['lever', 'level', 'budget', 'regions', 'start', 'ramp'] as const;

const HOLDS: Readonly<Record<(typeof CHANGE_KEYS)[number], (value: unknown) => boolean>> = {
  lever: (value) => typeof value === 'string',
  level: (value) => typeof value === 'number' && Number.isFinite(value),
  budget: (value) => typeof value === 'number' && Number.isFinite(value) && value > 0,
  regions: (value) =>
    value === 'all' || (Array.isArray(value) && value.every((one) => typeof one === 'string')),
  start: (value) => typeof value === 'string' || typeof value === 'number',
  ramp: (value) => typeof value === 'number' && Number.isFinite(value),
};

/** Whether a draft can hold this value of a part of an intervention. */
export function isChange(key: (typeof CHANGE_KEYS)[number], value: unknown): boolean {
  return HOLDS[key](value);
}

/** Whether a draft can hold this change of an assumption. */
export function isAssumption(value: unknown): value is DraftAssumption {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'scale' || keys[0] === 'distribution');
}

// What the person took back in the interface goes; what only the file can say stays.
function dropChange(document: Document.Parsed | Document, policy: YAMLMap, name: string) {
  const entry = policy.get(name);
  if (!isMap(entry)) return;
  if (entry.has('lever')) {
    policy.delete(name);
    return;
  }
  for (const key of CHANGE_KEYS) {
    const path = ['policy', name, key];
    if (isChange(key, plain(document.getIn(path)))) document.deleteIn(path);
  }
  if (entry.items.length === 0) policy.delete(name);
}

function setChange(document: Document.Parsed | Document, name: string, change: InterventionChange) {
  if (!isMap(document.getIn(['policy', name]))) {
    const node = document.createNode({ ...change }, { flow: true });
    document.setIn(['policy', name], node);
    return;
  }
  for (const key of CHANGE_KEYS) {
    const path = ['policy', name, key];
    const value = change[key];
    const before = plain(document.getIn(path));
    if (value === undefined) {
      if (isChange(key, before)) document.deleteIn(path);
    } else if (JSON.stringify(before) !== JSON.stringify(value)) {
      document.setIn(path, typeof value === 'object' ? document.createNode([...value]) : value);
    }
  }
}

// A value of a document without its place in it; what an alias stands for is left alone.
function plain(value: unknown): unknown {
  if (isAlias(value)) return undefined;
  return typeof value === 'object' && value !== null && 'toJSON' in value
    ? JSON.parse(JSON.stringify(value))
    : value;
}

/** Files with one more, or another text of one: a draft is read just as it would be from the disk. */
export function withFile(files: Files, path: string, text: string): Files {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return {
    read: (asked, limit): FileText => (asked === path ? { text } : files.read(asked, limit)),
    isInside: (asked, home) => asked === path || files.isInside(asked, home),
    list: (asked) => {
      const there = files.list(asked);
      return asked === folder && !there.includes(name) ? [...there, name] : there;
    },
  };
}
