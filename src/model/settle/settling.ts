import type { Plumbing } from '../plumbing.js';

/** A pipe at a slot that is settled. */
export interface Part {
  readonly pipe: number;
  /** Whether it is an outflow of the slot. */
  readonly out: boolean;
  /** Whether it is cut here when it drains the slot; an inflow drains it when it runs backwards. */
  readonly drains: boolean;
  /** Whether what it brings can be drained at once. */
  readonly counts: boolean;
}

/** Cuts the flows that drain a slot, so that they take no more than there is. */
export interface Settlement {
  readonly slot: number;
  /** `first` and `last` serve flows that run backwards alone, before the others or with what these left. */
  readonly phase: 'first' | 'main' | 'last';
  readonly parts: readonly Part[];
}

/** Equations whose operands are known, in order, and then the settlements whose flows are, in order. */
export interface Round {
  readonly equations: readonly string[];
  readonly settlements: readonly Settlement[];
}

/** How the equations and the floors of a model take turns: what a floor cuts is what every equation sees. */
export interface Settling {
  readonly plumbing: Plumbing;
  readonly rounds: readonly Round[];
  /** By slot: what fills it without having counted in any settlement. */
  readonly uncounted: ReadonlyMap<number, readonly Part[]>;
  /** At the start of a run, flows that a first value sees as asked for: they could be cut only once it is known. */
  readonly asked: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A ring through floors: flows that depend on what they themselves leave. */
export interface FloorRing {
  /** From each to what it waits for; the first is not repeated. */
  readonly members: readonly RingMember[];
}

export type RingMember =
  /** An equation, or a flow as it is read. */
  | { readonly kind: 'variable'; readonly name: string }
  /** The floor of a slot. */
  | { readonly kind: 'floor'; readonly slot: number };
