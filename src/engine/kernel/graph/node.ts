import type { Draw, Reduction } from '../../../model/expr.js';

/** What a node does with its arguments. Comparisons and logic give masks; `truth` turns a mask into 1 or 0. */
export type Op =
  | 'const'
  | 'leaf'
  | Arithmetic
  | Comparison
  | 'and'
  | 'or'
  | 'not'
  | 'truth'
  | 'select'
  | 'lookup'
  | 'draw'
  | 'reduce'
  | 'network'
  | 'pick'
  | 'assemble'
  /** What a memory gives, at a place of its ring that is worked out for each world. */
  | 'ringRead';

export type Arithmetic =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'neg'
  | 'abs'
  | 'sqrt'
  | 'floor'
  | 'ceil'
  | 'round'
  | 'sign'
  | 'min'
  | 'max'
  | 'exp'
  | 'log'
  | 'log10'
  | 'pow'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'atan'
  | 'tanh';

export type Comparison = 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne';

/** What a value can change with, as bits; 0 for numbers. */
export const BY_WORLD = 1;
export const BY_TIME = 2;
/** With the state of a run, or a random draw: a new value each step of each world. */
export const BY_STATE = 4;

/** Where a leaf's value comes from. */
export type LeafKind =
  /** A parameter. */
  | 'parameter'
  /** What is the same in all worlds at a time: the time itself, a lever, an input, a discount. */
  | 'series'
  /** A stock, at the start of the step. */
  | 'state'
  /** A stock, at the stage of Runge-Kutta at hand. */
  | 'stage'
  /** The value that a memory gives this step. */
  | 'memory'
  /** The number of places of a memory's ring, set at the start of a run. */
  | 'places'
  /** A value of the first stage of Runge-Kutta. */
  | 'kept'
  /** A sum over the stages of Runge-Kutta. */
  | 'total'
  /** A sum over the steps of a run. */
  | 'sum'
  /** A number of the stage at hand: its weight, the sum of weights, how far ahead the next one stands. */
  | 'stageNumber';

/** How `pick` finds the element of one dimension of its argument: by the loop over another, or fixed. */
export type PickIndex = { readonly loop: string } | { readonly element: number };

/** A value, for each element of its dimensions. Equal nodes are one node. */
export interface Node {
  readonly id: number;
  readonly op: Op;
  readonly args: readonly Node[];
  /** In the order of the model's dimensions. */
  readonly dims: readonly string[];
  readonly varies: number;
  readonly isMask: boolean;
  /** Of a number (for a constant mask: 1 or 0). */
  readonly value: number;
  /** Of a leaf, a table, a stream, a network, a memory. */
  readonly name: string;
  readonly leaf?: LeafKind;
  readonly draw?: Draw;
  readonly reduction?: Exclude<Reduction, 'mean'>;
  /** Dimensions that a reduction or a network runs over. */
  readonly over: readonly string[];
  /** Pick: for each dimension of its argument. */
  readonly index: readonly PickIndex[];
  /** A number that its value, when it is one, is never below; -Infinity if nothing is known. */
  readonly atLeast: number;
  /** Whether it can be infinite, or not a number, in a world that does not fail. */
  mayBeInfinite: boolean;
  mayBeNaN: boolean;
  /** Whether it is the value of a variable, which must be finite. */
  isFormula: boolean;
}
