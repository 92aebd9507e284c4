import type { Edge, SettleGraph } from './edges.js';
import type { FloorRing, RingMember } from './settling.js';
import { tangled } from './untangle.js';

/** A shortest ring of each group of nodes that wait for one another by these edges. */
export function ringsAmong(graph: SettleGraph, edges: readonly Edge[]): readonly FloorRing[] {
  const tangle = tangled(graph, edges, () => true);
  const into = new Map<number, Edge[]>();
  for (const edge of edges.filter(tangle.holds))
    into.set(edge.to, [...(into.get(edge.to) ?? []), edge]);
  const seen = new Set<number>();
  const rings: FloorRing[] = [];
  for (let node = 0; node < graph.equations.length; node++) {
    const ring = tangle.ringOf[node] ?? -1;
    if (!into.has(node) || seen.has(ring)) continue;
    seen.add(ring);
    rings.push({ members: membersOf(graph, shortestRing(node, into)) });
  }
  return rings;
}

/** The edges of a shortest way from a node back to itself, against their direction. */
function shortestRing(start: number, into: ReadonlyMap<number, readonly Edge[]>): readonly Edge[] {
  const by = new Map<number, Edge>();
  const queue = [start];
  for (const node of queue) {
    for (const edge of into.get(node) ?? []) {
      if (by.has(edge.from)) continue;
      by.set(edge.from, edge);
      if (edge.from === start) return wayTo(start, by);
      queue.push(edge.from);
    }
  }
  return [];
}

function wayTo(start: number, by: ReadonlyMap<number, Edge>): readonly Edge[] {
  const way: Edge[] = [];
  for (let edge = by.get(start); edge !== undefined; edge = by.get(edge.to)) {
    way.unshift(edge);
    if (edge.to === start) break;
  }
  return way;
}

function membersOf(graph: SettleGraph, way: readonly Edge[]): readonly RingMember[] {
  return way.flatMap(({ kind, to, flow }): RingMember[] => {
    const name = graph.equations[to];
    const slot = graph.slots[to - graph.equations.length];
    const own: RingMember[] =
      name !== undefined
        ? [{ kind: 'variable', name }]
        : slot !== undefined
          ? [{ kind: 'floor', slot }]
          : [];
    return kind === 'reads' ? [...own, { kind: 'variable', name: flow }] : own;
  });
}
