import { roomFor } from '../ensemble/shared-numbers.js';

/**
 * Arrays for results, used again when a scenario goes: shared memory is not counted by the collector of any thread,
 * so arrays made anew for each scenario would pile up.
 */
export class SpareArrays {
  readonly #shared: boolean;
  readonly #spare = new Map<number, Float64Array[]>();

  constructor(shared: boolean) {
    this.#shared = shared;
  }

  /** An array of this length; what stands in it has no meaning. */
  take(length: number): Float64Array {
    const found = this.#spare.get(length)?.pop();
    if (found !== undefined) return found;
    return roomFor(length, this.#shared);
  }

  /** Takes back an array that nobody reads or writes any more. */
  give(array: Float64Array): void {
    const list = this.#spare.get(array.length) ?? [];
    list.push(array);
    this.#spare.set(array.length, list);
  }
}
