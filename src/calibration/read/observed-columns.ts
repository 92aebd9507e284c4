import type { Csv, CsvRow } from '../../diagnostics/csv.js';
import { placeOfCell } from '../../diagnostics/csv.js';
import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/nearest.js';
import { listed } from '../../model/elements.js';
import type { Model } from '../../model/model.js';
import type { ObservationDocument } from './document.js';

/** A column that names the elements of a dimension. */
export interface KeyColumn {
  readonly column: number;
  readonly dimension: string;
}

/** Where in a row to look. */
export interface SeriesColumns {
  readonly time: number;
  readonly value: number;
  readonly keys: readonly KeyColumn[];
  readonly where: readonly { readonly column: number; readonly text: string }[];
}

/** Looks up the columns that an observation names. */
export function seriesColumns(
  csv: Csv,
  document: ObservationDocument,
  dims: readonly string[],
  placeOf: (...keys: string[]) => Place,
  diagnostics: Diagnostics,
): SeriesColumns | undefined {
  const before = diagnostics.errorCount;
  const find = (name: string, ...keys: string[]): number => {
    const at = csv.header.indexOf(name);
    if (at < 0) {
      diagnostics.error(
        'column',
        placeOf(...keys),
        `${csv.file} has no column ${JSON.stringify(name)}`,
        { expected: `one of ${listed(csv.header)}`, nearest: () => nearest(name, csv.header) },
      );
    }
    return at;
  };
  const named = document.keys ?? {};
  const keys = dims.map((dimension) => ({
    dimension,
    column: find(
      Object.hasOwn(named, dimension) ? (named[dimension] ?? dimension) : dimension,
      'keys',
      dimension,
    ),
  }));
  for (const map of ['keys', 'labels'] as const) {
    for (const key of Object.keys(document[map] ?? {})) {
      if (dims.includes(key)) continue;
      diagnostics.error(
        'unknown-name',
        placeOf(map, key),
        `${map} names ${key}, which the series does not tell apart`,
        {
          expected: dims.length === 0 ? `no ${map}` : dims.join(', '),
          nearest: () => nearest(key, dims),
        },
      );
    }
  }
  const where = Object.entries(document.where ?? {}).map(([name, text]) => ({
    column: find(name, 'where', name),
    text,
  }));
  const time = find(document.time, 'time');
  const value = find(document.column, 'column');
  return diagnostics.errorCount > before ? undefined : { time, value, keys, where };
}

/** Gives the element that a row is about, over the dimensions of the series. */
export function labelMapper(
  csv: Csv,
  document: ObservationDocument,
  model: Model,
  keys: readonly KeyColumn[],
  diagnostics: Diagnostics,
): (row: CsvRow) => number | 'passed over' | undefined {
  const reported = new Set<string>();
  return (row) => {
    let result = 0;
    for (const { column, dimension } of keys) {
      const elements = model.dimensions.get(dimension)?.elements ?? [];
      const given = document.labels?.[dimension] ?? {};
      const label = (row.cells[column] ?? '').trim();
      const name = Object.hasOwn(given, label) ? given[label] : label;
      if (name === null) return 'passed over';
      const element = elements.indexOf(name ?? label);
      if (element < 0) {
        if (!reported.has(`${dimension}\0${label}`)) {
          reported.add(`${dimension}\0${label}`);
          const known = [...elements, ...Object.keys(given)];
          diagnostics.error(
            'unknown-name',
            placeOfCell(csv.file, row, column),
            `${JSON.stringify(name ?? label)} is not an element of ${dimension}`,
            {
              expected: `an element, or a label under labels (null passes it over)`,
              nearest: () => nearest(name ?? label, known),
            },
          );
        }
        return undefined;
      }
      result = result * elements.length + element;
    }
    return result;
  };
}
