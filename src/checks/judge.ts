import { quantile } from '../analysis/quantile.js';
import type { Condition, Expectation } from './check.js';
import type { Statistic } from './document.js';

/**
 * What a run gave for one expectation: `values[(world * times + t) * elements + e]`. A metric has one time and
 * one element.
 */
export interface Found {
  readonly worlds: number;
  readonly times: number;
  readonly elements: number;
  readonly values: Float64Array;
}

/** Whether an expectation holds, and the value that decides it: the one furthest out, or nearest to it. */
export interface Verdict {
  readonly passed: boolean;
  readonly found: number;
  /** Found minus expected, or how far outside the bounds; 0 when within them. */
  readonly difference: number;
  /** Where the deciding value stands; `world` is absent for a statistic over worlds. */
  readonly at: { readonly world?: number; readonly time: number; readonly element: number };
  /** Worlds in which the condition holds. */
  readonly holdsIn: number;
}

/** Judges one expectation by the values found for it. */
export function judge(expectation: Expectation, found: Found): Verdict {
  const { condition, statistic, share = 1 } = expectation;
  const judged = statistic === undefined ? found : overWorlds(found, statistic);
  const worlds = Array.from({ length: judged.worlds }, (_, w) => worstOf(condition, judged, w));
  const holdsIn = worlds.filter((one) => holds(condition, one.badness)).length;
  const worst = worlds.reduce((a, b) => (isWorse(b, a) ? b : a));
  const { value, world, time, element } = worst;
  return {
    // A share such as 0.3 of 10 worlds must not fail by the rounding of 0.3 * 10.
    passed: holdsIn >= share * judged.worlds - 1e-9,
    found: value,
    difference: differenceOf(condition, value, worst.badness),
    at: { ...(statistic === undefined ? { world } : {}), time, element },
    holdsIn,
  };
}

interface Candidate {
  /** How far the value is outside the condition: below 0 when it holds, NaN when it is not a number. */
  readonly badness: number;
  readonly value: number;
  readonly world: number;
  readonly time: number;
  readonly element: number;
}

// What is not a number fails, whatever else there is.
function isWorse(a: Candidate, b: Candidate): boolean {
  if (Number.isNaN(b.badness)) return false;
  return Number.isNaN(a.badness) || a.badness > b.badness;
}

function worstOf(condition: Condition, found: Found, world: number): Candidate {
  let worst: Candidate | undefined;
  const last = condition.kind === 'trend' ? found.times - 1 : found.times;
  for (let time = 0; time < last; time++) {
    for (let element = 0; element < found.elements; element++) {
      const here = valueAt(found, world, time, element);
      const value =
        condition.kind === 'trend' ? valueAt(found, world, time + 1, element) - here : here;
      const badness = badnessOf(condition, value);
      const candidate = { badness, value, world, time, element };
      if (worst === undefined || isWorse(candidate, worst)) worst = candidate;
    }
  }
  return worst ?? { badness: Number.NaN, value: Number.NaN, world, time: 0, element: 0 };
}

function valueAt(found: Found, world: number, time: number, element: number): number {
  return found.values[(world * found.times + time) * found.elements + element] ?? Number.NaN;
}

function badnessOf(condition: Condition, value: number): number {
  switch (condition.kind) {
    case 'equals':
      return Math.abs(value - condition.value) - condition.tolerance;
    case 'between':
      return Math.max(condition.low - value, value - condition.high);
    case 'above':
      return condition.value - value;
    case 'below':
      return value - condition.value;
    case 'trend':
      return badnessOfStep(condition, value);
  }
}

// `value` is the change from one report to the next.
function badnessOfStep(condition: Condition & { kind: 'trend' }, value: number): number {
  const { trend, tolerance } = condition;
  return (trend === 'rising' || trend === 'not_falling' ? -value : value) - tolerance;
}

// On the bound itself `above`, `below`, `rising` and `falling` do not hold; the others do.
function holds(condition: Condition, badness: number): boolean {
  const { kind } = condition;
  const strict =
    kind === 'above' ||
    kind === 'below' ||
    (kind === 'trend' && (condition.trend === 'rising' || condition.trend === 'falling'));
  return strict ? badness < 0 : badness <= 0;
}

function differenceOf(condition: Condition, value: number, badness: number): number {
  if (condition.kind === 'equals') return value - condition.value;
  return Number.isNaN(badness) ? badness : Math.max(0, badness);
}

function overWorlds(found: Found, statistic: Statistic): Found {
  const size = found.times * found.elements;
  const values = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const sample = Float64Array.from(
      { length: found.worlds },
      (_, world) => found.values[world * size + k] ?? Number.NaN,
    );
    values[k] = statisticOf(sample, statistic);
  }
  return { ...found, worlds: 1, values };
}

const PROBABILITY = { min: 0, p05: 0.05, p25: 0.25, median: 0.5, p75: 0.75, p95: 0.95, max: 1 };

/** A statistic of a sample. NaN if any value is, or if there are none. */
export function statisticOf(sample: Float64Array, statistic: Statistic): number {
  if (sample.length === 0 || sample.some(Number.isNaN)) return Number.NaN;
  if (statistic === 'mean') return sample.reduce((sum, value) => sum + value, 0) / sample.length;
  return quantile(sample, PROBABILITY[statistic]);
}
