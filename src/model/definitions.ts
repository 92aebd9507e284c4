import type { Place } from '../diagnostics/diagnostic.js';
import type { Evidence, Grade } from './grade.js';
import type { Dimension, Input, Metric, ModelTime, Parameter, ShareWord, Table } from './model.js';
import type { Text } from './names.js';
import type { Syntax } from './syntax.js';
import type { Unit } from './unit.js';

/**
 * A model between file and check: everything read and parsed, equations not yet resolved. Scenarios add to
 * it, and it is built again.
 */
export interface Definitions {
  readonly name: string;
  readonly file: string;
  readonly title: Text;
  readonly about?: Text;
  readonly source?: string;
  readonly time: ModelTime;
  readonly unitsChecked: boolean;
  /** Units by name, declared and built in. */
  readonly units: ReadonlyMap<string, Unit>;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly tables: ReadonlyMap<string, Table>;
  /** All quantities by name, in order of definition. */
  readonly quantities: ReadonlyMap<string, Definition>;
  readonly metrics: readonly MetricDefinition[];
  /** What the file asks to report, if it says. */
  readonly report?: readonly { readonly name: string; readonly place: Place }[];
  readonly evidence: Evidence;
  /** Names whose entries could not be read. */
  readonly unread: ReadonlySet<string>;
  /** Quantities over dimensions that could not be read, or that there are not. */
  readonly uncertain: ReadonlySet<string>;
  readonly files: readonly string[];
}

/** An equation as written. `stream` names its random draws, and survives renaming. */
export interface Equation {
  readonly text: string;
  readonly syntax: Syntax;
  readonly stream: string;
}

export interface Described {
  readonly name: string;
  readonly title: Text;
  readonly about?: Text;
  /** Absent: whatever its equation has (only for what toguna makes, or when nothing is checked). */
  readonly unit?: Unit;
  readonly share?: ShareWord;
  readonly dims: readonly string[];
  readonly size: number;
  readonly hidden: boolean;
  readonly place: Place;
  readonly evidence: readonly string[];
  readonly grade?: Grade;
}

export interface LeverDefinition extends Described {
  readonly kind: 'lever';
  readonly source: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly group: string;
  readonly cost?: Equation;
}

export interface StockDefinition extends Described {
  readonly kind: 'stock';
  readonly initial: Equation;
  readonly inflows: readonly LinkDefinition[];
  readonly outflows: readonly LinkDefinition[];
  readonly floor?: number;
}

/** A flow at a stock; `element` picks elements of the stock by name. */
export interface LinkDefinition {
  readonly flow: string;
  readonly elements: readonly string[];
  readonly place: Place;
}

export interface EquationDefinition extends Described {
  readonly kind: 'flow' | 'auxiliary';
  readonly equation: Equation;
}

export interface MetricDefinition {
  readonly metric: Omit<Metric, 'variable' | 'unit' | 'isCost'>;
  readonly unit?: Unit;
  readonly equation: Equation;
}

export type Definition = Parameter | Input | LeverDefinition | StockDefinition | EquationDefinition;
