import type { Engine, Failure, Horizon, Program, RunInputs } from '../../engine/engine.js';
import type { Model } from '../../model/model.js';
import type { Calibration, Target } from '../calibration.js';

/** The paths of some worlds for every series: what the model says would be observed, before noise. */
export interface Paths {
  /** Number of the first world. */
  readonly first: number;
  readonly count: number;
  /** By target: `values[(i * reports + k) * size + element]`; NaN for a world that failed. */
  readonly values: readonly Float64Array[];
  readonly reports: number;
  readonly sizes: readonly number[];
  readonly failures: readonly Failure[];
}

/** The model made ready to give the paths of rows of worlds. */
export class PathRunner {
  readonly #calibration: Calibration;
  readonly #program: Program;
  readonly #key: readonly [number, number];
  readonly #width: number;

  readonly #horizon: Horizon;

  /**
   * @param last the last report that is run; all of the calibration when absent.
   * @param known the model and inputs to run in place of those of the calibration.
   */
  constructor(
    calibration: Calibration,
    engine: Engine,
    key: readonly [number, number],
    last?: number,
    { model, inputs }: { readonly model: Model; readonly inputs: RunInputs } = calibration,
  ) {
    this.#calibration = calibration;
    this.#horizon = upTo(calibration.horizon, last);
    this.#key = key;
    this.#width = calibration.columns.filter((one) => one.of === 'model').length;
    this.#program = engine.prepare(model, {
      horizon: this.#horizon,
      inputs,
      metrics: [],
      outputs: [...new Set(calibration.targets.map((one) => one.output))],
    });
  }

  /**
   * Runs rows of values, laid out as the columns of the calibration.
   * @param first number of the first world, which keys its random streams.
   */
  run(rows: Float64Array, count: number, first: number): Paths {
    const { columns, targets } = this.#calibration;
    const all = columns.length;
    const width = this.#width;
    const values = new Float64Array(count * width);
    for (let i = 0; i < count; i++) values.set(rows.subarray(i * all, i * all + width), i * width);
    const block = this.#program.run({
      first,
      count,
      columns: columns.slice(0, width).map((one) => one.name),
      values,
      key: this.#key,
    });
    const { reports } = this.#horizon;
    return {
      first,
      count,
      reports,
      sizes: targets.map((one) => one.observed.labels.length),
      values: targets.map((target) =>
        gathered(target, block.series.get(target.output), count * reports),
      ),
      failures: block.failures,
    };
  }
}

function upTo(horizon: Horizon, last: number | undefined): Horizon {
  if (last === undefined || last + 1 >= horizon.reports) return horizon;
  // The steps of the last report itself lead beyond it.
  const fewer = (horizon.reports - last - 1) * horizon.stepsPerReport;
  return { ...horizon, reports: last + 1, steps: horizon.steps - fewer };
}

// Elements of the output that the series does not tell apart are added.
function gathered(
  { into, observed }: Target,
  series: Float64Array | undefined,
  points: number,
): Float64Array {
  const size = observed.labels.length;
  const result = new Float64Array(points * size);
  const from = into.length;
  for (let point = 0; point < points; point++) {
    for (let e = 0; e < from; e++)
      result[point * size + into[e]!]! += series?.[point * from + e] ?? Number.NaN;
  }
  return result;
}

/** Whether the paths of a series are the same in two runs, in every world and up to a report. */
export function agreeUpTo(a: Paths, b: Paths, target: number, last: number): boolean {
  const size = a.sizes[target] ?? 0;
  const [one, other] = [a.values[target], b.values[target]];
  if (one === undefined || other === undefined || a.count !== b.count) return false;
  for (let i = 0; i < a.count; i++) {
    const [at, from] = [i * a.reports * size, i * b.reports * size];
    for (let k = 0; k < (last + 1) * size; k++) {
      if (!Object.is(one[at + k], other[from + k])) return false;
    }
  }
  return true;
}
