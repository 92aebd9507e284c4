import type { Model, Stock } from '../../model/model.js';

/** A flow of one element, between at most two elements of stocks (-1: outside the model). */
export interface Pipe {
  readonly flow: string;
  readonly element: number;
  /** Numbers of elements of stocks, in the order of `Stocks.slots`. */
  from: number;
  to: number;
}

/** All elements of all stocks in a row, and the pipes between them. */
export interface Plumbing {
  readonly slots: readonly { readonly stock: Stock; readonly element: number }[];
  readonly pipes: readonly Pipe[];
  /** Slots with a floor, in an order that follows the flows downstream. */
  readonly floored: readonly FlooredSlot[];
}

export interface FlooredSlot {
  readonly slot: number;
  readonly floor: number;
  readonly into: readonly number[];
  readonly outOf: readonly number[];
}

export function plumbingOf(model: Model): Plumbing {
  const stocks = [...model.variables.values()].filter((one) => one.kind === 'stock');
  const slots = stocks.flatMap((stock) =>
    Array.from({ length: stock.size }, (_, element) => ({ stock, element })),
  );
  const base = new Map<string, number>();
  slots.forEach(({ stock, element }, slot) => element === 0 && base.set(stock.name, slot));
  const pipes = new Map<string, Pipe>();
  for (const stock of stocks) {
    for (const [end, links] of [
      ['to', stock.inflows],
      ['from', stock.outflows],
    ] as const) {
      for (const { flow, at } of links) {
        at.forEach((slot, element) => {
          const key = `${flow}#${element}`;
          const pipe = pipes.get(key) ?? { flow, element, from: -1, to: -1 };
          pipe[end] = (base.get(stock.name) ?? 0) + slot;
          pipes.set(key, pipe);
        });
      }
    }
  }
  const list = [...pipes.values()];
  return { slots, pipes: list, floored: flooredInOrder(slots, list) };
}

function flooredInOrder(slots: Plumbing['slots'], pipes: readonly Pipe[]): FlooredSlot[] {
  const into = slots.map((): number[] => []);
  const outOf = slots.map((): number[] => []);
  pipes.forEach((pipe, number) => {
    if (pipe.to >= 0) into[pipe.to]?.push(number);
    if (pipe.from >= 0) outOf[pipe.from]?.push(number);
  });
  const order: number[] = [];
  const seen = new Set<number>();
  // Depth first against the flow: what fills a stock is settled before it. A cycle is cut where it is met.
  const visit = (start: number) => {
    const path = [{ slot: start, left: [...(into[start] ?? [])] }];
    seen.add(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.left.shift();
      if (next === undefined) {
        order.push(top.slot);
        path.pop();
        continue;
      }
      const from = pipes[next]?.from ?? -1;
      if (from >= 0 && !seen.has(from)) {
        seen.add(from);
        path.push({ slot: from, left: [...(into[from] ?? [])] });
      }
    }
  };
  slots.forEach((_, slot) => !seen.has(slot) && visit(slot));
  return order.flatMap((slot) => {
    const floor = slots[slot]?.stock.floor;
    return floor === undefined
      ? []
      : [{ slot, floor, into: into[slot] ?? [], outOf: outOf[slot] ?? [] }];
  });
}

/**
 * Cuts flows so that no floored stock falls below its floor in a step of `dt`: those that drain it share, in
 * proportion, what it holds above the floor and what flows into it meanwhile. `rates` is changed in place.
 *
 * Stocks are settled downstream. An inflow counts once nothing can cut it any more; in a cycle, the inflow that
 * closes it counts as nothing, which errs on the safe side. A flow is cut at the one stock that it drains.
 * @returns whether anything was cut.
 */
export function limitFlows(
  plumbing: Plumbing,
  state: Float64Array,
  rates: Float64Array,
  dt: number,
): boolean {
  const { pipes, floored } = plumbing;
  if (floored.length === 0) return false;
  const settled = new Uint8Array(plumbing.slots.length);
  for (const { slot } of floored) settled[slot] = 2;
  // 2: floored and not yet settled. A flow is final when the stock that it drains is not of that kind.
  const isFinal = (pipe: Pipe | undefined, rate: number) => {
    const drained = rate >= 0 ? (pipe?.from ?? -1) : (pipe?.to ?? -1);
    return drained < 0 || settled[drained] !== 2;
  };
  let cut = false;
  for (const { slot, floor, into, outOf } of floored) {
    let available = ((state[slot] ?? 0) - floor) / dt;
    let drain = 0;
    for (const number of into) {
      const rate = rates[number] ?? 0;
      if (rate < 0) drain -= rate;
      else if (isFinal(pipes[number], rate)) available += rate;
    }
    for (const number of outOf) {
      const rate = rates[number] ?? 0;
      if (rate > 0) drain += rate;
      else if (isFinal(pipes[number], rate)) available -= rate;
    }
    settled[slot] = 1;
    if (drain <= available || drain === 0) continue;
    const share = Math.max(0, available) / drain;
    cut = true;
    for (const number of into)
      if ((rates[number] ?? 0) < 0) rates[number] = (rates[number] ?? 0) * share;
    for (const number of outOf)
      if ((rates[number] ?? 0) > 0) rates[number] = (rates[number] ?? 0) * share;
  }
  return cut;
}
