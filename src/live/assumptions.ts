import { gradeOf } from '../analysis/provenance.js';
import { quantiles } from '../analysis/quantile.js';
import type { Model, Parameter } from '../model/model.js';
import { formatUnit } from '../model/unit.js';
import type { Worlds } from '../plan/plan.js';
import type { AssumptionHead } from './bench.js';

const SHOWN = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/**
 * The parameters that vary over worlds, those that are contested first: a choice between theories, then effects
 * whose sign is open, then the rest.
 */
export function assumptionsOf(model: Model, worlds: Worlds): AssumptionHead[] {
  const heads = [...model.variables.values()].flatMap((one) => {
    if (one.kind !== 'parameter' || one.hidden || one.distribution === undefined) return [];
    const values = valuesOf(one, worlds);
    return values.length === 0 ? [] : [headOf(model, one, values)];
  });
  return [
    ...heads.filter((one) => one.choices !== undefined),
    ...heads.filter((one) => one.choices === undefined && one.contested),
    ...heads.filter((one) => one.choices === undefined && !one.contested),
  ];
}

function headOf(model: Model, one: Parameter, values: Float64Array): AssumptionHead {
  const [p05 = 0, p25 = 0, p50 = 0, p75 = 0, p95 = 0] = quantiles(values, SHOWN);
  const { distribution } = one;
  const choices =
    distribution?.kind === 'discrete'
      ? { choices: [...new Set(distribution.values)].sort(byValue) }
      : {};
  const unit = formatUnit(one.unit);
  return {
    name: one.source,
    title: one.title,
    unit: unit === '1' ? '' : unit,
    grade: gradeOf(model, one.source),
    contested:
      distribution?.kind === 'discrete' || distribution?.kind === 'mixture' || p05 * p95 < 0,
    // Elements may differ a lot: a parameter over regions is scaled as a whole.
    scaled: one.size > 1,
    ...choices,
    p05,
    p25,
    p50,
    p75,
    p95,
  };
}

const byValue = (a: number, b: number) => a - b;

function valuesOf({ source }: Parameter, worlds: Worlds): Float64Array {
  const at = worlds.columns.flatMap((name, c) =>
    name === source || name.startsWith(`${source}[`) ? [c] : [],
  );
  const width = worlds.columns.length;
  return Float64Array.from({ length: at.length * worlds.count }, (_, i) => {
    const world = Math.floor(i / at.length);
    return worlds.values[world * width + (at[i % at.length] ?? 0)] ?? Number.NaN;
  });
}
