import type { Engine } from '../engine/engine.js';
import { horizonOf } from '../engine/horizon.js';
import { elementLabels } from '../model/elements.js';
import type { Calibration, Handover } from './calibration.js';

/** A parameter, or one element of it, and its value in each world. */
export interface HandedColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * What each world of a posterior hands over to scenarios that start at a later time: the values that some variables
 * have reached by then, as columns of the parameters that set them at a start.
 * @param rows of the posterior, all columns.
 */
export function handedOver(
  calibration: Calibration,
  { at, values }: Handover,
  rows: Float64Array,
  engine: Engine,
  key: readonly [number, number],
  first: number,
): readonly HandedColumn[] {
  const { model, inputs, horizon } = calibration;
  const columns = calibration.columns.filter((one) => one.of === 'model');
  const all = calibration.columns.length;
  const count = rows.length / all;
  const end = horizon.start + at * horizon.report;
  const program = engine.prepare(model, {
    horizon: horizonOf(model.time, horizon.start, end),
    inputs,
    metrics: [],
    outputs: [...new Set(values.map((one) => one.variable))],
  });
  const given = new Float64Array(count * columns.length);
  for (let i = 0; i < count; i++)
    given.set(rows.subarray(i * all, i * all + columns.length), i * columns.length);
  const block = program.run({
    first,
    count,
    columns: columns.map((one) => one.name),
    values: given,
    key,
  });
  return values.flatMap(({ parameter, variable }) => {
    const dims = model.variables.get(parameter)?.dims ?? [];
    const labels = elementLabels(dims, model.dimensions);
    const series = block.series.get(variable);
    return labels.map((label, element) => ({
      name: label === '' ? parameter : `${parameter}[${label}]`,
      values: Float64Array.from(
        { length: count },
        (_, i) => series?.[(i * (at + 1) + at) * labels.length + element] ?? Number.NaN,
      ),
    }));
  });
}
