import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Path, YamlFile } from '../diagnostics/yaml.js';
import type { Horizon } from '../engine/engine.js';
import type { Model, Variable } from '../model/model.js';
import type { Moment } from '../model/moments.js';
import { labelOfReport } from '../model/moments.js';
import { reportOf } from '../model/read-moment.js';
import type { Condition, Expectation, Subject } from './check.js';
import type { ChecksDocument, ExpectationDocument } from './document.js';
import { readingAt } from './horizon.js';

// No number of a model is further from 0 than this.
const EVERY = 1e100;

const CONDITIONS = ['equals', 'between', 'above', 'below', 'trend'] as const;

interface Context {
  readonly model: Model;
  readonly horizon: Horizon;
  /** How many worlds the check runs over, if it says. */
  readonly worlds: number | undefined;
  /** Whether all of the file could be read. */
  readonly whole: boolean;
}

/** Looks up one expectation, or gives undefined after diagnostics. */
export function readExpectation(
  yaml: YamlFile<ChecksDocument>,
  path: Path,
  document: ExpectationDocument,
  context: Context,
  diagnostics: Diagnostics,
): Expectation | undefined {
  const before = diagnostics.errorCount;
  const reader = new ExpectationReader(yaml, path, document, context, diagnostics);
  const subject = reader.subject();
  const condition = reader.condition();
  reader.checkWorlds();
  if (subject === undefined || condition === undefined || diagnostics.errorCount > before) {
    return undefined;
  }
  const { statistic, share } = document;
  return {
    subject,
    condition,
    ...(statistic === undefined ? {} : { statistic }),
    ...(share === undefined ? {} : { share }),
    text: textOf(document),
    place: yaml.placeOf(path),
  };
}

class ExpectationReader {
  readonly #yaml: YamlFile<ChecksDocument>;
  readonly #path: Path;
  readonly #document: ExpectationDocument;
  readonly #model: Model;
  readonly #horizon: Horizon;
  readonly #context: Context;
  readonly #diagnostics: Diagnostics;

  constructor(
    yaml: YamlFile<ChecksDocument>,
    path: Path,
    document: ExpectationDocument,
    context: Context,
    diagnostics: Diagnostics,
  ) {
    this.#yaml = yaml;
    this.#path = path;
    this.#document = document;
    this.#model = context.model;
    this.#horizon = context.horizon;
    this.#context = context;
    this.#diagnostics = diagnostics;
  }

  subject(): Subject | undefined {
    const { variable, metric } = this.#document;
    if (variable !== undefined && metric !== undefined) {
      return this.#error('metric', 'a check looks at a variable or at a metric, not at both');
    }
    if (metric !== undefined) return this.#metric(metric);
    if (variable !== undefined) return this.#variable(variable);
    const expected = 'variable, or metric';
    this.#report('missing-key', this.#here(), 'the check does not say what it looks at', expected);
    return undefined;
  }

  #metric(name: string): Subject | undefined {
    for (const key of ['at', 'of', 'trend'] as const) {
      if (this.#document[key] === undefined) continue;
      this.#error(key, `${key} does not go with a metric, which is one number for a whole run`);
    }
    const names = this.#model.metrics.map((one) => one.name);
    if (names.includes(name)) return { kind: 'metric', name };
    return this.#unknown('metric', `the model has no metric ${JSON.stringify(name)}`, name, names);
  }

  #variable(name: string): Subject | undefined {
    const variable = this.#model.variables.get(name);
    if (variable === undefined || variable.hidden) {
      const visible = [...this.#model.variables.values()].filter((one) => !one.hidden);
      const names = visible.map((one) => one.name);
      const message = `the model has no variable ${JSON.stringify(name)}`;
      return this.#unknown('variable', message, name, names);
    }
    const elements = this.#elements(variable);
    const range = this.#range();
    if (elements === undefined || range === undefined) return undefined;
    return { kind: 'variable', name, elements, ...range };
  }

  // An element picks from the first dimension, not yet picked, that has it; what is left runs over all.
  #elements(variable: Variable): readonly number[] | undefined {
    const { of } = this.#document;
    const wanted = of === undefined ? [] : Array.isArray(of) ? of : [of];
    const picks = new Map<string, number>();
    for (const name of wanted) {
      const dim = variable.dims.find((one) => !picks.has(one) && this.#indexOf(one, name) >= 0);
      if (dim === undefined) {
        const names = variable.dims.flatMap(
          (one) => this.#model.dimensions.get(one)?.elements ?? [],
        );
        const message =
          variable.dims.length === 0
            ? `${variable.name} has no elements`
            : `${JSON.stringify(name)} is not an element of ${variable.dims.join(' or ')}`;
        return this.#unknown('of', message, name, names);
      }
      picks.set(dim, this.#indexOf(dim, name));
    }
    let elements: readonly number[] = [0];
    for (const dim of variable.dims) {
      const count = this.#model.dimensions.get(dim)?.elements.length ?? 1;
      const pick = picks.get(dim);
      const inner = pick === undefined ? Array.from({ length: count }, (_, k) => k) : [pick];
      elements = elements.flatMap((outer) => inner.map((k) => outer * count + k));
    }
    return elements;
  }

  #indexOf(dim: string, name: string): number {
    return this.#model.dimensions.get(dim)?.elements.indexOf(name) ?? -1;
  }

  #range(): { from: number; to: number } | undefined {
    const { at, trend } = this.#document;
    const last = this.#horizon.reports - 1;
    if (at === undefined) {
      if (trend !== undefined) return { from: 0, to: last };
      const expected = 'a month or time, start, end, always, or {from, to}';
      this.#report('missing-key', this.#here(), 'the check does not say when', expected);
      return undefined;
    }
    if (at === 'always') return { from: 0, to: last };
    if (at === 'start') return this.#single(0);
    if (at === 'end') return this.#single(last);
    if (typeof at === 'object') {
      const from = at.from === undefined ? 0 : this.#indexAt(at.from, ['at', 'from']);
      const to = at.to === undefined ? last : this.#indexAt(at.to, ['at', 'to']);
      if (from === undefined || to === undefined) return undefined;
      if (from === to && trend !== undefined) return this.#single(from);
      return from > to ? this.#error('at', 'the last time is before the first') : { from, to };
    }
    const index = this.#indexAt(at, ['at']);
    return index === undefined ? undefined : this.#single(index);
  }

  #single(index: number): { from: number; to: number } | undefined {
    if (this.#document.trend === undefined) return { from: index, to: index };
    return this.#error('at', 'a trend needs more than one time', 'always, or {from, to}');
  }

  #indexAt(moment: Moment, inside: Path): number | undefined {
    const path = [...this.#path, ...inside];
    const name = inside.join('.');
    const { time } = this.#model;
    const reading = readingAt(this.#yaml, path, name, time, this.#diagnostics);
    const index = reportOf(moment, this.#horizon, reading);
    if (index === undefined) return undefined;
    const last = this.#horizon.reports - 1;
    if (index >= 0 && index <= last) return index;
    const [from, to] = [0, last].map((one) => labelOfReport(one, this.#horizon, time));
    const message = `${name} is ${moment}, outside the run`;
    this.#report('time', this.#yaml.placeOf(path), message, `a time from ${from} to ${to}`);
    return undefined;
  }

  condition(): Condition | undefined {
    const document = this.#document;
    const given = CONDITIONS.filter((key) => document[key] !== undefined);
    if (given.length !== 1) {
      const message =
        given.length === 0
          ? 'the check does not say what it expects'
          : `the check expects several things: ${given.join(', ')}`;
      const expected = `one of ${CONDITIONS.join(', ')}`;
      this.#report(given.length === 0 ? 'missing-key' : 'value', this.#here(), message, expected);
      return undefined;
    }
    this.#checkTolerance();
    this.#checkBounds();
    const { equals, between, above, below, trend, tolerance = 0 } = document;
    if (equals !== undefined) return this.#equals(equals);
    if (between !== undefined) {
      const [low, high] = between;
      if (low <= high) return { kind: 'between', low, high };
      return this.#error('between', 'the lowest value is above the highest');
    }
    if (above !== undefined) return { kind: 'above', value: above };
    if (below !== undefined) return { kind: 'below', value: below };
    return trend === undefined ? undefined : { kind: 'trend', trend, tolerance };
  }

  #equals(value: number): Condition | undefined {
    const { tolerance, relative } = this.#document;
    if (tolerance !== undefined) return { kind: 'equals', value, tolerance };
    if (relative !== undefined) {
      return { kind: 'equals', value, tolerance: relative * Math.abs(value) };
    }
    const expected = 'tolerance (in the unit of the value) or relative (a share of it)';
    const message = 'the check does not say how exact it is';
    this.#report('missing-key', this.#here(), message, expected);
    return undefined;
  }

  #checkTolerance(): void {
    const { equals, trend, tolerance, relative } = this.#document;
    if (tolerance !== undefined && relative !== undefined) {
      this.#error('relative', 'there is a tolerance already', 'one of tolerance, relative');
    } else if (relative !== undefined && equals === undefined) {
      this.#error('relative', 'relative goes with equals only');
    } else if (tolerance !== undefined && equals === undefined && trend === undefined) {
      this.#error('tolerance', 'tolerance goes with equals and trend only');
    } else if (relative !== undefined && equals === 0) {
      const expected = 'tolerance';
      this.#error('relative', 'a share of 0 allows no difference at all', expected);
    }
  }

  // A check that holds whatever the model does says nothing.
  #checkBounds(): void {
    const { between, above, below, tolerance, relative, equals } = this.#document;
    const never = (key: string, expected: string) =>
      this.#error(key, `${key} leaves room for every number: the check could not fail`, expected);
    if (between !== undefined && between[0] <= -EVERY && between[1] >= EVERY)
      never('between', 'bounds that the value could pass');
    if (above !== undefined && above <= -EVERY)
      never('above', 'a number that the value could reach');
    if (below !== undefined && below >= EVERY)
      never('below', 'a number that the value could reach');
    if (tolerance !== undefined && tolerance >= EVERY)
      never('tolerance', 'a difference that the value could have');
    if (relative !== undefined && relative >= 1 && tolerance === undefined && equals !== 0)
      this.#error('relative', `with ${relative} even 0 would be near enough`, 'less than 1');
  }

  checkWorlds(): void {
    const { statistic, share } = this.#document;
    const { worlds } = this.#context;
    if (share !== undefined && worlds !== undefined && share * worlds <= 1e-9)
      this.#error('share', `of ${worlds} worlds none need hold`, `at least ${1 / worlds}`);
    for (const [key, value] of [['statistic', statistic] as const, ['share', share] as const]) {
      if (value === undefined || worlds !== undefined) continue;
      this.#error(key, `${key} needs several worlds`, 'worlds: 200 beside expect');
    }
    if (statistic !== undefined && share !== undefined) {
      this.#error('share', 'a statistic is one number for all worlds: share has nothing to count');
    }
  }

  #here(): Place {
    return this.#yaml.placeOf(this.#path);
  }

  #error(key: string, message: string, expected?: string): undefined {
    this.#report('value', this.#yaml.placeOf([...this.#path, key]), message, expected);
  }

  #unknown(key: string, message: string, name: string, names: readonly string[]): undefined {
    const place = this.#yaml.placeOf([...this.#path, key]);
    this.#diagnostics.error('unknown-name', place, message, {
      nearest: () => nearest(name, names),
    });
  }

  #report(code: string, place: Place, message: string, expected?: string): void {
    if (code === 'missing-key' && !this.#context.whole) return;
    this.#diagnostics.error(code, place, message, { expected });
  }
}

/** What is looked at, for people: `fighters[mopti] at end, median`. */
function textOf(document: ExpectationDocument): string {
  const { variable, metric, of, at, statistic } = document;
  const elements = of === undefined ? '' : `[${[of].flat().join(', ')}]`;
  const when =
    at === undefined || at === 'always'
      ? metric === undefined
        ? ' always'
        : ''
      : typeof at === 'object'
        ? ` from ${at.from ?? 'start'} to ${at.to ?? 'end'}`
        : ` at ${at}`;
  return `${variable ?? metric}${elements}${when}${statistic === undefined ? '' : `, ${statistic}`}`;
}
