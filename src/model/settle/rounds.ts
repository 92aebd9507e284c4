import type { Plumbing } from '../plumbing.js';
import type { SettleGraph } from './edges.js';
import type { Part, Round, Settlement, Settling } from './settling.js';
import type { Untangled } from './untangle.js';
import { endKey } from './untangle.js';

/** Something to be done: an equation, a flow as it is read (which takes no work), or a settlement. */
interface Task {
  readonly kind: 'equation' | 'read' | Settlement['phase'];
  readonly name: string;
  readonly slot: number;
  /** Of the settlement of one flow that runs backwards. */
  readonly pipe: number;
  readonly after: Task[];
  waits: number;
  round: number;
}

/** @returns undefined when something still waits for itself. */
export function roundsOf(
  graph: SettleGraph,
  plumbing: Plumbing,
  untangled: Untangled,
): Settling | undefined {
  const tasks = tasksOf(graph, plumbing, untangled);
  const order = inOrder(tasks);
  if (order === undefined) return undefined;
  const byRound: Task[][] = [];
  for (const task of order) {
    const own = byRound[task.round];
    if (own === undefined) byRound[task.round] = [task];
    else own.push(task);
  }
  const position = new Map(graph.equations.map((name, index) => [name, index]));
  const rounds = Array.from(byRound, (own = []): Round => {
    const equations = own.flatMap(({ kind, name }) => (kind === 'equation' ? [name] : []));
    const settlements = (['first', 'main', 'last'] as const).flatMap((phase) =>
      settlementsOf(phase, own, plumbing, untangled),
    );
    return {
      equations: equations.sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0)),
      settlements,
    };
  });
  const uncounted = new Map(
    graph.slots.map((slot) => [slot, uncountedAt(slot, plumbing, untangled)]),
  );
  return { plumbing, rounds, uncounted, asked: untangled.asked };
}

function tasksOf(graph: SettleGraph, plumbing: Plumbing, untangled: Untangled): Task[] {
  const { equations, slots } = graph;
  const { edges, late, early } = untangled;
  const task = (kind: Task['kind'], more: Partial<Task> = {}): Task => ({
    kind,
    name: '',
    slot: -1,
    pipe: -1,
    after: [],
    waits: 0,
    round: 0,
    ...more,
  });
  const tasks = Array.from({ length: graph.nodes }, (_, node) => {
    if (node < equations.length) return task('equation', { name: equations[node] ?? '' });
    const slot = slots[node - equations.length];
    return slot === undefined ? task('read') : task('main', { slot });
  });
  const link = (from: Task | undefined, to: Task | undefined) => {
    if (from === undefined || to === undefined) return;
    from.after.push(to);
    to.waits += 1;
  };
  const equationAt = new Map(equations.map((name, node) => [name, tasks[node]]));
  // Settlements of flows that run backwards, beside the one of all others.
  const apart = new Map<string, Task>();
  slots.forEach((slot, k) => {
    const main = tasks[equations.length + k];
    for (const pipe of plumbing.slots[slot]?.inflows ?? []) {
      const key = endKey(slot, pipe);
      if (!early.has(key) && !late.has(key)) continue;
      const own = task(early.has(key) ? 'first' : 'last', { slot, pipe });
      apart.set(key, own);
      tasks.push(own);
      link(equationAt.get(plumbing.pipes[pipe]?.flow ?? ''), own);
      if (own.kind === 'first') link(own, main);
      else link(main, own);
    }
  });
  for (const { kind, from, to, pipe } of edges) {
    const source = tasks[from];
    const key = endKey(source?.slot ?? -1, pipe);
    link(kind === 'cutBack' ? (apart.get(key) ?? source) : source, tasks[to]);
  }
  return tasks;
}

/** Tasks, each after those it waits for, with the rounds they fall into; undefined when some wait for ever. */
function inOrder(tasks: readonly Task[]): readonly Task[] | undefined {
  const ready = tasks.filter(({ waits }) => waits === 0);
  for (const task of ready) {
    const isSettled = task.slot >= 0;
    for (const next of task.after) {
      // What reads a flow waits for the next round; settlements follow one another in the same.
      const round = task.round + (isSettled && next.slot < 0 ? 1 : 0);
      next.round = Math.max(next.round, round);
      next.waits -= 1;
      if (next.waits === 0) ready.push(next);
    }
  }
  return ready.length === tasks.length ? ready : undefined;
}

function settlementsOf(
  phase: Settlement['phase'],
  tasks: readonly Task[],
  plumbing: Plumbing,
  untangled: Untangled,
): Settlement[] {
  const own = tasks.filter(({ kind }) => kind === phase);
  if (phase === 'main') {
    const settlements = own.map(({ slot }) => ({
      slot,
      phase,
      parts: partsAt(slot, plumbing, untangled),
    }));
    return settlements.filter(({ parts }) => parts.length > 0);
  }
  const bySlot = new Map<number, Set<number>>();
  for (const { slot, pipe } of own) bySlot.set(slot, (bySlot.get(slot) ?? new Set()).add(pipe));
  return [...bySlot].map(([slot, pipes]) => ({
    slot,
    phase,
    parts: (plumbing.slots[slot]?.inflows ?? [])
      .filter((pipe) => pipes.has(pipe))
      .map((pipe) => ({ pipe, out: false, drains: true, counts: false })),
  }));
}

function partsAt(
  slot: number,
  plumbing: Plumbing,
  { late, early, uncounted }: Untangled,
): readonly Part[] {
  const { inflows = [], outflows = [] } = plumbing.slots[slot] ?? {};
  return [
    ...inflows.flatMap((pipe): Part[] => {
      const key = endKey(slot, pipe);
      const counts = !uncounted.has(key);
      if (early.has(key)) return [{ pipe, out: false, drains: false, counts }];
      return late.has(key) ? [] : [{ pipe, out: false, drains: true, counts }];
    }),
    ...outflows.map((pipe): Part => {
      // What a floor downstream may cut does not count when it runs backwards.
      return { pipe, out: true, drains: true, counts: !isFloored(plumbing, pipe) };
    }),
  ];
}

/** Whether the stock that a pipe fills has a floor. */
function isFloored({ slots, pipes }: Plumbing, pipe: number): boolean {
  return slots[pipes[pipe]?.to ?? -1]?.stock.floor !== undefined;
}

function uncountedAt(slot: number, plumbing: Plumbing, { uncounted }: Untangled): readonly Part[] {
  const { inflows = [], outflows = [] } = plumbing.slots[slot] ?? {};
  const part =
    (out: boolean) =>
    (pipe: number): Part => ({ pipe, out, drains: false, counts: false });
  return [
    ...inflows.filter((pipe) => uncounted.has(endKey(slot, pipe))).map(part(false)),
    ...outflows.filter((pipe) => isFloored(plumbing, pipe)).map(part(true)),
  ];
}
