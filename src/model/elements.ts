import type { Csv, CsvRow } from '../diagnostics/csv.js';
import { numberInCell, placeOfCell } from '../diagnostics/csv.js';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { columnOf } from './dimensions.js';
import type { Dimension } from './model.js';

/** Number of elements over some dimensions. */
export function sizeOf(
  dims: readonly string[],
  dimensions: ReadonlyMap<string, Dimension>,
): number {
  return dims.reduce((size, name) => size * (dimensions.get(name)?.elements.length ?? 1), 1);
}

/** Names of the elements over some dimensions, the last one fastest: `['mopti,jnim', ...]`; `['']` for none. */
export function elementLabels(
  dims: readonly string[],
  dimensions: ReadonlyMap<string, Dimension>,
): readonly string[] {
  let labels: readonly string[] = [''];
  for (const name of dims) {
    const elements = dimensions.get(name)?.elements ?? [];
    labels = labels.flatMap((label) =>
      elements.map((one) => (label === '' ? one : `${label},${one}`)),
    );
  }
  return labels;
}

/** `x`, or `x[mopti,jnim]` for an element. */
export function elementName(name: string, label: string): string {
  return label === '' ? name : `${name}[${label}]`;
}

type Numbers = number | { readonly [element: string]: Numbers };

/**
 * One number for each element: the same for all, or from maps nested in the order of `dims`, which must name
 * every element.
 */
export function spreadNumbers(
  value: Numbers,
  dims: readonly Dimension[],
  places: Places,
  diagnostics: Diagnostics,
): Float64Array {
  const size = dims.reduce((product, one) => product * one.elements.length, 1);
  const result = new Float64Array(size);
  fill(value, dims, 0, size, [], { result, places, diagnostics });
  return result;
}

/** Where values, and the names of elements, stand in a map of numbers. */
export interface Places {
  readonly ofValue: (path: readonly string[]) => Place;
  readonly ofKey: (path: readonly string[]) => Place;
}

interface FillContext {
  readonly result: Float64Array;
  readonly places: Places;
  readonly diagnostics: Diagnostics;
}

const MOST_MISSPELT = 100;

function fill(
  value: Numbers,
  dims: readonly Dimension[],
  from: number,
  size: number,
  path: readonly string[],
  context: FillContext,
): void {
  if (typeof value === 'number') {
    context.result.fill(value, from, from + size);
    return;
  }
  const dimension = dims[path.length];
  if (dimension === undefined) {
    context.diagnostics.error(
      'shape',
      context.places.ofValue(path),
      'there is a map here, but no dimension left for it',
      {
        expected: dims.length === 0 ? 'a number, or a dimension in over' : 'a number',
      },
    );
    return;
  }
  const { elements } = dimension;
  for (const key of Object.keys(value)) {
    if (elements.includes(key)) continue;
    context.diagnostics.error(
      'unknown-name',
      context.places.ofKey([...path, key]),
      `${JSON.stringify(key)} is not an element of ${dimension.name}`,
      {
        nearest: () => nearest(key, elements),
      },
    );
  }
  const unknown = Object.keys(value).filter((key) => !elements.includes(key));
  // Of more than these nobody looks for what each was meant to be.
  const misspelt = unknown.slice(0, MOST_MISSPELT).map((key) => nearest(key, elements));
  const missing = elements.filter(
    (element) => !Object.hasOwn(value, element) && !misspelt.includes(element),
  );
  if (missing.length > 0) {
    context.diagnostics.error(
      'missing-key',
      context.places.ofValue(path),
      `the values lack ${listed(missing)} of ${dimension.name}`,
      {
        expected: 'a number for every element',
      },
    );
  }
  const part = size / elements.length;
  elements.forEach((element, index) => {
    const inner = value[element];
    if (inner !== undefined)
      fill(inner, dims, from + index * part, part, [...path, element], context);
  });
}

export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}

/** Where a key that names columns of a CSV stands: \`column\`, \`time\`, \`keys\`; or a dimension inside \`keys\`. */
export type PlaceOfKey = (key: string, dimension?: string) => Place;

interface KeyColumn {
  readonly column: number;
  readonly dimension: Dimension;
}

function keyOf(keys: Readonly<Record<string, string>>, dimension: string): string {
  return (Object.hasOwn(keys, dimension) ? keys[dimension] : undefined) ?? dimension;
}

/** Finds the element that a row of a CSV is about, by its key columns. */
export class RowKeys {
  readonly #columns: readonly KeyColumn[];
  readonly #csv: Csv;
  readonly #diagnostics: Diagnostics;

  private constructor(csv: Csv, columns: readonly KeyColumn[], diagnostics: Diagnostics) {
    this.#csv = csv;
    this.#columns = columns;
    this.#diagnostics = diagnostics;
  }

  /** @returns undefined after diagnostics when a key column is missing. */
  static of(
    csv: Csv,
    dims: readonly Dimension[],
    keys: Readonly<Record<string, string>>,
    placeOf: PlaceOfKey,
    diagnostics: Diagnostics,
  ): RowKeys | undefined {
    const columns = dims.map((dimension) => {
      const place = placeOf('keys', dimension.name);
      const column = columnOf(csv, keyOf(keys, dimension.name), place, diagnostics);
      return column === undefined ? undefined : { column, dimension };
    });
    for (const key of Object.keys(keys)) {
      if (dims.some((dimension) => dimension.name === key)) continue;
      const names = dims.map((dimension) => dimension.name);
      diagnostics.error(
        'unknown-name',
        placeOf('keys', key),
        `keys names ${JSON.stringify(key)}, which is not a dimension of this quantity`,
        {
          expected: names.length === 0 ? 'no keys' : names.join(', '),
          nearest: () => nearest(key, names),
        },
      );
    }
    const found = columns.filter((one) => one !== undefined);
    return found.length === columns.length ? new RowKeys(csv, found, diagnostics) : undefined;
  }

  /** The element number, or undefined after a diagnostic. */
  elementOf(row: CsvRow): number | undefined {
    let element = 0;
    for (const { column, dimension } of this.#columns) {
      const name = (row.cells[column] ?? '').trim();
      const index = dimension.elements.indexOf(name);
      if (index < 0) {
        this.#diagnostics.error(
          'unknown-name',
          placeOfCell(this.#csv.file, row, column),
          `${JSON.stringify(name)} is not an element of ${dimension.name}`,
          {
            nearest: () => nearest(name, dimension.elements),
          },
        );
        return undefined;
      }
      element = element * dimension.elements.length + index;
    }
    return element;
  }
}

/** One number for each element from a column of a CSV. */
export function numbersFromCsv(
  csv: Csv,
  columnName: string,
  dims: readonly Dimension[],
  keys: Readonly<Record<string, string>>,
  placeOf: PlaceOfKey,
  diagnostics: Diagnostics,
): Float64Array | undefined {
  const column = columnOf(csv, columnName, placeOf('column'), diagnostics);
  const rowKeys = RowKeys.of(csv, dims, keys, placeOf, diagnostics);
  if (column === undefined || rowKeys === undefined) return undefined;
  const labels = elementLabels(
    dims.map((one) => one.name),
    new Map(dims.map((one) => [one.name, one])),
  );
  const result = new Float64Array(labels.length).fill(Number.NaN);
  for (const row of csv.rows) {
    const element = rowKeys.elementOf(row);
    if (element === undefined) continue;
    if (!Number.isNaN(result[element])) {
      diagnostics.error(
        'duplicate-name',
        placeOfCell(csv.file, row, 0),
        `a second row for ${labels[element] || 'this quantity'}`,
      );
    }
    const value = numberInCell(csv, row, column, diagnostics);
    result[element] = value ?? 0;
  }
  const missing = labels.filter((_, index) => Number.isNaN(result[index]));
  if (missing.length > 0) {
    diagnostics.error(
      'missing-row',
      placeOf('csv'),
      `${csv.file} has no row for ${listed(missing)}`,
    );
  }
  return result;
}
