import { Document, isMap } from 'yaml';
import type { Files, FileText } from '../diagnostics/files.js';
import type { Distribution } from '../model/distribution.js';
import { editableDocument } from './draft-document.js';

/** What a person changed of one intervention; what is absent stays as it is inherited. */
export interface ProgrammeChange {
  /** Given for an intervention that the source does not have. */
  readonly lever?: string;
  readonly level?: number;
  readonly regions?: readonly string[] | 'all';
  /** A month such as `2022-07`, or a number in a model without a calendar. */
  readonly start?: string | number;
  readonly ramp?: number;
}

/** What a person believes of a parameter instead: a number, a share of it, or another distribution. */
export type AssumptionChange =
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
  readonly changes: Readonly<Record<string, ProgrammeChange>>;
  /** By parameter. */
  readonly assumptions?: Readonly<Record<string, AssumptionChange>>;
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
      if (!(String(key) in changes)) policy.delete(key);
    }
  }
  for (const [name, change] of Object.entries(changes)) setChange(document, name, change);
  if (Object.keys(changes).length === 0) document.delete('policy');
  setAssumptions(document, draft.assumptions ?? {});
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function setAssumptions(document: Document.Parsed | Document, wanted: object) {
  const there = document.get('assumptions');
  if (isMap(there)) {
    for (const { key } of [...there.items]) {
      if (!(String(key) in wanted)) there.delete(key);
    }
  }
  for (const [name, value] of Object.entries(wanted)) {
    const path = ['assumptions', name];
    if (JSON.stringify(plain(document.getIn(path))) === JSON.stringify(value)) continue;
    document.setIn(path, document.createNode(value, { flow: true }));
  }
  if (Object.keys(wanted).length === 0) document.delete('assumptions');
}

const KEYS = ['lever', 'level', 'regions', 'start', 'ramp'] as const;

function setChange(document: Document.Parsed | Document, name: string, change: ProgrammeChange) {
  if (!document.hasIn(['policy', name])) {
    const node = document.createNode({ ...change }, { flow: true });
    document.setIn(['policy', name], node);
    return;
  }
  for (const key of KEYS) {
    const path = ['policy', name, key];
    const value = change[key];
    if (value === undefined) document.deleteIn(path);
    else if (JSON.stringify(plain(document.getIn(path))) !== JSON.stringify(value)) {
      document.setIn(path, typeof value === 'object' ? document.createNode([...value]) : value);
    }
  }
}

function plain(value: unknown): unknown {
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
