import type { Bound, RunBound } from '../../../model/argument-rules.js';
import { ARGUMENT_RULES, runBounds } from '../../../model/argument-rules.js';
import { sourceOf } from '../plan/segment.js';
import type { Graph } from './graph.js';
import type { Node } from './node.js';

/** A value of a function that is NaN where the arguments break the rules of the language. */
export function guarded(graph: Graph, fn: string, args: readonly Node[], value: Node): Node {
  const mask = boundsMask(graph, runBounds(ARGUMENT_RULES.get(fn) ?? []), args);
  return mask === undefined ? value : graph.select(mask, value, graph.number(Number.NaN));
}

/** Where arguments keep some bounds; undefined if they surely do. */
export function boundsMask(
  graph: Graph,
  bounds: readonly RunBound[],
  args: readonly Node[],
): Node | undefined {
  const masks = bounds.flatMap(({ argument, bound }) => {
    const node = args[argument];
    return node === undefined || isSure(bound, node) ? [] : [compare(graph, bound, node, args)];
  });
  return masks.length === 0 ? undefined : masks.reduce((a, b) => graph.logic('and', a, b));
}

function compare(graph: Graph, { is, than }: Bound, node: Node, args: readonly Node[]): Node {
  const other = typeof than === 'number' ? graph.number(than) : args[than.argument];
  return graph.compare(is, node, other ?? graph.number(Number.NaN));
}

/** Whether a value is finite in every world that does not fail, where no more is asked. */
function isSure({ than }: Bound, node: Node): boolean {
  const finite = !node.mayBeInfinite && !node.mayBeNaN;
  return typeof than === 'number' && !Number.isFinite(than) && finite && !isOutside(node);
}

/** Whether a value comes from outside, where nothing has looked at it: that of a parameter. */
export function isOutside(node: Node): boolean {
  const source = sourceOf(node);
  return source.op === 'leaf' && source.leaf === 'parameter';
}
