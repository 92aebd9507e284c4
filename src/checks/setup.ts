import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Path, YamlFile } from '../diagnostics/yaml.js';
import type { Model, Variable } from '../model/model.js';
import { checkExtreme } from '../plan/plausible.js';
import type { Setup } from './check.js';
import type { CheckDocument, ChecksDocument, Numbers } from './document.js';
import type { Override } from './overrides.js';
import { withOverrides } from './overrides.js';

type Changes = Pick<CheckDocument, 'set' | 'initial' | 'levers'>;

/** The model under the changes at `path` of a checks file, or undefined after diagnostics. */
export function readSetup(
  yaml: YamlFile<ChecksDocument>,
  path: Path,
  changes: Changes,
  model: Model,
  diagnostics: Diagnostics,
): Setup | undefined {
  const before = diagnostics.errorCount;
  const reader = new ChangeReader(yaml, model, diagnostics);
  const set = reader.read(changes.set, [...path, 'set'], SET);
  const initial = reader.read(changes.initial, [...path, 'initial'], INITIAL);
  const levers = reader.read(changes.levers, [...path, 'levers'], LEVERS);
  if (diagnostics.errorCount > before) return undefined;
  const changed = withOverrides(model, { set, initial }, diagnostics);
  if (changed === undefined) return undefined;
  const levels = new Map([...levers].map(([name, override]) => [name, override.values]));
  return { model: changed, fixed: new Set(set.keys()), levers: levels };
}

/** What may be changed under a key. */
interface Kind {
  readonly noun: string;
  readonly kinds: readonly Variable['kind'][];
  /** The value of each element that is not given. */
  readonly current: (variable: Variable) => Float64Array | undefined;
}

const SET: Kind = {
  noun: 'parameter or input',
  kinds: ['parameter', 'input'],
  current: (variable) => (variable.kind === 'parameter' ? variable.values.slice() : undefined),
};
const INITIAL: Kind = { noun: 'stock', kinds: ['stock'], current: () => undefined };
const LEVERS: Kind = {
  noun: 'lever',
  kinds: ['lever'],
  current: (variable) =>
    variable.kind === 'lever' ? new Float64Array(variable.size).fill(variable.default) : undefined,
};

class ChangeReader {
  readonly #yaml: YamlFile<ChecksDocument>;
  readonly #model: Model;
  readonly #diagnostics: Diagnostics;

  constructor(yaml: YamlFile<ChecksDocument>, model: Model, diagnostics: Diagnostics) {
    this.#yaml = yaml;
    this.#model = model;
    this.#diagnostics = diagnostics;
  }

  read(
    changes: Readonly<Record<string, Numbers>> | undefined,
    path: Path,
    kind: Kind,
  ): Map<string, Override> {
    const found = new Map<string, Override>();
    for (const [name, value] of Object.entries(changes ?? {})) {
      const variable = this.#find(name, [...path, name], kind);
      if (variable === undefined) continue;
      const values = this.#values(variable, value, [...path, name], kind);
      if (values === undefined) continue;
      this.#checkRange(variable, values, [...path, name]);
      found.set(name, { values, place: this.#yaml.placeOf([...path, name]) });
    }
    return found;
  }

  #find(name: string, path: Path, kind: Kind): Variable | undefined {
    const variable = this.#model.variables.get(name);
    if (variable !== undefined && kind.kinds.includes(variable.kind)) return variable;
    const names = [...this.#model.variables.values()]
      .filter((one) => kind.kinds.includes(one.kind) && !one.hidden)
      .map((one) => one.name);
    const message =
      variable === undefined
        ? `the model has no ${kind.noun} ${JSON.stringify(name)}`
        : `${name} is a ${variable.kind} of the model`;
    const expected = `a ${kind.noun}`;
    const place = this.#yaml.placeOfKey(path);
    this.#diagnostics.error('unknown-name', place, message, {
      expected,
      nearest: () => nearest(name, names),
    });
    return undefined;
  }

  #values(variable: Variable, value: Numbers, path: Path, kind: Kind): Float64Array | undefined {
    const before = this.#diagnostics.errorCount;
    const values = kind.current(variable) ?? new Float64Array(variable.size).fill(Number.NaN);
    this.#fill(variable.dims, value, { values, from: 0, size: variable.size }, path);
    if (this.#diagnostics.errorCount > before) return undefined;
    if (!values.some(Number.isNaN)) return values;
    this.#diagnostics.error(
      'missing-key',
      this.#yaml.placeOfKey(path),
      `${variable.name} is not given for every element`,
      { expected: `a number, or a map that names every element of ${variable.dims.join(' and ')}` },
    );
    return undefined;
  }

  #fill(
    dims: readonly string[],
    value: Numbers,
    into: { readonly values: Float64Array; readonly from: number; readonly size: number },
    path: Path,
  ): void {
    const { values, from, size } = into;
    if (typeof value === 'number') {
      values.fill(value, from, from + size);
      return;
    }
    const [dim, ...inner] = dims;
    const elements = this.#model.dimensions.get(dim ?? '')?.elements;
    if (elements === undefined) {
      const expected = 'a number';
      const message = 'there is a map here, but no dimension left for it';
      this.#diagnostics.error('shape', this.#yaml.placeOf(path), message, { expected });
      return;
    }
    const part = size / elements.length;
    for (const [name, entry] of Object.entries(value)) {
      const element = elements.indexOf(name);
      if (element >= 0) {
        this.#fill(inner, entry, { values, from: from + element * part, size: part }, [
          ...path,
          name,
        ]);
        continue;
      }
      const place = this.#yaml.placeOfKey([...path, name]);
      const message = `${JSON.stringify(name)} is not an element of ${dim}`;
      this.#diagnostics.error('unknown-name', place, message, {
        nearest: () => nearest(name, elements),
      });
    }
  }

  #checkRange(variable: Variable, values: Float64Array, path: Path): void {
    const place = this.#yaml.placeOf(path);
    for (const value of new Set(values)) checkExtreme(variable, value, place, this.#diagnostics);
    if (variable.kind !== 'lever') return;
    const { min, max } = variable;
    const outside = values.find((value) => value < min || value > max);
    if (outside === undefined) return;
    const expected = Number.isFinite(max) ? `${min} to ${max}` : `at least ${min}`;
    const message = `${variable.name} is ${outside}, outside its range`;
    this.#diagnostics.error('range', place, message, { expected });
  }
}
