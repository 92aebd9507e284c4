import type { Graph } from './graph.js';
import type { Node } from './node.js';

/**
 * x to the power y. Where y is written as one of a few numbers, by multiplication, division and square root,
 * each of which is exact to half a unit in the last place: at most three of them, so within about one and a half
 * units. (A base of -Infinity, which no variable can have, gives NaN instead of Infinity for halves.)
 */
export function power(graph: Graph, x: Node, y: Node): Node {
  if (y.op !== 'const') return graph.arithmetic('pow', x, y);
  const mul = (a: Node, b: Node) => graph.arithmetic('mul', a, b);
  const inverse = (a: Node) => graph.arithmetic('div', graph.number(1), a);
  switch (y.value) {
    case 0:
      return graph.number(1);
    case 1:
      return x;
    case 2:
      return mul(x, x);
    case 3:
      return mul(mul(x, x), x);
    case -1:
      return inverse(x);
    case -2:
      return inverse(mul(x, x));
    case 0.5:
      return graph.arithmetic('sqrt', x);
    case -0.5:
      return inverse(graph.arithmetic('sqrt', x));
    case 1.5:
      return mul(x, graph.arithmetic('sqrt', x));
    default:
      return graph.arithmetic('pow', x, y);
  }
}
