import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Horizon } from '../engine/engine.js';
import type { Model } from '../model/model.js';

/** What the parts of a scenario are resolved against. */
export interface Context {
  readonly model: Model;
  readonly horizon: Horizon;
  readonly diagnostics: Diagnostics;
}

/** Reports that an entry lacks a key that neither it nor what it inherits gives. */
export function reportMissing(
  section: 'policy' | 'events',
  entry: { readonly name: string; readonly at: Place; readonly unread: ReadonlySet<string> },
  key: string,
  expected: string,
  diagnostics: Diagnostics,
): void {
  // It is there, and what is wrong with it has been said.
  if (entry.unread.has(key)) return;
  diagnostics.error(
    'missing-key',
    entry.at,
    `${section}.${entry.name} lacks the key ${JSON.stringify(key)}, and inherits none`,
    { expected },
  );
}

/** Names in code-point order: the order in which files give things must not change a result. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
