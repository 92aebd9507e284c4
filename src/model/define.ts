import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Path, YamlFile } from '../diagnostics/yaml.js';
import { DataFolder } from './data-folder.js';
import type {
  Definition,
  Definitions,
  Described,
  Equation,
  LinkDefinition,
  MetricDefinition,
  StockDefinition,
} from './definitions.js';
import { readDimensions } from './dimensions.js';
import { distributionProblem } from './distribution-check.js';
import type { ModelDocument } from './document.js';
import { numbersFromCsv, sizeOf, spreadNumbers } from './elements.js';
import { isFunctionName } from './functions.js';
import type { Evidence, Grade } from './grade.js';
import { betterGrade } from './grade.js';
import type { Dimension, Input, ModelTime, Parameter, Table } from './model.js';
import { readModelTime } from './model-time.js';
import type { Text } from './names.js';
import { RESERVED_WORDS } from './names.js';
import type { Series } from './series.js';
import { seriesFromCsv, seriesFromPoints } from './series.js';
import { parseExpression } from './syntax.js';
import type { Unit } from './unit.js';
import { baseUnit, builtInUnits, DIMENSIONLESS, isProblem, parseUnit } from './unit.js';

type Section = 'parameters' | 'inputs' | 'levers' | 'stocks' | 'flows' | 'auxiliaries';
type Entry<S extends Section> = NonNullable<ModelDocument[S]>[string];

const SECTIONS: readonly Section[] = [
  'parameters',
  'inputs',
  'levers',
  'stocks',
  'flows',
  'auxiliaries',
];

/**
 * Turns a model document into definitions: units and equations parsed, data read, names unique.
 * @returns undefined when time or dimensions are so wrong that nothing else can be judged.
 */
export function define(
  yaml: YamlFile<ModelDocument>,
  name: string,
  evidence: Evidence,
  evidenceFile: string | undefined,
  files: Files,
  diagnostics: Diagnostics,
): Definitions | undefined {
  const folder = new DataFolder(yaml.file, files, diagnostics);
  const time = readModelTime(yaml, diagnostics);
  const before = diagnostics.errorCount;
  const dimensions = readDimensions(yaml, folder, diagnostics);
  if (time === undefined || diagnostics.errorCount > before) return undefined;
  return new Definer(yaml, name, time, dimensions, evidence, folder, diagnostics).define(
    evidenceFile,
  );
}

class Definer {
  readonly #yaml: YamlFile<ModelDocument>;
  readonly #name: string;
  readonly #time: ModelTime;
  readonly #dimensions: ReadonlyMap<string, Dimension>;
  readonly #evidence: Evidence;
  readonly #folder: DataFolder;
  readonly #diagnostics: Diagnostics;
  readonly #units: Map<string, Unit>;
  readonly #unitsChecked: boolean;

  constructor(
    yaml: YamlFile<ModelDocument>,
    name: string,
    time: ModelTime,
    dimensions: ReadonlyMap<string, Dimension>,
    evidence: Evidence,
    folder: DataFolder,
    diagnostics: Diagnostics,
  ) {
    this.#yaml = yaml;
    this.#name = name;
    this.#time = time;
    this.#dimensions = dimensions;
    this.#evidence = evidence;
    this.#folder = folder;
    this.#diagnostics = diagnostics;
    this.#unitsChecked = yaml.value.units !== 'unchecked';
    this.#units = this.#declareUnits();
  }

  define(evidenceFile: string | undefined): Definitions {
    const document = this.#yaml.value;
    this.#checkNames();
    const tables = this.#tables();
    const quantities = new Map<string, Definition>();
    const put = (one: Definition | undefined) => one !== undefined && quantities.set(one.name, one);
    for (const [key, entry] of Object.entries(document.parameters ?? {}))
      put(this.#parameter(key, entry));
    for (const [key, entry] of Object.entries(document.inputs ?? {})) put(this.#input(key, entry));
    for (const [key, entry] of Object.entries(document.levers ?? {})) put(this.#lever(key, entry));
    for (const [key, entry] of Object.entries(document.stocks ?? {})) put(this.#stock(key, entry));
    for (const [key, entry] of Object.entries(document.flows ?? {}))
      put(this.#equation('flows', 'flow', key, entry));
    for (const [key, entry] of Object.entries(document.auxiliaries ?? {}))
      put(this.#equation('auxiliaries', 'auxiliary', key, entry));
    this.#linkFlows(quantities);
    const metrics = Object.entries(document.metrics ?? {}).flatMap(
      ([key, entry]) => this.#metric(key, entry) ?? [],
    );
    const report = document.report?.map((one, index) => ({
      name: one,
      place: this.#yaml.placeOf(['report', index]),
    }));
    return {
      name: this.#name,
      file: this.#yaml.file,
      title: document.title,
      ...(document.about === undefined ? {} : { about: document.about }),
      ...(document.source === undefined ? {} : { source: document.source }),
      time: this.#time,
      unitsChecked: this.#unitsChecked,
      units: this.#units,
      dimensions: this.#dimensions,
      tables,
      quantities,
      metrics,
      ...(report === undefined ? {} : { report }),
      evidence: this.#evidence,
      unread: this.#yaml.unread,
      files: [
        this.#yaml.file,
        ...this.#folder.filesRead,
        ...(evidenceFile === undefined ? [] : [evidenceFile]),
      ],
    };
  }

  #declareUnits(): Map<string, Unit> {
    const units = builtInUnits();
    const declared = this.#yaml.value.units;
    if (declared === undefined || declared === 'unchecked') return units;
    const entries: [string, string | undefined, Path][] = Array.isArray(declared)
      ? declared.map((name, index) => [name, undefined, ['units', index]])
      : Object.entries(declared).map(([name, entry]) => [
          name,
          entry.equals,
          ['units', name, 'equals'],
        ]);
    for (const [name, , path] of entries) {
      if (units.has(name))
        this.#diagnostics.error(
          'duplicate-name',
          this.#yaml.placeOf(path),
          `the unit ${name} is already known`,
        );
    }
    for (const [name, equals] of entries) if (equals === undefined) units.set(name, baseUnit(name));
    for (const [name, equals, path] of entries) {
      if (equals !== undefined)
        units.set(name, this.#parseUnit(equals, path, units) ?? baseUnit(name));
    }
    return units;
  }

  #parseUnit(text: string | number, path: Path, known: Map<string, Unit>): Unit | undefined {
    if (!this.#unitsChecked) {
      // Nothing is checked, so any word is a unit; it is only shown.
      for (const word of String(text).match(/[A-Za-z][A-Za-z0-9_]*/g) ?? [])
        if (!known.has(word)) known.set(word, baseUnit(word));
    }
    const unit = parseUnit(String(text), known);
    if (!isProblem(unit)) return unit;
    const place = this.#yaml.placeInText(path, unit.offset, unit.length);
    const near = unit.unknown === undefined ? undefined : nearest(unit.unknown, known.keys());
    const expected =
      unit.unknown === undefined
        ? 'a unit such as person/month'
        : 'a unit declared under units, or one of time';
    this.#diagnostics.error('unit', place, unit.message, { nearest: near, expected });
    return undefined;
  }

  #checkNames(): void {
    const seen = new Map<string, string>();
    const document = this.#yaml.value;
    for (const section of [...SECTIONS, 'tables', 'dimensions'] as const) {
      for (const name of Object.keys(document[section] ?? {})) {
        const place = this.#yaml.placeOfKey([section, name]);
        const other = seen.get(name);
        if (other !== undefined) {
          this.#diagnostics.error(
            'duplicate-name',
            place,
            `the name ${name} is already used in ${other}`,
          );
        }
        seen.set(name, section);
        this.#checkReserved(name, place);
      }
    }
  }

  #checkReserved(name: string, place: Place): void {
    if (RESERVED_WORDS.has(name)) {
      this.#diagnostics.error(
        'reserved-name',
        place,
        `${name} has a meaning of its own in expressions`,
        { expected: 'another name' },
      );
    } else if (isFunctionName(name)) {
      this.#diagnostics.error('reserved-name', place, `${name} is the name of a function`, {
        expected: 'another name',
      });
    }
  }

  #described(section: Section, key: string, entry: Entry<Section>): Described {
    const path: Path = [section, key];
    const overs =
      entry.over === undefined ? [] : Array.isArray(entry.over) ? entry.over : [entry.over];
    for (const [index, name] of overs.entries()) {
      const place = this.#yaml.placeOf([
        ...path,
        'over',
        ...(Array.isArray(entry.over) ? [index] : []),
      ]);
      if (this.#yaml.unread.has(name)) continue;
      if (!this.#dimensions.has(name)) {
        this.#diagnostics.error(
          'unknown-name',
          place,
          `there is no dimension ${JSON.stringify(name)}`,
          { nearest: nearest(name, this.#dimensions.keys()) },
        );
      } else if (overs.indexOf(name) !== index) {
        this.#diagnostics.error('duplicate-name', place, `the dimension ${name} stands twice`);
      }
    }
    const dims = [...this.#dimensions.keys()].filter((name) => overs.includes(name));
    const unit = this.#unitOf(entry.unit, path);
    const grade = this.#gradeOf(entry, path);
    return {
      name: key,
      title: entry.title ?? key,
      ...(entry.about === undefined ? {} : { about: entry.about }),
      ...(unit === undefined ? {} : { unit }),
      dims,
      size: sizeOf(dims, this.#dimensions),
      hidden: false,
      place: this.#yaml.placeOfKey(path),
      evidence: entry.evidence ?? [],
      ...(grade === undefined ? {} : { grade }),
    };
  }

  #unitOf(text: string | number | undefined, path: Path): Unit | undefined {
    if (text !== undefined) return this.#parseUnit(text, [...path, 'unit'], this.#units);
    if (this.#unitsChecked && !this.#yaml.unread.has([...path, 'unit'].join('.'))) {
      this.#diagnostics.error(
        'missing-key',
        this.#yaml.placeOfKey(path),
        `${path.join('.')} lacks the key "unit"`,
        {
          expected: 'a unit such as person/month; 1 for a plain number',
        },
      );
    }
    return undefined;
  }

  #gradeOf(
    entry: { evidence?: string[] | undefined; grade?: Grade | undefined },
    path: Path,
  ): Grade | undefined {
    let grade: Grade | undefined;
    for (const [index, id] of (entry.evidence ?? []).entries()) {
      const row = Object.hasOwn(this.#evidence, id) ? this.#evidence[id] : undefined;
      if (row === undefined) {
        const place = this.#yaml.placeOf([...path, 'evidence', index]);
        this.#diagnostics.error(
          'unknown-name',
          place,
          `evidence.yaml has no row ${JSON.stringify(id)}`,
          {
            nearest: nearest(id, Object.keys(this.#evidence)),
          },
        );
      } else {
        grade = grade === undefined ? row.grade : betterGrade(grade, row.grade);
      }
    }
    return entry.grade ?? grade;
  }

  #parameter(key: string, entry: Entry<'parameters'>): Parameter {
    const path: Path = ['parameters', key];
    const described = this.#described('parameters', key, entry);
    const graded = described.grade !== undefined || (entry.evidence ?? []).length > 0;
    if (!graded && !this.#yaml.unread.has(`parameters.${key}.grade`)) {
      this.#diagnostics.error(
        'missing-key',
        this.#yaml.placeOfKey(path),
        `parameters.${key} says nothing of where its value comes from`,
        {
          expected: 'evidence with rows of evidence.yaml, or a grade such as assumed',
        },
      );
    }
    const dims = this.#dimensionsOf(described);
    const size = described.size;
    const { value } = entry;
    const values =
      typeof value === 'object' && 'csv' in value && typeof value.csv === 'string'
        ? this.#csvNumbers(
            value as { csv: string; column: string; keys?: Record<string, string> },
            dims,
            [...path, 'value'],
          )
        : spreadNumbers(
            value as number,
            dims,
            (part) => this.#yaml.placeOf([...path, 'value', ...part]),
            this.#diagnostics,
          );
    const problem =
      entry.distribution === undefined ? undefined : distributionProblem(entry.distribution);
    if (problem !== undefined) {
      this.#diagnostics.error(
        'distribution',
        this.#yaml.placeOf([...path, 'distribution']),
        `the distribution cannot be: ${problem}`,
      );
    }
    return {
      ...described,
      unit: described.unit ?? DIMENSIONLESS,
      kind: 'parameter',
      source: key,
      values: values ?? new Float64Array(size),
      ...(entry.distribution === undefined ? {} : { distribution: entry.distribution }),
    };
  }

  #csvNumbers(
    value: { csv: string; column: string; keys?: Record<string, string> | undefined },
    dims: readonly Dimension[],
    path: Path,
  ): Float64Array | undefined {
    const place = this.#yaml.placeOf([...path, 'csv']);
    const csv = this.#folder.csv(value.csv, place);
    return (
      csv && numbersFromCsv(csv, value.column, dims, value.keys ?? {}, place, this.#diagnostics)
    );
  }

  #input(key: string, entry: Entry<'inputs'>): Input {
    const path: Path = ['inputs', key];
    const described = this.#described('inputs', key, entry);
    const series = this.#series(path, entry, described) ?? {
      times: new Float64Array(1),
      values: new Float64Array(described.size),
    };
    return {
      ...described,
      unit: described.unit ?? DIMENSIONLESS,
      kind: 'input',
      ...series,
      interpolation: entry.interpolation ?? 'linear',
    };
  }

  #series(path: Path, entry: Entry<'inputs'>, described: Described): Series | undefined {
    const ways = (['csv', 'points', 'value'] as const).filter((way) => entry[way] !== undefined);
    if (ways.length !== 1) {
      this.#diagnostics.error(
        'missing-key',
        this.#yaml.placeOfKey(path),
        `${path.join('.')} gives its values ${ways.length === 0 ? 'nowhere' : `twice (${ways.join(' and ')})`}`,
        {
          expected: 'one of csv, points, value',
        },
      );
      return undefined;
    }
    for (const only of ['column', 'time', 'keys'] as const) {
      if (entry[only] !== undefined && entry.csv === undefined) {
        this.#diagnostics.error(
          'unknown-key',
          this.#yaml.placeOfKey([...path, only]),
          `${only} belongs to a csv`,
        );
      }
    }
    const dims = this.#dimensionsOf(described);
    if (entry.points !== undefined) {
      return seriesFromPoints(
        entry.points,
        described.size,
        this.#time,
        (index) => this.#yaml.placeOf([...path, 'points', index, 0]),
        this.#diagnostics,
      );
    }
    if (entry.value !== undefined) {
      const values = spreadNumbers(
        entry.value,
        dims,
        (part) => this.#yaml.placeOf([...path, 'value', ...part]),
        this.#diagnostics,
      );
      return { times: Float64Array.of(this.#time.start), values };
    }
    const place = this.#yaml.placeOf([...path, 'csv']);
    const csv = this.#folder.csv(entry.csv ?? '', place);
    const names = {
      value: entry.column ?? path.at(-1)?.toString() ?? '',
      time: entry.time ?? (this.#time.calendar ? 'month' : 'time'),
      keys: entry.keys ?? {},
    };
    return csv && seriesFromCsv(csv, names, dims, this.#time, place, this.#diagnostics);
  }

  #lever(key: string, entry: Entry<'levers'>): Definition {
    const path: Path = ['levers', key];
    const described = this.#described('levers', key, entry);
    const min = entry.min ?? Math.min(0, entry.default ?? 0);
    const max = entry.max ?? Number.POSITIVE_INFINITY;
    const level = entry.default ?? Math.min(Math.max(0, min), max);
    if (min > max)
      this.#diagnostics.error(
        'range',
        this.#yaml.placeOf([...path, 'min']),
        `min (${min}) is above max (${max})`,
      );
    else if (level < min || level > max) {
      this.#diagnostics.error(
        'range',
        this.#yaml.placeOf([...path, 'default']),
        `the default (${level}) is outside ${min} to ${max}`,
      );
    }
    const cost =
      entry.cost === undefined
        ? undefined
        : this.#parse(entry.cost, [...path, 'cost'], `cost_of_${key}`);
    return {
      ...described,
      kind: 'lever',
      source: key,
      default: level,
      min,
      max,
      step: entry.step ?? (Number.isFinite(max) ? (max - min) / 100 : 1),
      group: entry.kind ?? key,
      ...(cost === undefined ? {} : { cost }),
    };
  }

  #stock(key: string, entry: Entry<'stocks'>): StockDefinition {
    const path: Path = ['stocks', key];
    const links = (side: 'inflows' | 'outflows'): LinkDefinition[] =>
      (entry[side] ?? []).map((flow, index) => ({
        flow,
        elements: [],
        place: this.#yaml.placeOf([...path, side, index]),
      }));
    return {
      ...this.#described('stocks', key, entry),
      kind: 'stock',
      initial:
        this.#parse(entry.initial, [...path, 'initial'], `${key}__initial`) ??
        noEquation(this.#yaml.placeOf(path)),
      inflows: links('inflows'),
      outflows: links('outflows'),
      ...(entry.floor === undefined ? {} : { floor: entry.floor }),
    };
  }

  #equation(
    section: 'flows' | 'auxiliaries',
    kind: 'flow' | 'auxiliary',
    key: string,
    entry: Entry<'auxiliaries'>,
  ): Definition {
    const equation = this.#parse(entry.equation, [section, key, 'equation'], key);
    return {
      ...this.#described(section, key, entry),
      kind,
      equation: equation ?? noEquation(this.#yaml.placeOf([section, key])),
    };
  }

  // A flow's own `from` and `to` join what the stocks say.
  #linkFlows(quantities: Map<string, Definition>): void {
    for (const [key, entry] of Object.entries(this.#yaml.value.flows ?? {})) {
      for (const [end, side] of [
        ['from', 'outflows'],
        ['to', 'inflows'],
      ] as const) {
        const text = entry[end];
        if (text === undefined) continue;
        const place = this.#yaml.placeOf(['flows', key, end]);
        const match = /^([A-Za-z][A-Za-z0-9_]*)(?:\[([A-Za-z0-9_, ]+)\])?$/.exec(text.trim());
        const stock = match === null ? undefined : quantities.get(match[1] ?? '');
        if (stock === undefined && this.#yaml.unread.has(match?.[1] ?? '')) continue;
        if (stock?.kind !== 'stock') {
          const stocks = Object.keys(this.#yaml.value.stocks ?? {});
          this.#diagnostics.error(
            'unknown-name',
            place,
            `there is no stock ${JSON.stringify(text)}`,
            { nearest: nearest(text, stocks) },
          );
          continue;
        }
        const elements = (match?.[2] ?? '')
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== '');
        const named = stock[side].some((link) => link.flow === key);
        if (named) {
          if (elements.length > 0)
            this.#diagnostics.error(
              'duplicate-name',
              place,
              `${stock.name} already names ${key} among its ${side}`,
            );
          continue;
        }
        quantities.set(stock.name, {
          ...stock,
          [side]: [...stock[side], { flow: key, elements, place }],
        });
      }
    }
  }

  #metric(
    key: string,
    entry: NonNullable<ModelDocument['metrics']>[string],
  ): MetricDefinition | undefined {
    const path: Path = ['metrics', key];
    const equation = this.#parse(entry.equation, [...path, 'equation'], `metric__${key}`);
    const unit = this.#unitOf(entry.unit, path);
    if (entry.discount !== undefined && entry.over_time !== 'sum') {
      this.#diagnostics.error(
        'value',
        this.#yaml.placeOf([...path, 'discount']),
        'only a sum over time can be discounted',
        { expected: 'over_time: sum' },
      );
    }
    if (equation === undefined) return undefined;
    return {
      metric: {
        name: key,
        title: entry.title,
        ...(entry.about === undefined ? {} : { about: entry.about }),
        better: entry.better,
        overTime: entry.over_time,
        discount: entry.discount ?? 0,
        ...(entry.harm === undefined ? {} : { harm: entry.harm }),
        place: this.#yaml.placeOfKey(path),
      },
      ...(unit === undefined ? {} : { unit }),
      equation,
    };
  }

  #tables(): Map<string, Table> {
    const tables = new Map<string, Table>();
    for (const [key, entry] of Object.entries(this.#yaml.value.tables ?? {})) {
      const path: Path = ['tables', key];
      entry.points.forEach(([x], index) => {
        const previous = entry.points[index - 1]?.[0];
        if (previous === undefined || x > previous) return;
        const place = this.#yaml.placeOf([...path, 'points', index, 0]);
        this.#diagnostics.error(
          'value',
          place,
          `the x values do not rise: ${x} follows ${previous}`,
        );
      });
      const plain = (text: string | number | undefined, part: string) =>
        text === undefined
          ? DIMENSIONLESS
          : (this.#parseUnit(text, [...path, part], this.#units) ?? DIMENSIONLESS);
      tables.set(key, {
        name: key,
        title: (entry.title ?? key) as Text,
        xs: Float64Array.from(entry.points, ([x]) => x),
        ys: Float64Array.from(entry.points, ([, y]) => y),
        interpolation: entry.interpolation ?? 'linear',
        unit: plain(entry.unit, 'unit'),
        xUnit: plain(entry.x_unit, 'x_unit'),
        place: this.#yaml.placeOfKey(path),
      });
    }
    return tables;
  }

  #parse(text: string | number, path: Path, stream: string): Equation | undefined {
    const at = this.#yaml.placeOf(path);
    if (typeof text === 'number')
      return { text: String(text), syntax: { kind: 'number', value: text, at }, stream };
    const placeIn = (offset: number, length: number) =>
      this.#yaml.placeInText(path, offset, length);
    const syntax = parseExpression(text, placeIn, this.#diagnostics);
    return syntax && { text: text.replace(/\s+/g, ' ').trim(), syntax, stream };
  }

  #dimensionsOf(described: Described): Dimension[] {
    return described.dims.flatMap((name) => this.#dimensions.get(name) ?? []);
  }
}

// Stands in for an equation that could not be read, so that names are still checked elsewhere.
function noEquation(at: Place): Equation {
  return { text: '', syntax: { kind: 'number', value: 0, at }, stream: '' };
}
