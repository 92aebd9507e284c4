import type { Node } from '../graph/node.js';
import type { Pieces } from '../plan/pieces.js';
import type { Nest } from '../plan/schedule.js';
import { nodesOf } from '../plan/segment.js';

/**
 * How many vectors of two worlds to work on side by side. More of them keep the processor busy while each waits
 * for its last result, and share what is read for all; fewer leave more in registers. Two vectors are better than one
 * even where most values are put by.
 */
export function chooseVectors(pieces: Pieces): number {
  const nests = [pieces.stage, pieces.step].flatMap((piece) => piece.schedule.nests);
  const most = Math.max(0, ...nests.map(mostAlive));
  return most < 12 ? 4 : 2;
}

/** The largest number of values of a loop body that are wanted again later. */
function mostAlive(nest: Nest): number {
  const order: Node[] = [...nest.nodes];
  const position = new Map(order.map((node, index) => [node, index]));
  const last = new Map<Node, number>();
  order.forEach((node, index) => {
    for (const arg of node.args) last.set(arg, index);
  });
  for (const sink of nest.sinks)
    for (const node of nodesOf(sink))
      last.set(node, Math.max(last.get(node) ?? 0, position.get(node) ?? 0));
  const ends = new Map<number, number>();
  let alive = 0;
  let most = 0;
  order.forEach((node, index) => {
    const end = last.get(node);
    if (end !== undefined && end > index) {
      alive += 1;
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
    most = Math.max(most, alive);
    alive -= ends.get(index) ?? 0;
  });
  return most;
}
