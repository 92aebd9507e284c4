import type { Model, Stock } from '../../../model/model.js';
import type { FlooredSlot, Plumbing } from '../../reference/limits.js';

/** A stock with a floor that is settled in a loop over its elements, with what counts as available there. */
export interface SettledStock {
  readonly stock: Stock;
  /** Names of inflows that are settled before it. */
  readonly counted: ReadonlySet<string>;
  /** Names of outflows that count when they run backwards. */
  readonly countedBackwards: ReadonlySet<string>;
}

/** How the elements of stocks hang together. */
export interface Regularity {
  /** Stocks whose flows are all over the stock's own dimensions: each element has the flows of its own element. */
  readonly plain: ReadonlySet<string>;
  /** Floored stocks that can be settled in loops, in the order of settling within each group. */
  readonly groups: readonly (readonly SettledStock[])[];
  /** The other floored elements, in the order of settling. */
  readonly single: readonly FlooredSlot[];
}

export function regularity(model: Model, plumbing: Plumbing): Regularity {
  const stocks = [...model.variables.values()].filter((one) => one.kind === 'stock');
  const plain = new Set(stocks.filter(isPlain).map((one) => one.name));
  const floored = stocks.filter((one) => one.floor !== undefined);
  const groups: SettledStock[][] = [];
  const single = new Set<string>();
  for (const members of connected(floored)) {
    const settled = members.every((one) => plain.has(one.name))
      ? settledAlike(plumbing, members)
      : undefined;
    if (settled === undefined) for (const one of members) single.add(one.name);
    else groups.push(settled);
  }
  const isSingle = ({ slot }: FlooredSlot) => single.has(plumbing.slots[slot]?.stock.name ?? '');
  return { plain, groups, single: plumbing.floored.filter(isSingle) };
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

/** The order of settling, when it is the same at every element; undefined when it is not. */
function settledAlike(plumbing: Plumbing, members: readonly Stock[]): SettledStock[] | undefined {
  const [first] = members;
  if (first === undefined) return undefined;
  if (members.some((one) => one.dims.join() !== first.dims.join())) return undefined;
  const names = new Set(members.map((one) => one.name));
  const flowNames = (numbers: Iterable<number>) =>
    new Set([...numbers].map((number) => plumbing.pipes[number]?.flow ?? ''));
  const orders = Array.from({ length: first.size }, (): SettledStock[] => []);
  for (const { slot, counted, countedBackwards } of plumbing.floored) {
    const at = plumbing.slots[slot];
    if (at === undefined || !names.has(at.stock.name)) continue;
    orders[at.element]?.push({
      stock: at.stock,
      counted: flowNames(counted),
      countedBackwards: flowNames(countedBackwards),
    });
  }
  const text = (order: readonly SettledStock[] | undefined) =>
    order
      ?.map((one) => [one.stock.name, ...one.counted, '/', ...one.countedBackwards].join())
      .join(';');
  const [order] = orders;
  return orders.every((one) => text(one) === text(order)) ? order : undefined;
}
