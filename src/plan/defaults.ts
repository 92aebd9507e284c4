import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { DESIGNS, type Design } from '../scenario/designs.js';
import type { PlanWishes } from '../scenario/scenario.js';
import type { Plan } from './plan.js';

export const DEFAULT_PLAN: Plan = { worlds: 200, design: 'latin_hypercube', seed: 'toguna' };

export const MAX_WORLDS = 10_000_000;
const MAX_SEED = 200;

/** What the command line asks of the plan; it goes before what a scenario asks. */
export type PlanOverrides = Pick<PlanWishes, 'worlds' | 'design' | 'seed'>;

/** Where a problem with an option of the command line is said to be. */
export const COMMAND_LINE: Place = { file: 'command line', line: 1, column: 1 };

/**
 * The plan that a scenario and the command line ask for together. Each bad wish is one error, at `place` for
 * the scenario's and at {@link COMMAND_LINE} for the command line's, and the default stands in for it.
 */
export function resolvePlan(
  wishes: PlanWishes,
  overrides: PlanOverrides,
  place: Place,
  diagnostics: Diagnostics,
): Plan {
  const asked = <K extends keyof PlanOverrides>(key: K): Asked<PlanOverrides[K]> =>
    overrides[key] === undefined
      ? { value: wishes[key], place }
      : { value: overrides[key], place: COMMAND_LINE };
  return {
    worlds: checkedWorlds(asked('worlds'), diagnostics),
    design: checkedDesign(asked('design'), diagnostics),
    seed: checkedSeed(asked('seed'), diagnostics),
  };
}

interface Asked<T> {
  readonly value: T;
  readonly place: Place;
}

function checkedWorlds(
  { value, place }: Asked<number | undefined>,
  diagnostics: Diagnostics,
): number {
  if (value === undefined) return DEFAULT_PLAN.worlds;
  if (Number.isInteger(value) && value >= 1 && value <= MAX_WORLDS) return value;
  diagnostics.error('plan', place, `the plan asks for ${value} worlds`, {
    expected: 'a whole number from 1 to 10,000,000',
  });
  return DEFAULT_PLAN.worlds;
}

function checkedDesign(
  { value, place }: Asked<string | undefined>,
  diagnostics: Diagnostics,
): Design {
  if (value === undefined) return DEFAULT_PLAN.design;
  const known = DESIGNS.find((design) => design === value);
  if (known !== undefined) return known;
  diagnostics.error('plan', place, `there is no sampling design ${JSON.stringify(value)}`, {
    expected: `one of ${DESIGNS.join(', ')}`,
    nearest: () => nearest(value.replace(/[- ]/g, '_'), DESIGNS),
  });
  return DEFAULT_PLAN.design;
}

function checkedSeed(
  { value, place }: Asked<string | undefined>,
  diagnostics: Diagnostics,
): string {
  if (value === undefined) return DEFAULT_PLAN.seed;
  if (value.length >= 1 && value.length <= MAX_SEED) return value;
  const what = value === '' ? 'the seed is empty' : `the seed has ${value.length} characters`;
  diagnostics.error('plan', place, what, { expected: `a text of 1 to ${MAX_SEED} characters` });
  return DEFAULT_PLAN.seed;
}
