import type { Expr } from '../expr.js';
import { namesIn } from '../expr.js';
import type { Dimension, Variable } from '../model.js';
import type { Plumbing } from '../plumbing.js';
import { plumbingOf } from '../plumbing.js';
import type { SettleSource } from './edges.js';
import { graphOf } from './edges.js';
import { ringsAmong } from './ring.js';
import { roundsOf } from './rounds.js';
import type { FloorRing, Settling } from './settling.js';
import { isHard, tangled, untangle } from './untangle.js';

/** What is known of a model once its equations are in order. */
export interface Ordered {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly order: readonly string[];
  readonly initialOrder: readonly string[];
}

/** How equations and floors take turns within a step, or the rings that leave no such order. */
export function settlingIn(
  model: Ordered,
): Settling | { readonly rings: readonly FloorRing[]; readonly plumbing: Plumbing } {
  const plumbing = plumbingOf(model.variables.values());
  const slots = plumbing.slots.flatMap(({ stock }, slot) =>
    stock.floor === undefined ? [] : [slot],
  );
  if (slots.length === 0) return untouched(plumbing, model.order);
  const graph = graphOf({
    ...model,
    plumbing,
    equations: model.order,
    slots,
    expressionsOf: (name) => expressionsAt(model.variables.get(name)),
  });
  const hard = graph.edges.filter(({ kind }) => isHard(kind));
  if (!tangled(graph, hard, () => true).isEmpty)
    return { rings: ringsAmong(graph, hard), plumbing };
  const untangled = untangle(graph, false);
  return (
    roundsOf(graph, plumbing, untangled) ?? { rings: ringsAmong(graph, untangled.edges), plumbing }
  );
}

/** The turns of a checked model, which has no such rings. */
export function settlingOf(model: Ordered): Settling {
  const settling = settlingIn(model);
  if ('rings' in settling) throw new Error('a ring through a floor was not reported');
  return settling;
}

/** The turns at the start of a run: first values too see what flows. */
export function startOf(model: Ordered): Settling {
  const plumbing = plumbingOf(model.variables.values());
  const source = neededAtStart(model, plumbing);
  if (source.slots.length === 0) return untouched(plumbing, model.initialOrder);
  const graph = graphOf(source);
  const settling = roundsOf(graph, plumbing, untangle(graph, true));
  if (settling === undefined) throw new Error('a ring at the start was not broken');
  return settling;
}

function untouched(plumbing: Plumbing, equations: readonly string[]): Settling {
  return {
    plumbing,
    rounds: [{ equations, settlements: [] }],
    uncounted: new Map(),
    asked: new Map(),
  };
}

function expressionsAt(variable: Variable | undefined): readonly Expr[] {
  return variable?.kind === 'flow' || variable?.kind === 'auxiliary' ? [variable.equation] : [];
}

function initialExpressions(variable: Variable | undefined): readonly Expr[] {
  return variable?.kind === 'stock' || variable?.kind === 'memory'
    ? [variable.initial]
    : expressionsAt(variable);
}

/** What first values need, with the flows that share a floor with one that they need. */
function neededAtStart(model: Ordered, plumbing: Plumbing): SettleSource {
  const { variables, order, initialOrder } = model;
  const slotsOf = flooredEnds(plumbing);
  const isInitial = new Set(initialOrder);
  const names = new Set(initialOrder);
  const slots = new Set<number>();
  const queue = [...initialOrder];
  const need = (name: string) => {
    const kind = variables.get(name)?.kind;
    if (names.has(name) || (kind !== 'flow' && kind !== 'auxiliary')) return;
    names.add(name);
    queue.push(name);
  };
  const settle = (slot: number) => {
    if (slots.has(slot)) return;
    slots.add(slot);
    const { inflows = [], outflows = [] } = plumbing.slots[slot] ?? {};
    for (const pipe of [...inflows, ...outflows]) need(plumbing.pipes[pipe]?.flow ?? '');
    for (const pipe of inflows) {
      const from = plumbing.pipes[pipe]?.from ?? -1;
      if (plumbing.slots[from]?.stock.floor !== undefined) open.push(from);
    }
  };
  const open: number[] = [];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    for (const used of initialExpressions(variables.get(name)).flatMap(namesIn)) {
      need(used);
      open.push(...(slotsOf.get(used) ?? []));
    }
    for (let slot = open.pop(); slot !== undefined; slot = open.pop()) settle(slot);
  }
  return {
    ...model,
    plumbing,
    equations: [
      ...initialOrder,
      ...order.filter((name) => names.has(name) && !isInitial.has(name)),
    ],
    slots: [...slots].sort((a, b) => a - b),
    expressionsOf: (name) => initialExpressions(variables.get(name)),
  };
}

/** By flow: the slots with a floor that it drains or fills. */
function flooredEnds({ slots, pipes }: Plumbing): ReadonlyMap<string, ReadonlySet<number>> {
  const ends = new Map<string, Set<number>>();
  for (const { flow, from, to } of pipes)
    for (const slot of [from, to])
      if (slots[slot]?.stock.floor !== undefined)
        ends.set(flow, (ends.get(flow) ?? new Set()).add(slot));
  return ends;
}
