import type { Path } from '../../diagnostics/yaml.js';
import type { Described } from '../definitions.js';
import { distributionProblem } from '../distribution-check.js';
import type { PlaceOfKey, Places } from '../elements.js';
import { numbersFromCsv, spreadNumbers } from '../elements.js';
import type { Dimension, Input, Parameter } from '../model.js';
import type { Series } from '../series.js';
import { seriesFromCsv, seriesFromPoints } from '../series.js';
import { DIMENSIONLESS } from '../unit.js';
import type { Defining, Entry } from './defining.js';
import { describe, dimensionsOf } from './describe.js';

export function defineParameter(d: Defining, key: string, entry: Entry<'parameters'>): Parameter {
  const path: Path = ['parameters', key];
  const described = describe(d, 'parameters', key, entry);
  const graded = described.grade !== undefined || (entry.evidence ?? []).length > 0;
  if (!graded && !d.yaml.unread.has(`parameters.${key}.grade`)) {
    d.diagnostics.error(
      'missing-key',
      d.yaml.placeOfKey(path),
      `parameters.${key} says nothing of where its value comes from`,
      {
        expected: 'evidence with rows of evidence.yaml, or a grade such as assumed',
      },
    );
  }
  const dims = dimensionsOf(d, described);
  const size = described.size;
  const { value } = entry;
  const values =
    typeof value === 'object' && 'csv' in value && typeof value.csv === 'string'
      ? csvNumbers(
          d,
          value as { csv: string; column: string; keys?: Record<string, string> },
          dims,
          [...path, 'value'],
        )
      : spread(d, value as number, entry, described, path);
  const problem =
    entry.distribution === undefined ? undefined : distributionProblem(entry.distribution);
  if (problem !== undefined) {
    d.diagnostics.error(
      'distribution',
      d.yaml.placeOf([...path, 'distribution']),
      `the distribution cannot be: ${problem}`,
    );
  }
  const distributionAt = d.yaml.placeOf([...path, 'distribution']);
  return {
    ...described,
    unit: described.unit ?? DIMENSIONLESS,
    kind: 'parameter',
    source: key,
    values: values ?? new Float64Array(size),
    ...(entry.distribution === undefined
      ? {}
      : { distribution: entry.distribution, distributionAt }),
  };
}

export function csvNumbers(
  d: Defining,
  value: { csv: string; column: string; keys?: Record<string, string> | undefined },
  dims: readonly Dimension[],
  path: Path,
): Float64Array | undefined {
  const place = d.yaml.placeOf([...path, 'csv']);
  const csv = d.folder.csv(value.csv, place);
  const placeOf = placesOfKeys(d, path);
  return csv && numbersFromCsv(csv, value.column, dims, value.keys ?? {}, placeOf, d.diagnostics);
}

export function defineInput(d: Defining, key: string, entry: Entry<'inputs'>): Input {
  const path: Path = ['inputs', key];
  const described = describe(d, 'inputs', key, entry);
  const series = seriesOf(d, path, entry, described) ?? {
    times: new Float64Array(1),
    values: new Float64Array(described.size),
  };
  return {
    ...described,
    unit: described.unit ?? DIMENSIONLESS,
    kind: 'input',
    ...series,
    interpolation: entry.interpolation ?? 'linear',
    ...(entry.csv === undefined ? {} : { given: 'csv' as const }),
    ...(entry.points === undefined ? {} : { given: 'points' as const }),
    ...(entry.held === undefined ? {} : { held: entry.held }),
  };
}

export function seriesOf(
  d: Defining,
  path: Path,
  entry: Entry<'inputs'>,
  described: Described,
): Series | undefined {
  const ways = (['csv', 'points', 'value'] as const).filter((way) => entry[way] !== undefined);
  const misread = ['csv', 'points', 'value'].some((way) =>
    d.yaml.unread.has([...path, way].join('.')),
  );
  if (ways.length === 0 && misread) return undefined;
  if (ways.length !== 1) {
    d.diagnostics.error(
      'missing-key',
      d.yaml.placeOfKey(path),
      `${path.join('.')} gives its values ${ways.length === 0 ? 'nowhere' : `twice (${ways.join(' and ')})`}`,
      {
        expected: 'one of csv, points, value',
      },
    );
    return undefined;
  }
  for (const only of ['column', 'time', 'keys'] as const) {
    if (entry[only] !== undefined && entry.csv === undefined) {
      d.diagnostics.error(
        'unknown-key',
        d.yaml.placeOfKey([...path, only]),
        `${only} belongs to a csv`,
      );
    }
  }
  const dims = dimensionsOf(d, described);
  if (entry.points !== undefined) {
    return seriesFromPoints(
      entry.points,
      described.size,
      d.time,
      (index) => d.yaml.placeOf([...path, 'points', index, 0]),
      d.diagnostics,
    );
  }
  if (entry.value !== undefined) {
    const values = spread(d, entry.value, entry, described, path);
    return { times: Float64Array.of(d.time.start), values };
  }
  const place = d.yaml.placeOf([...path, 'csv']);
  const csv = d.folder.csv(entry.csv ?? '', place);
  const names = {
    value: entry.column ?? path.at(-1)?.toString() ?? '',
    time: entry.time ?? (d.time.calendar ? 'month' : 'time'),
    keys: entry.keys ?? {},
  };
  return csv && seriesFromCsv(csv, names, dims, d.time, placesOfKeys(d, path), d.diagnostics);
}

// Values over a dimension that could not be read cannot be counted.
function spread(
  d: Defining,
  value: Parameters<typeof spreadNumbers>[0],
  entry: Entry<'parameters' | 'inputs'>,
  described: Described,
  path: Path,
): Float64Array {
  if ([entry.over ?? []].flat().some((name) => d.yaml.unread.has(name)))
    return new Float64Array(described.size);
  return spreadNumbers(value, dimensionsOf(d, described), valuePlaces(d, path), d.diagnostics);
}

function valuePlaces(d: Defining, path: Path): Places {
  return {
    ofValue: (part) => d.yaml.placeOf([...path, 'value', ...part]),
    ofKey: (part) => d.yaml.placeOfKey([...path, 'value', ...part]),
  };
}

// A key that is left out has its default: then the file is to blame.
function placesOfKeys(d: Defining, path: Path): PlaceOfKey {
  return (key, dimension) => {
    const at = [...path, key, ...(dimension === undefined ? [] : [dimension])];
    const given = d.yaml.has(at);
    return d.yaml.placeOf(given ? at : [...path, 'csv']);
  };
}
