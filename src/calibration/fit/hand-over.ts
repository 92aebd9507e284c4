import seedrandom from 'seedrandom';
import type { Engine } from '../../engine/engine.js';
import { horizonOf } from '../../engine/horizon.js';
import { elementLabels } from '../../model/elements.js';
import { timeOfReport } from '../../model/time-grid.js';
import { normalQuantile } from '../../plan/distributions/normal-function.js';
import type { Calibration, Handover } from '../calibration.js';
import type { Past } from './past.js';
import { pastOf } from './past.js';
import { PathRunner } from './runs.js';

/** A parameter, or one element of it, and its value in each world. */
export interface HandedColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * What each world of a posterior hands over to scenarios that start at a later time: the values that some variables
 * have reached by then, and what has been learnt of the lasting drift of a series, as columns of the parameters that
 * set them at a start. The drift is drawn from what each world believes of it.
 * @param rows of the posterior, all columns.
 * @param first a number that no run of the fit has reached, to key the random streams of these runs.
 */
export function handedOver(
  calibration: Calibration,
  { at, values }: Handover,
  rows: Float64Array,
  engine: Engine,
  key: readonly [number, number],
  first: number,
): readonly HandedColumn[] {
  const { model, horizon, seed } = calibration;
  const count = rows.length / calibration.columns.length;
  const variables = values.flatMap(({ from }) => ('variable' in from ? [from.variable] : []));
  const reached = valuesAt(calibration, at, rows, variables, engine, key, first);
  const pasts = new Map<number, Past>();
  const pastFor = (target: number): Past => {
    const known = pasts.get(target);
    if (known !== undefined) return known;
    const last = Math.min(at - 1, horizon.reports - 1);
    const paths = new PathRunner(calibration, engine, key, last).run(rows, count, first);
    const past = pastOf(calibration, target, rows, paths, last);
    pasts.set(target, past);
    return past;
  };
  return values.flatMap(({ parameter, from }) => {
    const labels = elementLabels(model.variables.get(parameter)?.dims ?? [], model.dimensions);
    return labels.map((label, element) => {
      const name = label === '' ? parameter : `${parameter}[${label}]`;
      const random = seedrandom(`${seed}/handover/${name}`);
      const valueIn = (i: number): number => {
        if ('value' in from) return from.value;
        if ('variable' in from)
          return reached.get(from.variable)?.[i * labels.length + element] ?? Number.NaN;
        const last = Math.min(at - 1, horizon.reports - 1);
        const drift = pastFor(from.driftOf).drift(i, element, last);
        if (drift === undefined) return 1;
        const { lastingMean, lastingVariance } = drift;
        const score = normalQuantile(random() || 2 ** -53);
        return Math.exp(lastingMean + Math.sqrt(lastingVariance) * score);
      };
      return { name, values: Float64Array.from({ length: count }, (_, i) => valueIn(i)) };
    });
  });
}

/** Values of some variables at a report: `values[i * size + element]`. */
function valuesAt(
  calibration: Calibration,
  at: number,
  rows: Float64Array,
  variables: readonly string[],
  engine: Engine,
  key: readonly [number, number],
  first: number,
): ReadonlyMap<string, Float64Array> {
  if (variables.length === 0) return new Map();
  const { model, inputs, horizon } = calibration;
  const columns = calibration.columns.filter((one) => one.of === 'model');
  const all = calibration.columns.length;
  const count = rows.length / all;
  const given = new Float64Array(count * columns.length);
  for (let i = 0; i < count; i++)
    given.set(rows.subarray(i * all, i * all + columns.length), i * columns.length);
  const end = timeOfReport(at, horizon);
  const program = engine.prepare(model, {
    horizon: horizonOf(model.time, horizon.start, end),
    inputs,
    metrics: [],
    outputs: [...new Set(variables)],
  });
  const names = columns.map((one) => one.name);
  const block = program.run({ first, count, columns: names, values: given, key });
  return new Map(
    Array.from(block.series, ([name, series]) => {
      const size = series.length / (count * (at + 1));
      const last = Float64Array.from({ length: count * size }, (_, k) => {
        const i = Math.floor(k / size);
        return series[(i * (at + 1) + at) * size + (k % size)]!;
      });
      return [name, last] as const;
    }),
  );
}
