import type { Csv } from '../diagnostics/csv.js';
import { numberInCell, placeOfCell } from '../diagnostics/csv.js';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { YamlFile } from '../diagnostics/yaml.js';
import type { DataFolder } from './data-folder.js';
import type { ModelDocument } from './document.js';
import type { Dimension, Network } from './model.js';
import type { Budget } from './size.js';
import { grouped, MAX_DIMENSION } from './size.js';

type DimensionDocument = NonNullable<ModelDocument['dimensions']>[string];
type WithElements = Extract<DimensionDocument, { elements: unknown }>;
type NetworkDocument = NonNullable<
  Extract<DimensionDocument, { elements: unknown }>['networks']
>[string];

/** The dimensions of a model. */
export interface Dimensions {
  readonly dimensions: ReadonlyMap<string, Dimension>;
  /** Names of dimensions and networks that could not be read. */
  readonly unread: ReadonlySet<string>;
  /** False when one has more elements than there may be: it is left out then. */
  readonly fits: boolean;
}

/** Reads the dimensions of a model, with the weights between their elements. */
export function readDimensions(
  yaml: YamlFile<ModelDocument>,
  folder: DataFolder,
  numbers: Budget,
  diagnostics: Diagnostics,
): Dimensions {
  const unread = new Set<string>();
  const dimensions = new Map<string, Dimension>();
  const entries = Object.entries(yaml.value.dimensions ?? {});
  let fits = true;
  for (const [name, document] of entries) {
    if ('elements' in document) {
      if (!checkLength(name, document, yaml, diagnostics)) {
        fits = false;
        continue;
      }
      const reading = { yaml, folder, numbers, diagnostics };
      const dimension = readDimension(name, document, reading);
      dimensions.set(name, dimension);
      for (const key of Object.keys(document.networks ?? {}))
        if (!dimension.networks.has(key)) unread.add(key);
    }
  }
  for (const [name, document] of entries) {
    if ('elements' in document) continue;
    const like = dimensions.get(document.like);
    if (like === undefined) unread.add(name);
    if (like === undefined && (!fits || yaml.unread.has(document.like))) continue;
    if (like === undefined) {
      const place = yaml.placeOf(['dimensions', name, 'like']);
      diagnostics.error(
        'unknown-name',
        place,
        `there is no dimension ${JSON.stringify(document.like)} with elements`,
        {
          nearest: () => nearest(document.like, dimensions.keys()),
        },
      );
      continue;
    }
    dimensions.set(name, {
      ...like,
      name,
      title: document.title ?? name,
      like: like.name,
      networks: new Map(),
    });
  }
  // In the order of the file, which is the order of elements in memory and of columns in results.
  const inOrder = entries.flatMap(([name]) => {
    const dimension = dimensions.get(name);
    return dimension === undefined ? [] : [[name, dimension] as const];
  });
  return { dimensions: new Map(inOrder), unread, fits };
}

function namesOf({ elements }: WithElements): readonly string[] {
  return Array.isArray(elements) ? elements : Object.keys(elements);
}

function checkLength(
  name: string,
  document: WithElements,
  yaml: YamlFile<ModelDocument>,
  diagnostics: Diagnostics,
): boolean {
  const count = namesOf(document).length;
  if (count <= MAX_DIMENSION) return true;
  const place = yaml.placeOf(['dimensions', name, 'elements']);
  diagnostics.error('size', place, `the dimension ${name} has ${grouped(count)} elements`, {
    expected: `at most ${MAX_DIMENSION}`,
  });
  return false;
}

/** What a dimension is read with. */
interface Reading {
  readonly yaml: YamlFile<ModelDocument>;
  readonly folder: DataFolder;
  readonly numbers: Budget;
  readonly diagnostics: Diagnostics;
}

function readDimension(name: string, document: WithElements, reading: Reading): Dimension {
  const { yaml, folder, numbers, diagnostics } = reading;
  const { elements } = document;
  const names = namesOf(document);
  names.forEach((element, index) => {
    if (names.indexOf(element) !== index) {
      const place = yaml.placeOf(['dimensions', name, 'elements', index]);
      diagnostics.error(
        'duplicate-name',
        place,
        `the element ${JSON.stringify(element)} stands twice`,
      );
    }
  });
  if (names.length === 0) {
    diagnostics.error(
      'value',
      yaml.placeOf(['dimensions', name, 'elements']),
      'a dimension needs an element',
    );
  }
  const networks = new Map<string, Network>();
  for (const [key, network] of Object.entries(document.networks ?? {})) {
    const path = ['dimensions', name, 'networks', key];
    const room = numbers.take(names.length ** 2);
    if (room === 'first') {
      const what = `the networks and series up to here hold ${grouped(numbers.taken)} numbers`;
      const expected = `at most ${grouped(numbers.most)}`;
      diagnostics.error('size', yaml.placeOfKey(path), what, { expected });
    }
    if (room !== 'ok') continue;
    const weights =
      'csv' in network
        ? fromCsv(network, names, (part) => yaml.placeOf([...path, part]), folder, diagnostics)
        : fromMatrix(network, names, yaml.placeOf([...path, 'matrix']), diagnostics);
    if (weights === undefined) continue;
    if (network.normalise === 'rows') normaliseRows(weights, names.length);
    networks.set(key, { name: key, weights });
  }
  const elementTitles = Array.isArray(elements) ? names : names.map((one) => elements[one] ?? one);
  return { name, title: document.title ?? name, elements: names, elementTitles, networks };
}

function fromMatrix(
  network: Extract<NetworkDocument, { matrix: unknown }>,
  names: readonly string[],
  place: Place,
  diagnostics: Diagnostics,
): Float64Array | undefined {
  const n = names.length;
  if (network.matrix.length !== n || network.matrix.some((row) => row.length !== n)) {
    diagnostics.error('shape', place, 'the matrix does not fit the dimension', {
      expected: `${n} rows of ${n} numbers, one for each element`,
    });
    return undefined;
  }
  return Float64Array.from(network.matrix.flat());
}

function fromCsv(
  network: Extract<NetworkDocument, { csv: unknown }>,
  names: readonly string[],
  place: (key: string) => Place,
  folder: DataFolder,
  diagnostics: Diagnostics,
): Float64Array | undefined {
  const csv = folder.csv(network.csv, place('csv'));
  if (csv === undefined) return undefined;
  const from = columnOf(csv, network.from, place('from'), diagnostics);
  const to = columnOf(csv, network.to, place('to'), diagnostics);
  const weight =
    network.weight === undefined ? -1 : columnOf(csv, network.weight, place('weight'), diagnostics);
  if (from === undefined || to === undefined || weight === undefined) return undefined;
  const n = names.length;
  const weights = new Float64Array(n * n);
  const lines = new Map<number, number>();
  const before = diagnostics.errorCount;
  for (const row of csv.rows) {
    const ends = [from, to].map((column) => {
      const element = (row.cells[column] ?? '').trim();
      const index = names.indexOf(element);
      if (index < 0) {
        diagnostics.error(
          'unknown-name',
          placeOfCell(csv.file, row, column),
          `there is no element ${JSON.stringify(element)}`,
          {
            nearest: () => nearest(element, names),
          },
        );
      }
      return index;
    });
    const [r, s] = ends as [number, number];
    const value = weight < 0 ? 1 : numberInCell(csv, row, weight, diagnostics);
    if (r < 0 || s < 0 || value === undefined) continue;
    const pair = [r, s] as const;
    const mirrored = network.symmetric === true ? lines.get(s * n + r) : undefined;
    const other = lines.get(r * n + s) ?? mirrored;
    if (other !== undefined) {
      const what = `a second row for ${pair.map((one) => names[one]).join(' and ')}`;
      const why = mirrored !== undefined && r !== s ? ': the network is symmetric' : '';
      const place = placeOfCell(csv.file, row, from);
      const expected = `one row for each pair; line ${other} has this one`;
      diagnostics.error('duplicate-name', place, `${what}${why}`, { expected });
      continue;
    }
    lines.set(r * n + s, row.line);
    weights[r * n + s] = value;
    if (network.symmetric === true) weights[s * n + r] = value;
  }
  return diagnostics.errorCount > before ? undefined : weights;
}

/** The number of a column of a CSV, or undefined after a diagnostic at `place`. */
export function columnOf(
  csv: Csv,
  name: string,
  place: Place,
  diagnostics: Diagnostics,
): number | undefined {
  const column = csv.header.indexOf(name);
  if (column >= 0) return column;
  diagnostics.error('unknown-name', place, `${csv.file} has no column ${JSON.stringify(name)}`, {
    expected: `one of ${csv.header.slice(0, 30).join(', ')}`,
    nearest: () => nearest(name, csv.header),
  });
  return undefined;
}

function normaliseRows(weights: Float64Array, n: number): void {
  for (let r = 0; r < n; r++) {
    let sum = 0;
    for (let s = 0; s < n; s++) sum += weights[r * n + s] ?? 0;
    if (sum === 0) continue;
    for (let s = 0; s < n; s++) weights[r * n + s] = (weights[r * n + s] ?? 0) / sum;
  }
}
