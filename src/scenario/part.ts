import type { Place } from '../diagnostics/diagnostic.js';
import type { Path, YamlFile } from '../diagnostics/yaml.js';
import type { ScenarioDocument } from './document.js';

/** A value that remembers the file and key it came from, so that problems point to where it stands. */
export interface Part<T> {
  readonly value: T;
  readonly file: YamlFile<ScenarioDocument>;
  readonly path: Path;
}

/** The keys that a section has once inheritance is filled in. */
export type Parts<T> = { readonly [K in keyof T]?: Part<NonNullable<T[K]>> };

/** Where the value of a part stands, or what lies inside it. */
export function placeOf(part: Part<unknown>, inside: Path = []): Place {
  return part.file.placeOf([...part.path, ...inside]);
}

/** Where the key of a part stands, or a key inside it. */
export function placeOfKey(part: Part<unknown>, inside: Path = []): Place {
  return part.file.placeOfKey([...part.path, ...inside]);
}
