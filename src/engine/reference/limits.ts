import type { Settlement, Settling } from '../../model/settle/settling.js';

/** So little of what there was is left only by rounding. */
export const NOTHING_LEFT = 2 ** -50;

/**
 * What floored stocks have left in a step of `dt`, while the flows that drain them are cut one after the other so
 * that none takes what is not there. Flows that are cut together share, in proportion to their rates, what the stock
 * holds above its floor and what flows into it meanwhile.
 *
 * Stocks are settled downstream, and an inflow counts when it has been settled before. Around a ring of floored
 * stocks, and against the direction of a flow, nothing is settled before: there an inflow counts as nothing,
 * which errs on the safe side and does not depend on where one starts. A flow is cut at the one stock it drains.
 */
export class Ledger {
  readonly #settling: Settling;
  readonly #dt: number;
  readonly #held: (slot: number) => number;
  /** By slot: what can still be drained, per unit of time, and whether all there was has been. */
  readonly #left: Float64Array;
  readonly #isDry: Uint8Array;
  /** By pipe: the rate, and the share of what was asked for. */
  readonly rates: Float64Array;
  readonly shares: Float64Array;
  isCut = false;

  /** @param held what a slot holds at the start of the step; asked when the slot is first settled. */
  constructor(settling: Settling, held: (slot: number) => number, dt: number) {
    const { slots, pipes } = settling.plumbing;
    this.#settling = settling;
    this.#held = held;
    this.#dt = dt;
    this.#left = new Float64Array(slots.length).fill(Number.NaN);
    this.#isDry = new Uint8Array(slots.length);
    this.rates = new Float64Array(pipes.length);
    this.shares = new Float64Array(pipes.length).fill(1);
  }

  /** Cuts the rates of the pipes that drain a slot, if need be. @returns whether it did. */
  settle({ slot, parts }: Settlement): boolean {
    let available = this.#leftIn(slot);
    let drain = 0;
    for (const part of parts) {
      const { forward, backward } = this.#directions(part.pipe);
      if (part.drains) drain += part.out ? forward : backward;
      if (part.counts) available += part.out ? backward : forward;
    }
    const left = available - drain;
    const cuts = drain > available && drain !== 0;
    const takesAll = drain > 0 && available >= 0 && left <= available * NOTHING_LEFT;
    this.#left[slot] = takesAll ? 0 : cuts ? available : left;
    if (takesAll) this.#isDry[slot] = 1;
    if (!cuts) return false;
    this.isCut = true;
    const share = Math.max(0, available) / drain;
    for (const { pipe, out, drains } of parts) {
      const rate = this.rates[pipe] ?? 0;
      if (!drains || (out ? rate <= 0 : rate >= 0)) continue;
      this.shares[pipe] = share;
      this.rates[pipe] = rate * share;
    }
    return true;
  }

  #leftIn(slot: number): number {
    const left = this.#left[slot] ?? Number.NaN;
    if (!Number.isNaN(left)) return left;
    const floor = this.#settling.plumbing.slots[slot]?.stock.floor ?? 0;
    return (this.#held(slot) - floor) / this.#dt;
  }

  #directions(pipe: number): { readonly forward: number; readonly backward: number } {
    const rate = this.rates[pipe] ?? 0;
    return { forward: Math.max(rate, 0), backward: Math.max(-rate, 0) };
  }

  /** What the slots hold after part of the step, at these rates; floors are held. */
  after(time: number): Float64Array {
    const { slots } = this.#settling.plumbing;
    return Float64Array.from(slots, (_, slot) => {
      const value = this.#held(slot);
      const { stock, inflows = [], outflows = [] } = slots[slot] ?? {};
      const floor = stock?.floor;
      if (floor !== undefined && this.#isDry[slot] === 1 && time === this.#dt)
        return this.#dry(slot, floor);
      let change = 0;
      for (const number of inflows) change += this.rates[number] ?? 0;
      for (const number of outflows) change -= this.rates[number] ?? 0;
      const next = value + time * change;
      // Only rounding can still reach below a floor.
      return floor !== undefined && value >= floor ? Math.max(next, floor) : next;
    });
  }

  /** A slot that was drained of all there was holds its floor, exactly, and what did not count. */
  #dry(slot: number, floor: number): number {
    let left = this.#leftIn(slot);
    for (const { pipe, out } of this.#settling.uncounted.get(slot) ?? []) {
      const { forward, backward } = this.#directions(pipe);
      left += out ? backward : forward;
    }
    return floor + this.#dt * left;
  }
}
