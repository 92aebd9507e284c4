import type { Model, Stock } from '../../../model/model.js';
import type { Part, Settlement, Settling } from '../../../model/settle/settling.js';

/** A flow at a stock that is settled in a loop over its elements. */
export interface FlowPart extends Omit<Part, 'pipe'> {
  readonly flow: string;
}

/** A settlement of all elements of a stock at once, in a loop, or of one element. */
export type Unit =
  | { readonly kind: 'alike'; readonly stock: Stock; readonly parts: readonly FlowPart[] }
  | { readonly kind: 'single'; readonly settlement: Settlement };

/** How the elements of stocks hang together. */
export interface Regularity {
  /** Stocks whose flows are all over the stock's own dimensions: each element has the flows of its own element. */
  readonly plain: ReadonlySet<string>;
  /** Stocks with a floor whose elements are settled one by one. */
  readonly single: ReadonlySet<string>;
  /** By round: what is settled, in order. */
  readonly rounds: readonly (readonly Unit[])[];
}

export function regularity(model: Model, settling: Settling): Regularity {
  const stocks = [...model.variables.values()].filter((one) => one.kind === 'stock');
  const plain = new Set(stocks.filter(isPlain).map((one) => one.name));
  const floored = stocks.filter((one) => one.floor !== undefined);
  const single = new Set<string>();
  for (const members of connected(floored)) {
    const isAlike = members.every((one) => plain.has(one.name)) && settledAlike(settling, members);
    if (!isAlike) for (const one of members) single.add(one.name);
  }
  const rounds = settling.rounds.map(({ settlements }) =>
    settlements.flatMap((settlement): Unit[] => {
      const at = settling.plumbing.slots[settlement.slot];
      if (at === undefined) return [];
      const { stock, element } = at;
      if (single.has(stock.name)) return [{ kind: 'single', settlement }];
      // The first element stands for all.
      const parts = settlement.parts.map((part) => partOf(settling, part));
      return element === 0 ? [{ kind: 'alike', stock, parts }] : [];
    }),
  );
  return { plain, single, rounds };
}

function partOf(settling: Settling, { pipe, ...part }: Part): FlowPart {
  return { flow: settling.plumbing.pipes[pipe]?.flow ?? '', ...part };
}

function isPlain(stock: Stock): boolean {
  return [...stock.inflows, ...stock.outflows].every(
    ({ at }) => at.length === stock.size && at.every((slot, k) => slot === k),
  );
}

/** Stocks that share flows, directly or through others, together. */
function connected(stocks: readonly Stock[]): readonly (readonly Stock[])[] {
  const groups: { members: Stock[]; flows: Set<string> }[] = [];
  for (const stock of stocks) {
    const flows = new Set([...stock.inflows, ...stock.outflows].map(({ flow }) => flow));
    const own = { members: [stock], flows };
    for (const group of [...groups]) {
      if (![...flows].some((flow) => group.flows.has(flow))) continue;
      groups.splice(groups.indexOf(group), 1);
      own.members.push(...group.members);
      for (const flow of group.flows) flows.add(flow);
    }
    groups.push(own);
  }
  return groups.map((one) => one.members);
}

/** Whether every element of the stocks is settled in the same rounds, in the same order, by the same flows. */
function settledAlike(settling: Settling, members: readonly Stock[]): boolean {
  const [first] = members;
  if (first === undefined) return false;
  if (members.some((one) => one.dims.join() !== first.dims.join())) return false;
  const names = new Set(members.map((one) => one.name));
  const orders = Array.from({ length: first.size }, (): string[] => []);
  settling.rounds.forEach(({ settlements }, round) => {
    for (const { slot, parts } of settlements) {
      const at = settling.plumbing.slots[slot];
      if (at === undefined || !names.has(at.stock.name)) continue;
      const text = [...parts, ...(settling.uncounted.get(slot) ?? [])].map((part) => {
        const { flow, out, drains, counts } = partOf(settling, part);
        return `${flow} ${out} ${drains} ${counts}`;
      });
      orders[at.element]?.push([round, at.stock.name, ...text].join());
    }
  });
  return orders.every((one) => one.join(';') === orders[0]?.join(';'));
}
