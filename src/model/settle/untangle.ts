import { componentsOf } from '../components.js';
import type { Edge, EdgeKind, SettleGraph } from './edges.js';

/** The end of a pipe at the slot that it fills. */
export type PipeEnds = ReadonlySet<string>;

export function endKey(slot: number, pipe: number): string {
  return `${slot} ${pipe}`;
}

/** Which edges are kept, so that nothing waits for itself. */
export interface Untangled {
  readonly edges: readonly Edge[];
  /** Inflows that come after the settlement of the slot: they count from the next step on. */
  readonly late: PipeEnds;
  /** Inflows that do not count: these, and those around a ring, where nothing is settled before. */
  readonly uncounted: PipeEnds;
  /** Inflows that are settled by themselves, and first, should they run backwards. */
  readonly early: PipeEnds;
  /** By reader: flows that are seen as asked for. */
  readonly asked: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Edges that must be kept, unless the run has not begun. */
export function isHard(kind: EdgeKind): boolean {
  return kind !== 'fills' && kind !== 'counts' && kind !== 'cutBack';
}

/**
 * Drops edges by which something would wait for itself:
 * - An inflow counts from the next step on, if what it brings depends on the settlement of the stock it fills.
 * - A flow that is read by what its stock waits for is settled first, should it run backwards.
 * - At the start of a run, where first values may be made from flows, such a flow is seen as asked for.
 */
export function untangle(graph: SettleGraph, atStart: boolean): Untangled {
  let edges = graph.edges;
  const asked = new Map<string, Set<string>>();
  const drop = (kinds: readonly EdgeKind[], among: (kind: EdgeKind) => boolean): Edge[] => {
    const tangle = tangled(graph, edges, among);
    const isDropped = (edge: Edge) => kinds.includes(edge.kind) && tangle.holds(edge);
    const dropped = edges.filter(isDropped);
    if (dropped.length > 0) edges = edges.filter((edge) => !isDropped(edge));
    return dropped;
  };
  const dropReads = (among: (kind: EdgeKind) => boolean) => {
    for (const { to, flow } of drop(['reads'], among)) {
      const reader = graph.equations[to] ?? '';
      asked.set(reader, (asked.get(reader) ?? new Set()).add(flow));
    }
  };
  if (atStart) dropReads(isHard);
  const soft = drop(['fills', 'counts'], (kind) => kind !== 'cutBack');
  const fills = soft.filter(({ kind }) => kind === 'fills');
  const ends = (list: readonly Edge[]) => new Set(list.map((edge) => endAt(graph, edge.to, edge)));
  if (atStart) dropReads(() => true);
  const early = atStart ? new Set<string>() : earlyEnds(graph, edges, fills);
  return { edges, late: ends(fills), uncounted: ends(soft), early, asked };
}

function endAt(graph: SettleGraph, settlement: number, { pipe }: Edge): string {
  return endKey(graph.slots[settlement - graph.equations.length] ?? -1, pipe);
}

/** The ends at which a flow that runs backwards is read by what the settlement of the slot waits for. */
function earlyEnds(graph: SettleGraph, edges: readonly Edge[], fills: readonly Edge[]): PipeEnds {
  // What follows from the settlement in any case is read after it.
  const after = tangled(graph, [...edges, ...fills], (kind) => kind !== 'cutBack');
  const isAfter = new Set(fills.filter(after.holds).map((edge) => endAt(graph, edge.to, edge)));
  const all = tangled(graph, edges, () => true);
  const inRing = edges.filter((edge) => edge.kind === 'cutBack' && all.holds(edge));
  const found = inRing.map((edge) => endAt(graph, edge.from, edge));
  return new Set(found.filter((end) => !isAfter.has(end)));
}

/** What waits for itself, by edges of some kinds. */
export interface Tangle {
  readonly isEmpty: boolean;
  /** The ring that a node is part of; nodes in none have a number of their own. */
  readonly ringOf: Int32Array;
  /** Whether an edge is part of a ring. */
  holds(edge: Edge): boolean;
}

export function tangled(
  graph: SettleGraph,
  edges: readonly Edge[],
  among: (kind: EdgeKind) => boolean,
): Tangle {
  const before = Array.from({ length: graph.nodes }, (): number[] => []);
  for (const { kind, from, to } of edges) if (among(kind)) before[to]?.push(from);
  const components = componentsOf(before);
  const ringOf = new Int32Array(graph.nodes);
  components.forEach((members, number) => {
    for (const node of members) ringOf[node] = number;
  });
  return {
    isEmpty: components.length === graph.nodes,
    ringOf,
    holds: ({ kind, from, to }) => among(kind) && ringOf[from] === ringOf[to],
  };
}
