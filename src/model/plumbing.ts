import type { Stock, Variable } from './model.js';

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
}

export function plumbingOf(variables: Iterable<Variable>): Plumbing {
  const stocks = [...variables].filter((one) => one.kind === 'stock');
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
  return { slots, pipes };
}
