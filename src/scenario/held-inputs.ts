import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Horizon } from '../engine/engine.js';
import type { Input, Model, ModelTime } from '../model/model.js';
import { labelOfReport, momentLabel } from '../model/moments.js';
import { ON_GRID, timeOfReport } from '../model/time-grid.js';

/** The share of a run for which data may be held at their first or last value without a word. */
const MOST_HELD = 0.25;

/**
 * Warns of inputs whose series does not reach over the run: outside its points an input is held at its first or
 * last value, which is a number that nobody observed.
 */
export function warnOfHeldInputs(model: Model, horizon: Horizon, diagnostics: Diagnostics): void {
  for (const variable of model.variables.values()) {
    if (variable.kind !== 'input' || variable.given === undefined || variable.held === true)
      continue;
    const message = heldText(variable, model.time, horizon);
    if (message === undefined || isSaid(`${model.file} ${variable.name} ${message}`, diagnostics))
      continue;
    diagnostics.warning('held-input', variable.place, `inputs.${variable.name}: ${message}`, {
      expected: 'a series that reaches over the run, or held: true if this is meant',
    });
  }
}

// Scenarios that run on one model over the same months share its inputs.
const said = new WeakMap<Diagnostics, Set<string>>();

function isSaid(text: string, diagnostics: Diagnostics): boolean {
  const texts = said.get(diagnostics) ?? new Set();
  said.set(diagnostics, texts);
  const before = texts.has(text);
  texts.add(text);
  return before;
}

function heldText(input: Input, time: ModelTime, horizon: Horizon): string | undefined {
  const lastReport = horizon.reports - 1;
  const [start, end] = [timeOfReport(0, horizon), timeOfReport(lastReport, horizon)];
  const [first = start, last = start] = [input.times[0], input.times.at(-1)];
  const text = (at: number) => momentLabel(at, time, horizon.report);
  const run = `the run (${labelOfReport(0, horizon, time)} to ${labelOfReport(lastReport, horizon, time)})`;
  const slack = ON_GRID * horizon.report;
  if (last < start - slack)
    return `its series ends in ${text(last)}, before ${run}: its last value is held for all of it`;
  if (first > end + slack)
    return `its series begins in ${text(first)}, after ${run}: its first value is held for all of it`;
  // Points are written by hand, and one row is one value: there the ends are meant to hold.
  if (input.given === 'points' || input.times.length === 1) return undefined;
  const most = MOST_HELD * (end - start);
  const parts: string[] = [];
  if (first - start > most)
    parts.push(`its first value is held from ${text(start)} to ${text(first)}`);
  if (end - last > most) parts.push(`its last value is held from ${text(last)} to ${text(end)}`);
  if (parts.length === 0) return undefined;
  return `its series covers only a part of ${run}: ${parts.join(', and ')}`;
}
