import type { Model, Stock } from '../../model/model.js';
import { componentsOf } from './components.js';

/** A flow of one element, between at most two elements of stocks (-1: outside the model). */
export interface Pipe {
  readonly flow: string;
  readonly element: number;
  /** Numbers of slots. */
  from: number;
  to: number;
}

/** An element of a stock, with the numbers of the pipes that fill and drain it, in the order of its lists. */
export interface Slot {
  readonly stock: Stock;
  readonly element: number;
  readonly inflows: readonly number[];
  readonly outflows: readonly number[];
}

/** All elements of all stocks in a row, and the pipes between them. */
export interface Plumbing {
  readonly slots: readonly Slot[];
  readonly pipes: readonly Pipe[];
  /** Slots with a floor, each after those that its `counted` pipes drain. */
  readonly floored: readonly FlooredSlot[];
}

export interface FlooredSlot {
  readonly slot: number;
  readonly floor: number;
  readonly inflows: readonly number[];
  readonly outflows: readonly number[];
  /** Inflows that are settled before this slot: what they bring at a positive rate can be drained at once. */
  readonly counted: ReadonlySet<number>;
  /** Outflows that no floor cuts when they run backwards: what they bring then counts too. */
  readonly countedBackwards: ReadonlySet<number>;
}

export function plumbingOf(model: Model): Plumbing {
  const stocks = [...model.variables.values()].filter((one) => one.kind === 'stock');
  const slots = stocks.flatMap((stock) =>
    Array.from({ length: stock.size }, (_, element) => ({
      stock,
      element,
      inflows: [] as number[],
      outflows: [] as number[],
    })),
  );
  const pipes: Pipe[] = [];
  const numbers = new Map<string, number>();
  const pipeOf = (flow: string, element: number): number => {
    const key = `${flow}#${element}`;
    const number = numbers.get(key) ?? pipes.length;
    if (number === pipes.length) pipes.push({ flow, element, from: -1, to: -1 });
    numbers.set(key, number);
    return number;
  };
  let base = 0;
  for (const stock of stocks) {
    for (const [end, side] of [
      ['to', 'inflows'],
      ['from', 'outflows'],
    ] as const) {
      for (const { flow, at } of stock[side]) {
        at.forEach((own, element) => {
          const number = pipeOf(flow, element);
          const pipe = pipes[number];
          if (pipe !== undefined) pipe[end] = base + own;
          slots[base + own]?.[side].push(number);
        });
      }
    }
    base += stock.size;
  }
  return { slots, pipes, floored: flooredOf(slots, pipes) };
}

function flooredOf(slots: readonly Slot[], pipes: readonly Pipe[]): FlooredSlot[] {
  const isFloored = (slot: number) => slots[slot]?.stock.floor !== undefined;
  // Only a floor can cut a flow, so only floored stocks have to wait for one another.
  const before = slots.map(({ inflows }, slot) =>
    isFloored(slot)
      ? inflows.map((number) => pipes[number]?.from ?? -1).filter((from) => isFloored(from))
      : [],
  );
  const components = componentsOf(before);
  const componentOf = new Int32Array(slots.length);
  components.forEach((members, number) => {
    for (const slot of members) componentOf[slot] = number;
  });
  return components.flat().flatMap((slot) => {
    const { stock, inflows, outflows } = slots[slot] ?? {};
    if (stock?.floor === undefined || inflows === undefined || outflows === undefined) return [];
    const counts = (number: number) => {
      const from = pipes[number]?.from ?? -1;
      return !isFloored(from) || componentOf[from] !== componentOf[slot];
    };
    const countsBackwards = (number: number) => !isFloored(pipes[number]?.to ?? -1);
    return {
      slot,
      floor: stock.floor,
      inflows,
      outflows,
      counted: new Set(inflows.filter(counts)),
      countedBackwards: new Set(outflows.filter(countsBackwards)),
    };
  });
}

/**
 * Cuts flows so that no floored stock falls below its floor in a step of `dt`: those that drain it share, in
 * proportion, what it holds above the floor and what flows into it meanwhile.
 *
 * Stocks are settled downstream, and an inflow counts when it has been settled before. Around a ring of floored
 * stocks, and against the direction of a flow, nothing is settled before: there an inflow counts as nothing,
 * which errs on the safe side and does not depend on where one starts. A flow is cut at the one stock it drains.
 * @param shares filled with the share of each pipe's rate that flows.
 * @returns whether anything was cut.
 */
export function limitFlows(
  plumbing: Plumbing,
  state: Float64Array,
  rates: Float64Array,
  dt: number,
  shares: Float64Array,
): boolean {
  shares.fill(1);
  let cut = false;
  const rateOf = (number: number) => rates[number] ?? 0;
  const flowing = (number: number) => rateOf(number) * (shares[number] ?? 1);
  for (const { slot, floor, inflows, outflows, counted, countedBackwards } of plumbing.floored) {
    let available = ((state[slot] ?? 0) - floor) / dt;
    let drain = 0;
    for (const number of inflows) {
      if (rateOf(number) < 0) drain -= rateOf(number);
      else if (counted.has(number)) available += flowing(number);
    }
    for (const number of outflows) {
      if (rateOf(number) > 0) drain += rateOf(number);
      else if (countedBackwards.has(number)) available -= rateOf(number);
    }
    if (drain <= available || drain === 0) continue;
    cut = true;
    const share = Math.max(0, available) / drain;
    for (const number of inflows) if (rateOf(number) < 0) shares[number] = share;
    for (const number of outflows) if (rateOf(number) > 0) shares[number] = share;
  }
  return cut;
}
