import type { Model } from '../model/model.js';
import type { Assumption } from '../scenario/scenario.js';
import type { Column } from './columns.js';
import { columnsOf, parametersOf } from './columns.js';
import type { ColumnKey } from './designs/column-stream.js';
import { columnKey, fillUniform } from './designs/column-stream.js';
import { compileDistribution } from './distributions/compile.js';
import { isDistributionProblem } from './distributions/family.js';
import type { Worlds } from './plan.js';

/** The values that a scenario runs with: `values[i * columns.length + c]`. */
export interface AssumedValues {
  readonly columns: readonly string[];
  readonly values: Float64Array;
}

/**
 * The values of the worlds under a scenario's assumptions. Each world keeps its quantile: under a changed
 * distribution it stays as high or low as it was. `scale` and `shift` act on the value drawn. Several
 * assumptions on the same parameter act in turn.
 *
 * A parameter that did not vary gets a column after the others; when it is given a distribution, its
 * quantiles are random numbers keyed by the worlds' key and its name, the same under every scenario.
 *
 * @param first number of the first of these worlds in their plan.
 * @returns the worlds' own arrays when nothing changes.
 * @throws Error when a distribution cannot be drawn from: check it first with `checkAssumptions`.
 */
export function applyAssumptions(
  worlds: Worlds,
  model: Model,
  assumptions: readonly Assumption[],
  first = 0,
): AssumedValues {
  return readyAssumptions(worlds, model, assumptions)(worlds, first);
}

/** Makes `applyAssumptions` ready for any stretch of the worlds of a plan. */
export function readyAssumptions(
  { columns: drawn, key }: Pick<Worlds, 'columns' | 'key'>,
  model: Model,
  assumptions: readonly Assumption[],
): (worlds: Worlds, first: number) => AssumedValues {
  if (assumptions.length === 0) return ({ values }) => ({ columns: drawn, values });
  const known = new Map(parametersOf(model).map((one) => [one.name, columnsOf(model, one)]));
  const touched = assumptions.map((one) =>
    (known.get(one.parameter) ?? []).filter(
      ({ element }) => one.elements === undefined || one.elements.includes(element),
    ),
  );
  const added = addedColumns(drawn, touched.flat());
  const columns = [...drawn, ...added.map(({ name }) => name)];
  const width = columns.length;
  const placeOf = new Map(columns.map((name, c) => [name, c]));
  const changes = assumptions.flatMap(({ change }, a) => {
    const compute = changeOf(change);
    return (touched[a] ?? []).map(({ name, stream }) => {
      const c = placeOf.get(name) ?? 0;
      const own = c < drawn.length ? c : columnKey(key.join('.'), 'assumption', stream);
      return { c, compute, quantiles: change.kind === 'distribution' ? own : undefined };
    });
  });
  return (worlds, first) => {
    const values = new Float64Array(worlds.count * width);
    spread(worlds.values, drawn.length, values, width);
    for (const [k, { parameter, element }] of added.entries())
      fill(values, drawn.length + k, width, () => parameter.values[element] ?? Number.NaN);
    for (const { c, compute, quantiles: from } of changes) {
      const quantiles = from === undefined ? undefined : quantilesOf(worlds, from, first);
      fill(values, c, width, (value, i) => compute(value, quantiles?.[i] ?? 0.5));
    }
    return { columns, values };
  };
}

function addedColumns(drawn: readonly string[], touched: readonly Column[]): readonly Column[] {
  const present = new Set(drawn);
  return touched.filter(({ name }) => {
    if (present.has(name)) return false;
    present.add(name);
    return true;
  });
}

function changeOf(change: Assumption['change']): (value: number, quantile: number) => number {
  switch (change.kind) {
    case 'fixed':
      return () => change.value;
    case 'scale':
      return (value) => value * change.factor;
    case 'shift':
      return (value) => value + change.amount;
    case 'distribution': {
      const compiled = compileDistribution(change.distribution);
      if (isDistributionProblem(compiled)) throw new Error(compiled.problem);
      return (_value, quantile) => compiled.quantile(quantile);
    }
  }
}

/** The quantiles of a column, or of one that the worlds do not have. */
function quantilesOf(worlds: Worlds, from: number | ColumnKey, first: number): Float64Array {
  const result = new Float64Array(worlds.count);
  if (typeof from !== 'number') {
    fillUniform(from, first, worlds.count, result);
    return result;
  }
  const width = worlds.columns.length;
  for (let i = 0; i < worlds.count; i++) result[i] = worlds.quantiles[i * width + from]!;
  return result;
}

function fill(
  values: Float64Array,
  c: number,
  width: number,
  compute: (value: number, world: number) => number,
): void {
  for (let i = 0; i * width < values.length; i++) {
    values[i * width + c] = compute(values[i * width + c]!, i);
  }
}

/** Copies rows of `narrow` numbers to the front of rows of `wide`. */
function spread(from: Float64Array, narrow: number, to: Float64Array, wide: number): void {
  if (narrow === wide) {
    to.set(from);
    return;
  }
  for (let i = 0; i * wide < to.length; i++) {
    for (let c = 0; c < narrow; c++) to[i * wide + c] = from[i * narrow + c]!;
  }
}
