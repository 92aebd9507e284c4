import { roundTo } from '../../analysis/precision.js';
import type { AssumptionHead } from '../../live/bench.js';
import type { DraftAssumption } from '../../scenario/draft.js';
import { withEdit } from './history.js';
import { selectedAssumption } from './selectors.js';
import type { Action, Shifts, State } from './state.js';

// A slider has so many steps from its 5 % to its 95 % quantile; a scale goes by so much at a time.
const STEPS = 20;
const SCALE_STEP = 0.05;

/** What keys do to the assumption under the cursor. */
export function reduceAssumptions(state: State, action: Action): State | undefined {
  const head = selectedAssumption(state);
  if (head === undefined) return undefined;
  switch (action.type) {
    case 'nudge':
      return shifted(state, head, moved(head, state.shifts[head.name], action.by));
    case 'narrow':
      return shifted(state, head, narrowed(head, state.shifts[head.name]));
    case 'reset':
      return shifted(state, head, undefined);
    default:
      return undefined;
  }
}

/** Sets an assumption to a number typed in. */
export function assumeValue(state: State, value: number): State {
  const head = selectedAssumption(state);
  if (head === undefined) return state;
  return shifted(state, head, head.scaled ? { scale: value } : value);
}

function shifted(state: State, head: AssumptionHead, change: DraftAssumption | undefined): State {
  const { [head.name]: before, ...others } = state.shifts;
  if (JSON.stringify(before) === JSON.stringify(change)) return state;
  const shifts: Shifts = change === undefined ? others : { ...others, [head.name]: change };
  const { drafts, cursor } = state;
  return withEdit(state, { drafts, cursor, shifts });
}

function moved(
  head: AssumptionHead,
  before: DraftAssumption | undefined,
  by: number,
): DraftAssumption {
  if (head.scaled) {
    const scale = typeof before === 'object' && 'scale' in before ? before.scale : 1;
    return { scale: Number(Math.max(0, scale + by * SCALE_STEP).toFixed(2)) };
  }
  if (head.choices !== undefined) {
    const at =
      typeof before === 'number' ? head.choices.indexOf(before) : by > 0 ? -1 : head.choices.length;
    const next = Math.max(0, Math.min(head.choices.length - 1, at + Math.sign(by)));
    return head.choices[next] ?? 0;
  }
  const width = head.p95 - head.p05;
  const step = width / STEPS;
  if (!(step > 0)) return before ?? head.p50;
  const from = typeof before === 'number' ? before : head.p50;
  // On a grid from the 5 % quantile, so that the same steps lead back to the same number.
  const steps = Math.round((from - head.p05) / step) + by;
  const value = head.p05 + Math.max(0, Math.min(STEPS, steps)) * step;
  return roundTo(value, width);
}

// The middle half of the worlds is kept; asked again, the model's own is back.
function narrowed(
  head: AssumptionHead,
  before: DraftAssumption | undefined,
): DraftAssumption | undefined {
  if (head.scaled || head.choices !== undefined || head.p25 === head.p75) return before;
  if (typeof before === 'object' && 'distribution' in before) return undefined;
  const width = head.p75 - head.p25;
  const [low, high] = [roundTo(head.p25, width), roundTo(head.p75, width)];
  return { distribution: { kind: 'uniform', low, high } };
}
