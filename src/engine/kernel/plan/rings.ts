import type { Memory, Model } from '../../../model/model.js';
import type { Environment, NodeBuilder } from '../graph/build.js';
import type { Graph } from '../graph/graph.js';
import type { Node } from '../graph/node.js';

/**
 * The past of an expression. A ring has one place more than the delay has steps, so that what is written in a
 * step never overwrites what the same step reads.
 */
export interface Ring {
  readonly memory: Memory;
  /** Steps back, when the model says it as a number. */
  readonly steps: number | undefined;
  /** Else: the number of places of the ring, for each world (and element). */
  readonly places: Node | undefined;
  /** Not finite, or NaN, where the length makes no sense. */
  readonly verdict: Node | undefined;
}

/** The longest delay, in steps, as in the reference. */
const LONGEST = 1e6;

/** @param env what names stand for at the start of a run. */
export function ringOf(
  memory: Memory,
  builder: NodeBuilder,
  graph: Graph,
  dt: number,
  env: Environment,
): Ring {
  if (memory.delay === undefined)
    return { memory, steps: 1, places: undefined, verdict: undefined };
  const delay = builder.build(memory.delay, memory.dims, env);
  if (delay.op === 'const') {
    const steps = Math.max(1, Math.round(delay.value / dt));
    if (steps <= LONGEST) return { memory, steps, places: undefined, verdict: undefined };
  }
  const { arithmetic } = bound(graph);
  const one = graph.number(1);
  const rounded = arithmetic(
    'floor',
    arithmetic('add', arithmetic('div', delay, graph.number(dt)), graph.number(0.5)),
  );
  const good = graph.compare('le', rounded, graph.number(LONGEST));
  const steps = graph.select(good, arithmetic('max', rounded, one), one);
  const nan = graph.number(Number.NaN);
  return {
    memory,
    steps: undefined,
    places: arithmetic('add', steps, one),
    verdict: graph.select(good, graph.number(0), nan),
  };
}

/** The place of a ring that a step `ahead` of the one at hand would read. */
export function placeOf(graph: Graph, places: Node, ahead: 'now' | 'delay'): Node {
  const { arithmetic } = bound(graph);
  const step = graph.leaf('series', 'step', []);
  const at =
    ahead === 'now' ? step : arithmetic('add', step, arithmetic('sub', places, graph.number(1)));
  const rounds = arithmetic('floor', arithmetic('div', at, places));
  return arithmetic('sub', at, arithmetic('mul', places, rounds));
}

function bound(graph: Graph) {
  return { arithmetic: graph.arithmetic.bind(graph) };
}

/** All memories of a model. */
export function memoriesOf(model: Model): readonly Memory[] {
  return [...model.variables.values()].filter((one) => one.kind === 'memory');
}
