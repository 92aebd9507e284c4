import type { Graph } from '../graph/graph.js';

/** The pointer that the address of an array counts from. */
export type Base =
  /** Addresses are absolute. */
  | 'fixed'
  /** Stocks at the start of the step, and where those of its end go. */
  | 'state'
  | 'next'
  /** Stocks at the stage of Runge-Kutta at hand, and where those of the next stage go. */
  | 'stage'
  | 'stageNext'
  /** Values of the first stage, which the end of the step looks at. */
  | 'kept'
  /** The row of the table of times. Its numbers hold for all worlds: 8 bytes each. */
  | 'row'
  /** The inputs of the table of times, two times side by side. */
  | 'times'
  /** By name of memory: where its ring is read and written this step. */
  | `read ${string}`
  | `write ${string}`;

/** An array in memory: one vector (in a row of times, one number) for each element of `dims`. */
export interface Slot {
  readonly base: Base;
  readonly dims: readonly string[];
  readonly count: number;
  /** Bytes from the base; known once the number of vectors is. */
  address: number;
}

export function newSlot(base: Base, dims: readonly string[], count: number): Slot {
  return { base, dims, count, address: -1 };
}

/** Hands out addresses in a row. */
export class Layout {
  #end: number;

  constructor(start: number) {
    this.#end = start;
  }

  get end(): number {
    return this.#end;
  }

  /** Bytes that start at a multiple of 64, so that vectors never cross a cache line for nothing. */
  take(bytes: number): number {
    const address = Math.ceil(this.#end / 64) * 64;
    this.#end = address + bytes;
    return address;
  }

  /** Places arrays one after the other; those of one base share its pointer. */
  place(slots: Iterable<Slot>, bytesPerElement: number): void {
    for (const slot of slots) {
      slot.address = this.#end;
      this.#end += slot.count * bytesPerElement;
    }
  }
}

/** The name of a leaf's array. */
export function slotName(kind: string, name: string): string {
  return `${kind} ${name}`;
}

/** Arrays that a plan names, by `kind name` of the leaf that reads them. */
export class NamedSlots {
  readonly #graph: Graph;
  readonly all = new Map<string, Slot>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** The array of that name, made when it is first asked for. */
  of(kind: string, name: string, dims: readonly string[], base: Base): Slot {
    const key = slotName(kind, name);
    let slot = this.all.get(key);
    if (slot === undefined) {
      slot = newSlot(base, dims, this.#graph.count(dims));
      this.all.set(key, slot);
    }
    return slot;
  }
}
