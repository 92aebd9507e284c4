import type { Cell } from './csv.js';

/** A column of a result table, as the data package describes it. */
export interface Column {
  readonly name: string;
  /** Types of the Frictionless Table Schema; `yearmonth` is text such as `2022-01`. */
  readonly type: 'string' | 'integer' | 'number' | 'yearmonth' | 'boolean';
  readonly description: string;
  /** The unit of all its numbers, when they have one in common. */
  readonly unit?: string;
  /** Whether every row has a value. */
  readonly required?: boolean;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A table of results: what it is, and its rows, made as they are asked for. */
export interface ResultTable {
  /** The file name without ending. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly Column[];
  /** Columns that tell rows apart, when none of them can be empty. */
  readonly primaryKey?: readonly string[];
  /** Its column `world` counts the rows of `worlds.csv`. */
  readonly ofWorlds?: boolean;
  /** How many rows it has, or at most has. */
  readonly count: number;
  /** Cells in the order of `columns`. Each call starts anew. */
  readonly rows: () => Iterable<readonly Cell[]>;
}

/** `name`, or `name` with `_suffix` as often as it takes to differ from all of `taken`. */
export function freeName(name: string, taken: readonly string[], suffix: string): string {
  return taken.includes(name) ? freeName(`${name}_${suffix}`, taken, suffix) : name;
}

/** The column `scenario`, the same in every table. */
export const SCENARIO: Column = {
  name: 'scenario',
  type: 'string',
  description: 'Name of the scenario; the first is the baseline',
  required: true,
};

/** The column `metric`, the same in every table. */
export const METRIC: Column = {
  name: 'metric',
  type: 'string',
  description: 'Name of the metric in the model; codebook.csv has its title',
  required: true,
};

/** The column `variable`, the same in every table. */
export const VARIABLE: Column = {
  name: 'variable',
  type: 'string',
  description: 'Name of the variable in the model; codebook.csv has its title',
  required: true,
};

/** The column `world`, the same in every table. */
export const WORLD: Column = {
  name: 'world',
  type: 'integer',
  description: 'Number of the world, from 0; the same world under every scenario',
  required: true,
  minimum: 0,
};

/** The column `unit`, the same in every table. */
export const UNIT: Column = {
  name: 'unit',
  type: 'string',
  description: 'Unit of the numbers in this row; 1 is a plain number, empty is a unit not given',
};
