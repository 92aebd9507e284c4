import type { Place } from '../../diagnostics/diagnostic.js';
import type { Path } from '../../diagnostics/yaml.js';
import type { Described } from '../definitions.js';
import { distributionProblem } from '../distribution-check.js';
import type { PlaceOfKey, Places } from '../elements.js';
import { elementLabels, numbersFromCsv, spreadNumbers } from '../elements.js';
import type { Dimension, Input, Parameter } from '../model.js';
import type { Series } from '../series.js';
import { seriesFromCsv, seriesFromPoints } from '../series.js';
import { grouped } from '../size.js';
import { DIMENSIONLESS } from '../unit.js';
import type { Defining, Entry } from './defining.js';
import { dimensionsOf, readHead } from './head.js';

export function defineParameter(d: Defining, key: string, entry: Entry<'parameters'>): Parameter {
  const path: Path = ['parameters', key];
  const described = readHead(d, 'parameters', key, entry);
  const graded = described.grade !== undefined || (entry.evidence ?? []).length > 0;
  if (!graded && !d.yaml.unread.has(`parameters.${key}.grade`)) {
    d.diagnostics.error(
      'missing-key',
      d.yaml.placeOfKey(path),
      `parameters.${key} needs a grade or evidence`,
      {
        expected: 'evidence with rows of evidence.yaml, or a grade such as assumed',
      },
    );
  }
  const dims = dimensionsOf(d, described);
  const size = described.size;
  const { value } = entry;
  const values = d.uncertain.has(key)
    ? undefined
    : typeof value === 'object' && 'csv' in value && typeof value.csv === 'string'
      ? csvNumbers(
          d,
          value as { csv: string; column: string; keys?: Record<string, string> },
          dims,
          [...path, 'value'],
        )
      : spread(d, value as number, described, path);
  const problem =
    entry.distribution === undefined ? undefined : distributionProblem(entry.distribution);
  if (problem !== undefined) {
    d.diagnostics.error(
      'distribution',
      d.yaml.placeOf([...path, 'distribution']),
      `invalid distribution: ${problem}`,
    );
  }
  const distributionAt = d.yaml.placeOf([...path, 'distribution']);
  return {
    ...described,
    unit: described.unit ?? DIMENSIONLESS,
    kind: 'parameter',
    source: key,
    values: values ?? new Float64Array(size),
    ...(entry.neutral === true ? { neutral: true } : {}),
    valuesAt: valuePlacesOf(d, value, dims, path),
    ...(entry.distribution === undefined
      ? {}
      : { distribution: entry.distribution, distributionAt }),
  };
}

/** Where the values of a parameter stand: one place for all, or that of each element. */
function valuePlacesOf(
  d: Defining,
  value: Entry<'parameters'>['value'],
  dims: readonly Dimension[],
  path: Path,
): readonly Place[] {
  const at = [...path, 'value'];
  const isCsv = typeof value === 'object' && 'csv' in value && typeof value.csv === 'string';
  if (typeof value !== 'object' || isCsv || d.uncertain.has(String(path[1])))
    return [d.yaml.placeOf(isCsv ? [...at, 'csv'] : at)];
  const labels = elementLabels(
    dims.map((one) => one.name),
    d.dimensions,
  );
  return labels.map((label) => d.yaml.placeOf([...at, ...innermost(value, label.split(','))]));
}

/** As many of some names as a map of numbers goes into. */
function innermost(value: unknown, names: readonly string[]): readonly string[] {
  const depth = names.findIndex((name) => {
    const inside = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    if (inside) value = (value as Readonly<Record<string, unknown>>)[name];
    return !inside;
  });
  return depth < 0 ? names : names.slice(0, depth);
}

export function csvNumbers(
  d: Defining,
  value: { csv: string; column: string; keys?: Record<string, string> | undefined },
  dims: readonly Dimension[],
  path: Path,
): Float64Array | undefined {
  const place = d.yaml.placeOf([...path, 'csv']);
  const csv = d.folder.csv(value.csv, place);
  if (csv !== undefined && !fits(d, csv.rows.length, [...path, 'csv'])) return undefined;
  const placeOf = placesOfKeys(d, path);
  return csv && numbersFromCsv(csv, value.column, dims, value.keys ?? {}, placeOf, d.diagnostics);
}

export function defineInput(d: Defining, key: string, entry: Entry<'inputs'>): Input {
  const path: Path = ['inputs', key];
  const described = readHead(d, 'inputs', key, entry);
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
  // Values over a dimension that is not known cannot be counted.
  if (d.uncertain.has(described.name)) return undefined;
  const dims = dimensionsOf(d, described);
  if (entry.points !== undefined) {
    if (!fits(d, entry.points.length * described.size, [...path, 'points'])) return undefined;
    return seriesFromPoints(
      entry.points,
      described.size,
      d.time,
      (index) => d.yaml.placeOf([...path, 'points', index, 0]),
      d.diagnostics,
    );
  }
  if (entry.value !== undefined) {
    const values = spread(d, entry.value, described, path);
    return { times: Float64Array.of(d.time.start), values };
  }
  const place = d.yaml.placeOf([...path, 'csv']);
  const csv = d.folder.csv(entry.csv ?? '', place);
  if (csv !== undefined && !fits(d, csv.rows.length, [...path, 'csv'])) return undefined;
  const names = {
    value: entry.column ?? path.at(-1)?.toString() ?? '',
    time: entry.time ?? (d.time.calendar ? 'month' : 'time'),
    keys: entry.keys ?? {},
  };
  return csv && seriesFromCsv(csv, names, dims, d.time, placesOfKeys(d, path), d.diagnostics);
}

/** Whether the model may hold so many numbers more; before room is made for them. */
function fits(d: Defining, count: number, path: Path): boolean {
  const answer = d.numbers.take(count);
  if (answer === 'first') {
    const what = `the data of the model up to here hold ${grouped(d.numbers.taken)} numbers`;
    d.diagnostics.error('size', d.yaml.placeOf(path), what, {
      expected: `at most ${grouped(d.numbers.most)}`,
    });
  }
  return answer === 'ok';
}

function spread(
  d: Defining,
  value: Parameters<typeof spreadNumbers>[0],
  described: Described,
  path: Path,
): Float64Array {
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
