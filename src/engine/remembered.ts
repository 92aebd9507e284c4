import { ARGUMENT_RULES, fits, runBounds } from '../model/argument-rules.js';
import type { Memory, Model } from '../model/model.js';
import type { Horizon } from './engine.js';

/** Most numbers that the delays of a run remember together: 32 MB for a world alone, 256 MB for eight in the kernel. */
const MOST_REMEMBERED = 1 << 22;

/** The bounds on the arguments of delay_fixed. */
export const DELAY_BOUNDS = runBounds(ARGUMENT_RULES.get('delay_fixed') ?? []);

/** The delays of a model, by how much of the past they need. */
export interface DelayLimits {
  /** A delay of so many steps gives its first value to the end of the run; a longer one does too. */
  readonly whole: number;
  /** Most steps, so that all delays of the model together stay within bounds. */
  readonly most: number;
}

export function delayLimits(
  model: Model,
  { steps, reports, stepsPerReport }: Pick<Horizon, 'steps' | 'reports' | 'stepsPerReport'>,
): DelayLimits {
  const last = Math.max(steps, (reports - 1) * stepsPerReport);
  const elements = delaysOf(model).reduce((sum, { size }) => sum + size, 0);
  return { whole: last + 1, most: Math.floor(MOST_REMEMBERED / Math.max(1, elements)) };
}

function delaysOf(model: Model): readonly Memory[] {
  return [...model.variables.values()].flatMap((one) =>
    one.kind === 'memory' && one.delay !== undefined ? [one] : [],
  );
}

/** The length of a delay in steps, one at least and no longer than the run; undefined where it cannot be. */
export function delaySteps(delay: number, dt: number, limits: DelayLimits): number | undefined {
  if (!fits(DELAY_BOUNDS, [0, delay])) return undefined;
  const steps = Math.min(limits.whole, Math.max(1, Math.round(delay / dt)));
  return steps <= limits.most ? steps : undefined;
}
