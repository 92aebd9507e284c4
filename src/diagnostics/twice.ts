import type { Diagnostics, Place } from './diagnostic.js';

/** Reports each name of a list that stands there already, at its own place. */
export function reportTwice(
  names: readonly string[],
  placeOf: (index: number) => Place,
  diagnostics: Diagnostics,
): void {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name))
      diagnostics.error('duplicate-name', placeOf(index), `${name} stands twice in this list`, {
        expected: 'each once',
      });
    seen.add(name);
  }
}
