import { type Document, parseDocument } from 'yaml';
import {
  CHANGE_KEYS,
  type Draft,
  type DraftAssumption,
  draftText,
  type InterventionChange,
  isAssumption,
  isChange,
} from './draft.js';

/** A draft as it was saved: its text, and what it said then. */
export interface SavedDraft {
  readonly text: string;
  readonly draft: Draft;
}

/** What comes of saving a draft over a file that somebody else has changed meanwhile. */
export type Merged =
  | { readonly kind: 'merged'; readonly text: string; readonly draft: Draft }
  /** The file is no YAML any more. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** Both have changed these to something else: `policy a start`. */
  | { readonly kind: 'collision'; readonly parts: readonly string[] };

/**
 * Puts together what was changed in the file and what was changed in the draft since it was saved. Where both
 * changed the same part to something else nothing is put together.
 * @param disk the file as it is now.
 */
export function mergeDraft(disk: string, saved: SavedDraft, now: Draft): Merged {
  const document = parseDocument(disk);
  const [error] = document.errors;
  if (error !== undefined) return { kind: 'unreadable', reason: firstLine(error.message) };
  const theirs = valuesOf(document);
  if (theirs === undefined) return { kind: 'unreadable', reason: 'it is not a scenario' };
  const before = valuesOf(parseDocument(saved.text));
  const parts = ['extends', 'model'].filter((key) => !same(theirs.get(key), before?.get(key)));
  const policy = merged(saved.draft.changes, changesIn(theirs.get('policy')), now.changes);
  const assumptions = merged(
    asParts(saved.draft.assumptions),
    asParts(assumptionsIn(theirs.get('assumptions'))),
    asParts(now.assumptions),
  );
  parts.push(...policy.collisions.map((one) => `policy ${one}`));
  parts.push(...assumptions.collisions.map((one) => `assumptions ${one}`.trim()));
  if (parts.length > 0) return { kind: 'collision', parts };
  const [title, model] = [theirs.get('title'), theirs.get('model')];
  const draft: Draft = {
    name: now.name,
    source: now.source,
    title: typeof title === 'string' ? title : now.title,
    changes: policy.values,
    ...withAssumptions(assumptions.values),
  };
  const text = draftText(draft, typeof model === 'string' ? model : undefined, disk);
  return { kind: 'merged', text, draft };
}

// The keys of a scenario file; undefined when it is none, or its aliases lead nowhere.
function valuesOf(document: Document.Parsed): ReadonlyMap<string, unknown> | undefined {
  try {
    const values: unknown = document.toJS({ maxAliasCount: 100 });
    return isPart(values) ? new Map(Object.entries(values)) : undefined;
  } catch {
    return undefined;
  }
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/:$/, '');
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function sameParts(a: Part, b: Part): boolean {
  return [...Object.keys(a), ...Object.keys(b)].every((key) => same(a[key], b[key]));
}

type Parts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

// Part by part: whoever changed it has it; both may have changed it to the same.
function merged<T extends object>(
  base: Readonly<Record<string, T>>,
  theirs: Readonly<Record<string, T>>,
  ours: Readonly<Record<string, T>>,
) {
  const [a, b, c] = [base, theirs, ours] as unknown as [Parts, Parts, Parts];
  const collisions: string[] = [];
  const entries = new Map<string, T>();
  for (const name of new Set([b, c, a].flatMap((one) => Object.keys(one)))) {
    const [was, their, our] = [a, b, c].map((one) => own(one, name) ?? {}) as [Part, Part, Part];
    const parts = new Map<string, unknown>();
    // What one has taken away whole and the other has changed cannot be put together.
    const changed = [our, their].filter((one) => !sameParts(one, was));
    const taken = changed.length === 2 && changed.some((one) => Object.keys(one).length === 0);
    if (taken && !sameParts(our, their)) collisions.push(name);
    for (const key of new Set([their, our, was].flatMap((one) => Object.keys(one)))) {
      const value = same(our[key], was[key]) ? their[key] : our[key];
      const both = !same(our[key], was[key]) && !same(their[key], was[key]);
      if (both && !same(our[key], their[key]) && !collisions.includes(name)) {
        collisions.push(`${name} ${key}`.trim());
      }
      if (value !== undefined) parts.set(key, value);
    }
    if (parts.size > 0) entries.set(name, Object.fromEntries(parts) as T);
  }
  return { collisions, values: Object.fromEntries(entries) as Readonly<Record<string, T>> };
}

type Part = Readonly<Record<string, unknown>>;

function own(parts: Parts, name: string): Part | undefined {
  return Object.hasOwn(parts, name) ? parts[name] : undefined;
}

/** What a file says of interventions, as far as a draft can hold it. */
function changesIn(policy: unknown): Readonly<Record<string, InterventionChange>> {
  if (!isPart(policy)) return {};
  const entries = Object.entries(policy).flatMap(([name, entry]) => {
    if (!isPart(entry)) return [];
    const parts = CHANGE_KEYS.flatMap((key) => {
      const found = Object.hasOwn(entry, key) ? entry[key] : undefined;
      return isChange(key, found) ? [[key, found] as const] : [];
    });
    return parts.length === 0 ? [] : [[name, Object.fromEntries(parts)] as const];
  });
  return Object.fromEntries(entries);
}

function assumptionsIn(there: unknown): Readonly<Record<string, DraftAssumption>> {
  if (!isPart(there)) return {};
  const entries = Object.entries(there).flatMap(([name, found]) =>
    isAssumption(found) ? [[name, found] as const] : [],
  );
  return Object.fromEntries(entries);
}

// An assumption is changed as a whole.
function asParts(assumptions: Draft['assumptions']) {
  return Object.fromEntries(
    Object.entries(assumptions ?? {}).map(([name, value]) => [name, { '': value }]),
  );
}

function withAssumptions(
  parts: Readonly<Record<string, { readonly '': DraftAssumption }>>,
): Pick<Draft, 'assumptions'> {
  const entries = Object.entries(parts).map(([name, value]) => [name, value['']] as const);
  return entries.length === 0 ? {} : { assumptions: Object.fromEntries(entries) };
}
