import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Horizon } from '../engine/engine.js';
import { roughRange } from '../model/distribution-range.js';
import { namesIn } from '../model/expr.js';
import type { Model, Parameter } from '../model/model.js';
import type { Candidates } from '../model/short-times.js';
import { ownCandidates, warnOfTimes } from '../model/short-times.js';
import type { MergedScenario } from './merge.js';
import { placeOf } from './part.js';
import type { Assumption } from './scenario.js';

/**
 * Warns, at the assumption, of times of smooth, delay and delay_fixed that are too short or too long once the
 * assumptions of a scenario hold.
 */
export function warnOfAssumedTimes(
  merged: MergedScenario,
  assumptions: readonly Assumption[],
  model: Model,
  horizon: Horizon,
  diagnostics: Diagnostics,
): void {
  if (assumptions.length === 0) return;
  const { start, report, reports, stepsPerReport } = horizon;
  const time = { start, end: start + (reports - 1) * report, report, stepsPerReport };
  const candidates = (parameter: Parameter) =>
    assumptions
      .filter((one) => one.parameter === parameter.source)
      .reduce((before, one) => assumed(before, one), ownCandidates(parameter));
  warnOfTimes(
    {
      variables: model.variables,
      time,
      candidates,
      place: (expr) => {
        const names = namesIn(expr);
        const found = merged.assumptions.find((one) => names.includes(one.parameter));
        return found && placeOf(found.part);
      },
    },
    diagnostics,
  );
}

function assumed(before: Candidates, { change, elements }: Assumption): Candidates {
  const after = changed(before, change);
  // The other elements keep what they had.
  if (elements === undefined) return after;
  return {
    values: [...before.values, ...after.values],
    likely: [...before.likely, ...after.likely],
  };
}

function changed({ values, likely }: Candidates, change: Assumption['change']): Candidates {
  const both = (turn: (value: number) => number) => ({
    values: values.map(turn),
    likely: likely.map(turn),
  });
  switch (change.kind) {
    case 'fixed':
      return both(() => change.value);
    case 'scale':
      return both((value) => value * change.factor);
    case 'shift':
      return both((value) => value + change.amount);
    case 'distribution': {
      const range = roughRange(change.distribution);
      // A world takes its value from the distribution, whatever the model's own value is.
      return { values: range, likely: range };
    }
  }
}
