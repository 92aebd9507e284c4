import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/nearest.js';
import type { YamlFile } from '../../diagnostics/yaml.js';
import type { Distribution } from '../../model/distribution.js';
import type { Model, Parameter } from '../../model/model.js';
import { columnsOf, parametersOf } from '../../plan/columns.js';
import { checkAssumed, warnOfDistribution } from '../../plan/plausible.js';
import { checkDistribution } from '../../plan/validate.js';
import type { Column, Slot } from '../calibration.js';
import type { CalibrationDocument } from './document.js';
import type { Subject } from './read-subject.js';

/** Gathers the columns of the worlds that a calibration fits. */
export class ColumnReader {
  readonly #yaml: YamlFile<CalibrationDocument>;
  readonly #model: Model;
  readonly #held: ReadonlyMap<string, number>;
  readonly #diagnostics: Diagnostics;
  readonly #columns: Column[] = [];

  constructor(yaml: YamlFile<CalibrationDocument>, subject: Subject, diagnostics: Diagnostics) {
    this.#yaml = yaml;
    this.#model = subject.model;
    this.#held = subject.held;
    this.#diagnostics = diagnostics;
  }

  get columns(): readonly Column[] {
    return this.#columns;
  }

  /** Those of the model, in its order. */
  readParameters(): void {
    const { parameters, others } = this.#yaml.value;
    const known = parametersOf(this.#model).filter((one) => !one.hidden);
    for (const name of Object.keys(parameters)) {
      if (known.some((one) => one.name === name)) continue;
      this.#diagnostics.error(
        'unknown-name',
        this.#yaml.placeOfKey(['parameters', name]),
        `the model has no parameter ${JSON.stringify(name)}`,
        {
          nearest: () =>
            nearest(
              name,
              known.map((one) => one.name),
            ),
        },
      );
    }
    for (const parameter of known) {
      const listed = Object.hasOwn(parameters, parameter.name);
      const held = this.#held.get(parameter.name);
      const given: Distribution | 'model' | undefined = listed
        ? parameters[parameter.name]
        : held === undefined
          ? undefined
          : { kind: 'fixed', value: held };
      const prior = given === undefined || given === 'model' ? parameter.distribution : given;
      if (given === 'model' && prior === undefined) {
        this.#diagnostics.error(
          'prior',
          this.#yaml.placeOf(['parameters', parameter.name]),
          `${parameter.name} has no distribution in the model`,
          { expected: 'a prior such as {kind: uniform, low: 0, high: 1}' },
        );
      }
      if (prior === undefined) continue;
      const carried = given === undefined && others === 'sampled';
      this.#add(parameter, given !== undefined || carried ? prior : undefined, carried);
    }
  }

  #add(parameter: Parameter, prior: Distribution | undefined, carried: boolean): void {
    const place = this.#yaml.placeOf(['parameters', parameter.name]);
    const distribution =
      prior === undefined || prior.kind === 'fixed'
        ? undefined
        : checkDistribution(prior, place, this.#diagnostics, parameter.name);
    if (!carried && this.#yaml.has(['parameters', parameter.name])) {
      if (prior?.kind === 'fixed')
        checkAssumed(parameter, { kind: 'fixed', value: prior.value }, place, this.#diagnostics);
      else if (distribution !== undefined)
        warnOfDistribution(parameter, distribution, place, this.#diagnostics);
    }
    for (const { name, element } of columnsOf(this.#model, parameter)) {
      const value = prior?.kind === 'fixed' ? prior.value : (parameter.values[element] ?? 0);
      this.#columns.push({
        name,
        of: 'model',
        value,
        ...(distribution === undefined ? {} : { distribution }),
        ...(carried ? { carried } : {}),
      });
    }
  }

  /** A number of an observation model: known, or a new column. */
  slot(
    name: string,
    spec: number | Distribution,
    [low, high]: readonly [number, number],
    place: Place,
  ): Slot | undefined {
    const fixed = typeof spec === 'number' ? spec : spec.kind === 'fixed' ? spec.value : undefined;
    const distribution =
      fixed === undefined && typeof spec !== 'number'
        ? checkDistribution(spec, place, this.#diagnostics, name)
        : undefined;
    if (fixed === undefined && distribution === undefined) return undefined;
    const [least, most] = fixed === undefined ? (distribution?.support ?? [0, 0]) : [fixed, fixed];
    // A support may touch the end: the value there has no mass.
    const under = fixed === undefined ? least < (low < 1 ? Math.min(low, 0) : low) : least < low;
    if (under || most > high) {
      const bounds = Number.isFinite(high)
        ? `from 0 to ${high}`
        : low > 0
          ? low < 1
            ? 'above 0'
            : `of at least ${low}`
          : 'from 0 up';
      this.#diagnostics.error('range', place, `${name} may be ${under ? least : most}`, {
        expected: `a number ${bounds}`,
      });
      return undefined;
    }
    if (fixed !== undefined) return { value: fixed };
    const column = this.#columns.length;
    this.#columns.push({
      name,
      of: 'observation',
      value: distribution?.mean ?? 0,
      ...(distribution === undefined ? {} : { distribution }),
    });
    return { column };
  }
}
