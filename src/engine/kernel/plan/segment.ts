import type { Node } from '../graph/node.js';
import type { Slot } from './slot.js';

/** What a piece of code leaves behind. */
export type Sink =
  /** A value written to an array, for each element of the array's dimensions. */
  | {
      readonly kind: 'store';
      readonly node: Node;
      readonly dims: readonly string[];
      readonly slot: Slot;
    }
  /** A value that must be finite, or its world fails. */
  | {
      readonly kind: 'check';
      readonly node: Node;
      readonly dims: readonly string[];
      /** Only in steps that are taken, not in the last look at a run. */
      readonly onlyTaken: boolean;
    }
  /** A value that a memory takes in, at a place of its ring that is worked out for each world. */
  | {
      readonly kind: 'remember';
      readonly node: Node;
      readonly place: Node;
      readonly memory: string;
      readonly dims: readonly string[];
    }
  /** A value written out for the caller. */
  | {
      readonly kind: 'report';
      readonly node: Node;
      readonly dims: readonly string[];
      readonly variable: string;
    };

/** The nodes that a sink needs directly. */
export function nodesOf(sink: Sink): readonly Node[] {
  return sink.kind === 'remember' ? [sink.node, sink.place] : [sink.node];
}

/** A piece of code: everything that its sinks need and that is not there already. */
export interface Segment {
  readonly sinks: readonly Sink[];
  /** What is worked out in it, each after what it uses. */
  readonly nodes: readonly Node[];
}

/** The node that a chain of picks looks into. */
export function sourceOf(node: Node): Node {
  let source = node;
  while (source.op === 'pick' && source.args[0] !== undefined) source = source.args[0];
  return source;
}

/**
 * @param isThere whether a node's value is in memory when the piece of code starts.
 * @param onThere told of each such node that the piece uses.
 */
export function segmentOf(
  sinks: readonly Sink[],
  isThere: (node: Node) => boolean,
  onThere: (node: Node) => void = () => undefined,
): Segment {
  const seen = new Set<Node>();
  const nodes: Node[] = [];
  const queue = sinks.flatMap(nodesOf);
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.op === 'const') continue;
    if (isThere(sourceOf(node))) {
      onThere(sourceOf(node));
      continue;
    }
    if (node.op !== 'pick') nodes.push(node);
    queue.push(...node.args);
  }
  return { sinks, nodes: nodes.sort((a, b) => a.id - b.id) };
}
