import type { Table } from '../../../model/model.js';
import type { Graph } from '../graph/graph.js';
import type { Node } from '../graph/node.js';
import type { Base, Slot } from '../plan/slot.js';
import type { Code, Emit, Local } from '../wasm/code.js';

type V = Emit<'v128'>;
type I = Emit<'i32'>;

/** A table as it stands in memory: a row of x, y and the way to the next point for each. */
export interface TableRows {
  readonly table: Table;
  readonly address: number;
}

/** The weights of a network other than 0: for element r those numbered `starts[r]` up to `starts[r + 1]`. */
export interface SparseRows {
  readonly starts: readonly number[];
  readonly columns: readonly number[];
  readonly weights: readonly number[];
}

/** Where a module keeps what all its code shares. */
export interface Places {
  /** Two words for each stream of random numbers, by name: its key. */
  readonly streams: ReadonlyMap<string, number>;
  /** Two words for each element, made from its names, by the dimensions that a draw varies over. */
  readonly elements: ReadonlyMap<string, number>;
  readonly tables: ReadonlyMap<string, TableRows>;
  readonly networks: ReadonlyMap<string, SparseRows>;
  /** A word for each lane: the number of its world. */
  readonly worlds: number;
}

/** What code in one function can refer to. */
export interface Frame {
  readonly code: Code;
  readonly graph: Graph;
  readonly places: Places;
  /** Vectors worked on side by side; two worlds each. */
  readonly vectors: number;
  /** Where the list of a large network's weights starts, for arrays with these steps between elements. */
  networkList(node: Node, from: number, to: number): { readonly rows: number };
  /** Where a node's value stands in memory, if it does. */
  slotOf(node: Node): Slot | undefined;
  pointer(base: Base): I;
  /** The value of a number of the stage at hand. */
  readonly numberOf?: (node: Node) => V | undefined;
  /** Values in locals of the function, one for each vector. */
  readonly locals: Map<Node, readonly V[]>;
  /** The sum of all that was checked: not finite as soon as one of the values was not. */
  readonly verdicts: readonly Local<'v128'>[];
  /**
   * Cleared in the lanes of worlds for which a fast function would not do: then the step is done again with the
   * full ones. Absent where only those are used.
   */
  readonly fine?: readonly Local<'v128'>[];
  /** All bits in steps that are taken. */
  readonly takes?: V;
  /** The number of the step. */
  readonly step?: I;
  /** Reports: the address of a variable's first value of the first lane, and the bytes from lane to lane. */
  readonly report?: (variable: string) => { readonly pointer: I; readonly laneBytes: number };
  /** Table of times: the bytes from one time to the next. */
  readonly rowBytes?: number;
  /** Whether one more use of a fast function may be written out in place. */
  inlines(cost: number): boolean;
}

/** Bytes from one element of an array to the next. */
export function elementBytes(base: Base, vectors: number): number {
  if (base === 'row') return 8;
  return base === 'times' ? 16 : 16 * vectors;
}
