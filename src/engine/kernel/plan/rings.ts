import type { Memory, Model } from '../../../model/model.js';
import type { DelayLimits } from '../../remembered.js';
import { DELAY_BOUNDS, delaySteps } from '../../remembered.js';
import type { Environment, NodeBuilder } from '../graph/build.js';
import type { Graph } from '../graph/graph.js';
import { boundsMask } from '../graph/guard.js';
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

/** What the rings of a model are made with. */
export interface RingSetting {
  readonly builder: NodeBuilder;
  readonly graph: Graph;
  readonly dt: number;
  readonly limits: DelayLimits;
  /** What names stand for at the start of a run. */
  readonly env: Environment;
}

export function ringOf(memory: Memory, { builder, graph, dt, limits, env }: RingSetting): Ring {
  if (memory.delay === undefined)
    return { memory, steps: 1, places: undefined, verdict: undefined };
  const delay = builder.build(memory.delay, memory.dims, env);
  if (delay.op === 'const') {
    const steps = delaySteps(delay.value, dt, limits);
    if (steps !== undefined) return { memory, steps, places: undefined, verdict: undefined };
  }
  const { arithmetic } = bound(graph);
  const one = graph.number(1);
  const rounded = arithmetic(
    'floor',
    arithmetic('add', arithmetic('div', delay, graph.number(dt)), graph.number(0.5)),
  );
  const needed = arithmetic('min', arithmetic('max', rounded, one), graph.number(limits.whole));
  const isRight = boundsMask(graph, DELAY_BOUNDS, [one, delay]);
  const isShort = graph.compare('le', needed, graph.number(limits.most));
  const good = isRight === undefined ? isShort : graph.logic('and', isRight, isShort);
  return {
    memory,
    steps: undefined,
    places: arithmetic('add', graph.select(good, needed, one), one),
    verdict: graph.select(good, graph.number(0), graph.number(Number.NaN)),
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
