import type { Horizon, RunInputs } from '../../engine/engine.js';
import type { Input, Model } from '../../model/model.js';
import { ON_GRID, timeOfReport } from '../../model/time-grid.js';

/** What runs when only what was known at an origin may be used. */
export interface KnownThen {
  readonly model: Model;
  readonly inputs: RunInputs;
  /** Whether anything after the origin was taken away: otherwise it is what ran anyway. */
  readonly changed: boolean;
}

/**
 * The model and its inputs as known after report `origin`: every exogenous series and lever is held at its value
 * of then, and events after it do not happen. An event that begins at the origin or before it goes on as it was at
 * the origin.
 * @param ahead inputs that are known beyond the origin all the same, such as the growth of the population.
 */
export function knownThen(
  model: Model,
  inputs: RunInputs,
  horizon: Horizon,
  origin: number,
  ahead: readonly string[],
): KnownThen {
  const time = timeOfReport(origin, horizon) + ON_GRID * horizon.report;
  const cut = [...model.variables].map(([name, variable]) =>
    variable.kind === 'input' && !ahead.includes(name)
      ? ([name, held(variable, time)] as const)
      : ([name, variable] as const),
  );
  const levers = [...inputs.levers].map(([name, levels]) => {
    const size = levels.length / horizon.reports;
    return [name, heldLevels(levels, origin, size)] as const;
  });
  const lastStep = (origin + 1) * horizon.stepsPerReport;
  const jumps = inputs.jumps.filter((one) => one.step < lastStep);
  const changed =
    cut.some(([name, variable]) => model.variables.get(name) !== variable) ||
    levers.some(([name, levels]) => inputs.levers.get(name) !== levels) ||
    jumps.length < inputs.jumps.length;
  return changed
    ? {
        model: { ...model, variables: new Map(cut) },
        inputs: { levers: new Map(levers), jumps },
        changed,
      }
    : { model, inputs, changed };
}

/** The series up to a time, its value of then held from there on; the same object when nothing changes. */
function held(input: Input, time: number): Input {
  const { times, values, size } = input;
  const known = times.findLastIndex((one) => one <= time);
  // Before the first point the first value holds anyway.
  if (known === times.length - 1 || known < 0) return known < 0 ? firstOnly(input) : input;
  const at = values.slice(known * size, (known + 1) * size);
  const later = values.subarray((known + 1) * size);
  if (later.every((one, i) => one === at[i % size])) return input;
  // Between two points only the earlier one was known, so it holds also where a line leads on.
  const end = known + 1;
  return { ...input, times: times.slice(0, end), values: values.slice(0, end * size) };
}

function firstOnly(input: Input): Input {
  if (input.times.length === 1) return input;
  return { ...input, times: input.times.slice(0, 1), values: input.values.slice(0, input.size) };
}

function heldLevels(levels: Float64Array, origin: number, size: number): Float64Array {
  const from = origin * size;
  const same = levels.every((one, at) => at < from || one === levels[from + (at % size)]);
  if (same || from >= levels.length) return levels;
  return Float64Array.from(levels, (one, at) => (at < from ? one : levels[from + (at % size)]!));
}
