import type { Model } from '../../../model/model.js';
import type { Node } from '../graph/node.js';
import { passesOn } from '../graph/range.js';
import type { Segment, Sink } from './segment.js';
import { nodesOf } from './segment.js';

/**
 * The checks that a segment needs so that no variable is infinite or NaN unseen. Most need none: what is added
 * to or multiplied into a value that is checked makes that value infinite or NaN too, and stocks, whose values
 * stay so for good, are checked once, at the end of a run.
 * @param isWatched whether what a sink stores is checked in the end.
 */
export function checksOf(
  segment: Segment,
  model: Model,
  isWatched: (sink: Sink) => boolean,
): readonly Sink[] {
  const watched = new Set<Node>();
  for (const sink of segment.sinks)
    if (isWatched(sink)) for (const node of nodesOf(sink)) watched.add(node);
  // From users to what they use: a node is watched when a watched one cannot be finite without it.
  for (const user of [...segment.nodes].reverse()) {
    if (!user.isFormula && !watched.has(user)) continue;
    user.args.forEach((arg, position) => {
      if (passesOn(user, position, (one) => reachesAll(model, one))) watched.add(arg);
    });
  }
  return segment.nodes
    .filter((node) => node.isFormula && !watched.has(node))
    .map((node): Sink => ({ kind: 'check', node, dims: node.dims, onlyTaken: false }));
}

/** Whether every element counts in some sum of a network. */
function reachesAll(model: Model, node: Node): boolean {
  const [over = ''] = node.over;
  const dimension = model.dimensions.get(over);
  const weights = dimension?.networks.get(node.name)?.weights;
  const size = dimension?.elements.length ?? 0;
  const rows = Array.from({ length: size }, (_, r) => r);
  return rows.every((s) => rows.some((r) => (weights?.[r * size + s] ?? 0) !== 0));
}
