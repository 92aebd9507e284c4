import type { State } from '../state/state.js';
import type { Binding } from './binding.js';
import { DOING, LOOKING } from './bindings-looking.js';
import { MOVING } from './bindings-moving.js';
import { SLIDING } from './bindings-sliding.js';

export type { Binding, Command } from './binding.js';

/** The key table. The first that applies counts. */
export const BINDINGS: readonly Binding[] = [...MOVING, ...SLIDING, ...LOOKING, ...DOING];

/** Whether a binding does something now. */
export function appliesNow(binding: Binding, state: State): boolean {
  return binding.applies?.(state) ?? true;
}

/** The bindings that do something now. */
export function bindingsNow(state: State): readonly Binding[] {
  return BINDINGS.filter((one) => appliesNow(one, state));
}
