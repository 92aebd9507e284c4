import type { Graph } from './graph.js';
import { isOutside } from './guard.js';
import type { Node } from './node.js';

// Masks are true or false; where a value may be no number, what follows from it is worked out beside them.

/** A value that follows from others: no number where one of them is none. */
export function whereKnown(graph: Graph, from: readonly Node[], value: Node): Node {
  const known = numbersIn(graph, from);
  return known === undefined ? value : graph.select(known, value, graph.number(Number.NaN));
}

/** `and`, or `or`: what is no number decides nothing, unless the other side decides alone. */
export function logic(graph: Graph, fn: 'and' | 'or', a: Node, b: Node): Node {
  const known = numbersIn(graph, [a, b]);
  const value = graph.truth(graph.logic(fn, graph.isTrue(a), graph.isTrue(b)));
  if (known === undefined) return value;
  const zero = graph.number(0);
  const decided =
    fn === 'and'
      ? [graph.compare('eq', a, zero), graph.compare('eq', b, zero)]
      : [isSurelyTrue(graph, a), isSurelyTrue(graph, b)];
  const sure = decided.reduce((x, y) => graph.logic('or', x, y), known);
  return graph.select(sure, value, graph.number(Number.NaN));
}

function isSurelyTrue(graph: Graph, node: Node): Node {
  const known = numbersIn(graph, [node]);
  const isTrue = graph.isTrue(node);
  return known === undefined ? isTrue : graph.logic('and', known, isTrue);
}

/** Where values are numbers; undefined if they all surely are. */
function numbersIn(graph: Graph, nodes: readonly Node[]): Node | undefined {
  const masks = nodes.flatMap((one) =>
    one.mayBeNaN || isOutside(one) ? [graph.compare('eq', one, one)] : [],
  );
  return masks.length === 0 ? undefined : masks.reduce((x, y) => graph.logic('and', x, y));
}
