import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { YamlFile } from '../../diagnostics/yaml.js';
import type { DataFolder } from '../data-folder.js';
import type { ModelDocument } from '../document.js';
import type { Evidence } from '../grade.js';
import type { Dimension, ModelTime } from '../model.js';
import type { Budget } from '../size.js';
import type { Unit } from '../unit.js';

export type Section = 'parameters' | 'inputs' | 'levers' | 'stocks' | 'flows' | 'auxiliaries';
export type Entry<S extends Section> = NonNullable<ModelDocument[S]>[string];

/** The sections that define quantities. */
export const SECTIONS: readonly Section[] = [
  'parameters',
  'inputs',
  'levers',
  'stocks',
  'flows',
  'auxiliaries',
];

/** The evidence beside a model. */
export interface EvidenceFile {
  readonly rows: Evidence;
  /** Absent when there is none. */
  readonly file?: string;
  /** Rows that are there but could not be read. */
  readonly unread: ReadonlySet<string> | 'all';
}

/** What every part of a model document is defined with. */
export interface Defining {
  readonly yaml: YamlFile<ModelDocument>;
  readonly time: ModelTime;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly evidence: EvidenceFile;
  readonly folder: DataFolder;
  readonly diagnostics: Diagnostics;
  /** Units by name; grows while units are declared, and as they are met when nothing is checked. */
  readonly units: Map<string, Unit>;
  readonly unitsChecked: boolean;
  /** Quantities of which a dimension is not known; grows as they are met. */
  readonly uncertain: Set<string>;
  /** What its data may still hold. */
  readonly numbers: Budget;
}
