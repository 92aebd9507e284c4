import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Distribution } from '../model/distribution.js';
import { elementLabels, elementName } from '../model/elements.js';
import type { Model, Parameter, ShareWord, Variable } from '../model/model.js';
import type { Assumption, GivenValue, Scenario } from '../scenario/scenario.js';
import type { CompiledDistribution } from './distributions/family.js';
import {
  canGive,
  isIn,
  massOutside,
  naturalRange,
  rangeText,
  readyOnce,
  valuesText,
} from './support.js';

// A value that its own distribution cannot give is an error of the model; what a scenario, a check or a prior says
// beyond that, and a share outside 0 to 1, is a warning: it may be meant.

/** More than this share of the worlds outside a range is worth a warning. */
const WORTH_TELLING = 0.001;

/**
 * Looks at the numbers of a model: a value outside its own distribution is an error, shares and probabilities
 * outside 0 to 1 are warnings.
 */
export function checkModelValues(model: Model, diagnostics: Diagnostics): void {
  for (const variable of model.variables.values()) {
    if (variable.hidden) continue;
    if (variable.kind === 'parameter') checkParameter(variable, model, diagnostics);
    else if (variable.share !== undefined)
      warnOfShare(variable, variable.share, numbersOf(variable), variable.place, diagnostics);
  }
  for (const table of model.tables.values()) {
    if (table.share !== undefined)
      warnOfShare(table, table.share, [...table.ys], table.place, diagnostics);
  }
}

function checkParameter(parameter: Parameter, model: Model, diagnostics: Diagnostics): void {
  const { distribution: spec, share, values, valuesAt = [], distributionAt, place } = parameter;
  const compiled = spec && readyOnce(spec);
  const at = (element: number) => valuesAt[element] ?? valuesAt[0] ?? place;
  for (const [element, value] of values.entries()) {
    const isGiven = spec === undefined || parameter.neutral === true || canGive(spec, value);
    if (spec !== undefined && compiled !== undefined && !isGiven) {
      const label = elementLabels(parameter.dims, model.dimensions)[element] ?? '';
      const name = elementName(parameter.name, label);
      const what = `${name} is ${value}, a value that its distribution never gives`;
      diagnostics.error('range', at(element), what, { expected: valuesText(spec, compiled) });
    } else if (share !== undefined) {
      warnOfShare(parameter, share, [value], at(element), diagnostics);
    }
  }
  if (share === undefined || compiled === undefined) return;
  warnOfMass(parameter, massOutside(compiled, { low: 0, high: 1 }), distributionAt ?? place, {
    low: 0,
    high: 1,
    diagnostics,
  });
}

/** The numbers that a file gives a variable that is no parameter. */
function numbersOf(variable: Variable): readonly number[] {
  switch (variable.kind) {
    case 'input':
      return [...variable.values];
    case 'lever':
      return [variable.min, variable.max, variable.default].filter(Number.isFinite);
    case 'stock':
      return variable.initial.op === 'number' ? [variable.initial.value] : [];
    case 'auxiliary':
      return variable.equation.op === 'number' ? [variable.equation.value] : [];
    default:
      return [];
  }
}

function warnOfShare(
  { name }: { readonly name: string },
  share: ShareWord,
  values: readonly number[],
  place: Place,
  diagnostics: Diagnostics,
): void {
  const outside = values.find((value) => value < 0 || value > 1);
  if (outside === undefined) return;
  const percent = outside > 1 && outside <= 100 ? `; ${outside} % is ${outside / 100}` : '';
  diagnostics.warning('range', place, `${name} is a ${share}, and ${outside} is outside 0 to 1`, {
    expected: `0 to 1${percent}`,
  });
}

interface Outside {
  readonly low: number;
  readonly high: number;
  readonly diagnostics: Diagnostics;
}

function warnOfMass(
  parameter: Parameter,
  mass: number,
  place: Place,
  { low, high, diagnostics }: Outside,
): void {
  if (mass <= WORTH_TELLING) return;
  const percent = Number((100 * mass).toPrecision(2));
  const range = rangeText({ low, high });
  const where = Number.isFinite(high) ? `outside ${range}` : `below ${low}`;
  const what = `${parameter.name} is ${where} in ${percent} % of the worlds`;
  diagnostics.warning('range', place, what, { expected: range });
}

type ScenarioValues = Pick<Scenario, 'base' | 'assumptions' | 'assumedAt' | 'given' | 'file'>;

/** Looks at what a scenario says instead of the model: assumptions, events, levels of levers. */
export function checkScenarioValues(
  { base, assumptions, assumedAt = [], given = [], file }: ScenarioValues,
  diagnostics: Diagnostics,
): void {
  for (const [index, one] of assumptions.entries()) {
    const parameter = base.variables.get(one.parameter);
    const place = assumedAt[index] ?? { file, line: 1, column: 1 };
    if (parameter?.kind === 'parameter') checkAssumed(parameter, one.change, place, diagnostics);
  }
  for (const one of given) checkGiven(base.variables.get(one.variable), one, diagnostics);
}

function checkGiven(
  variable: Variable | undefined,
  { kind, value, at }: GivenValue,
  diagnostics: Diagnostics,
): void {
  if (variable?.kind === 'parameter') {
    const change =
      kind === 'set'
        ? ({ kind: 'fixed', value } as const)
        : kind === 'add'
          ? ({ kind: 'shift', amount: value } as const)
          : ({ kind: 'scale', factor: value } as const);
    checkAssumed(variable, change, at, diagnostics);
  } else if (variable?.share !== undefined && kind === 'set') {
    warnOfShare(variable, variable.share, [value], at, diagnostics);
  }
}

/**
 * Warns of a value that a check sets, where it is of another kind than the variable: a share above 1, a number below
 * 0 where there are none. Checks try extremes on purpose, so the distribution itself does not bind them.
 */
export function checkExtreme(
  variable: Variable,
  value: number,
  place: Place,
  diagnostics: Diagnostics,
): void {
  if (variable.share !== undefined)
    warnOfShare(variable, variable.share, [value], place, diagnostics);
  else if (variable.kind === 'parameter' && !isIn(naturalRange(variable), value)) {
    const expected = rangeText(naturalRange(variable));
    const what = `${variable.name} is taken as ${value}, and its distribution gives nothing like it`;
    diagnostics.warning('range', place, what, { expected });
  }
}

/** Warns of what is assumed of a parameter when its distribution, or its kind, does not give it. */
export function checkAssumed(
  parameter: Parameter,
  change: Assumption['change'],
  place: Place,
  diagnostics: Diagnostics,
): void {
  const { name, share, distribution: spec } = parameter;
  const natural = naturalRange(parameter);
  const own = spec && readyOnce(spec);
  if (change.kind === 'fixed') {
    const { value } = change;
    if (share !== undefined && !isIn({ low: 0, high: 1 }, value))
      warnOfShare(parameter, share, [value], place, diagnostics);
    else if (spec !== undefined && own !== undefined && !isKnown(parameter, spec, value)) {
      const what = `${name} is taken as ${value}, a value that its distribution in the model never gives`;
      diagnostics.warning('range', place, what, { expected: valuesText(spec, own) });
    }
    return;
  }
  if (change.kind === 'distribution') {
    const assumed = readyOnce(change.distribution);
    if (assumed !== undefined) warnOfDistribution(parameter, assumed, place, diagnostics);
    return;
  }
  const [factor, amount] = change.kind === 'scale' ? [change.factor, 0] : [1, change.amount];
  const mass =
    own === undefined
      ? partOf(parameter.values, (value) => isIn(natural, value * factor + amount))
      : massOutside(own, natural, factor, amount);
  warnOfMass(parameter, mass, place, { ...natural, diagnostics });
}

/** Warns of a distribution that is put in place of the model's: an assumption, or a prior. */
export function warnOfDistribution(
  parameter: Parameter,
  assumed: CompiledDistribution,
  place: Place,
  diagnostics: Diagnostics,
): void {
  const natural = naturalRange(parameter);
  const mass = massOutside(assumed, natural);
  if (mass > WORTH_TELLING) {
    warnOfMass(parameter, mass, place, { ...natural, diagnostics });
    return;
  }
  const spec = parameter.distribution;
  const own = spec && readyOnce(spec);
  if (spec === undefined || own === undefined) return;
  const [low, high] = own.support;
  if (massOutside(assumed, { low, high }) <= 0.5) return;
  const what = `most of what is assumed of ${parameter.name} lies where its distribution in the model gives nothing`;
  diagnostics.warning('range', place, what, { expected: valuesText(spec, own) });
}

/** Whether a value is one of the distribution, or the model's own. */
function isKnown({ values }: Parameter, spec: Distribution, value: number): boolean {
  return values.includes(value) || canGive(spec, value);
}

function partOf(values: Float64Array, isGood: (value: number) => boolean): number {
  return values.reduce((sum, value) => (isGood(value) ? sum : sum + 1), 0) / values.length;
}
