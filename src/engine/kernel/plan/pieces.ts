import type { Model } from '../../../model/model.js';
import type { Graph } from '../graph/graph.js';
import type { Node } from '../graph/node.js';
import { BY_STATE, BY_TIME } from '../graph/node.js';
import { checksOf } from './checks.js';
import type { ModelPlan } from './model-plan.js';
import type { Schedule } from './schedule.js';
import { schedule } from './schedule.js';
import type { Segment, Sink } from './segment.js';
import { segmentOf } from './segment.js';
import type { Slot } from './slot.js';
import { newSlot, slotName } from './slot.js';

/** A segment ready to be written. */
export interface Piece {
  readonly schedule: Schedule;
  /** Where values stand that pass from loop to loop. */
  readonly temporary: ReadonlyMap<Node, Slot>;
}

/** All code of a model, by when it runs, with the arrays that pass values between the pieces. */
export interface Pieces {
  /** Two times at once. */
  readonly times: Piece;
  /** What depends on parameters alone. */
  readonly run: Piece;
  readonly start: Piece;
  readonly stage: Piece;
  readonly replays: readonly {
    readonly settle: Piece;
    readonly stage: Piece;
    readonly cut: Slot;
  }[];
  readonly step: Piece;
  readonly report: Piece;
  /** Values that follow from parameters alone, or from the time alone, which steps look up. */
  readonly runSlots: ReadonlyMap<Node, Slot>;
  readonly rowSlots: ReadonlyMap<Node, Slot>;
  /** Values of a step that reports look up. */
  readonly reportSlots: ReadonlyMap<Node, Slot>;
  /** Series that the table of times is made from, by name. */
  readonly seriesSlots: ReadonlyMap<string, Slot>;
}

export function piecesOf(model: Model, plan: ModelPlan): Pieces {
  const { graph } = plan;
  const runSlots = new Map<Node, Slot>();
  const rowSlots = new Map<Node, Slot>();
  const slotFor = (map: Map<Node, Slot>, node: Node, base: Slot['base']) => {
    if (!map.has(node)) map.set(node, newSlot(base, node.dims, graph.count(node.dims)));
  };
  const note = (node: Node) => {
    if (node.varies === BY_TIME) slotFor(rowSlots, node, 'row');
    else if (node.op !== 'leaf') slotFor(runSlots, node, 'fixed');
  };
  const isEarlier = (node: Node) => node.op === 'leaf' || isRun(node) || node.varies === BY_TIME;

  const reportSlots = new Map<Node, Slot>();
  const report = segmentOf(
    plan.report,
    (node) => {
      if (!isEarlier(node)) slotFor(reportSlots, node, 'fixed');
      return true;
    },
    (node) => isEarlier(node) && note(node),
  );
  const kept = [...reportSlots].map(
    ([node, slot]): Sink => ({ kind: 'store', node, dims: node.dims, slot }),
  );

  const inStep = (sinks: readonly Sink[]): Segment => {
    const segment = segmentOf(sinks, isEarlier, note);
    const checks = checksOf(segment, model, (sink) => isWatched(sink, plan, model));
    return { sinks: [...segment.sinks, ...checks], nodes: segment.nodes };
  };
  const stage = inStep(plan.stage);
  const replays = plan.replays.map((one) => ({
    settle: inStep(one.settle),
    stage: inStep(one.stage),
    cut: one.cut,
  }));
  const step = inStep([...plan.step, ...kept]);
  const start = segmentOf(plan.start, isEarlier, note);

  const run = alone(runSlots, (node) => node.op === 'leaf', graph);
  const seriesSlots = new Map<string, Slot>();
  const times = alone(
    rowSlots,
    (node) => node.op === 'leaf',
    graph,
    (node) => {
      if (seriesSlots.has(node.name)) return;
      seriesSlots.set(node.name, newSlot('times', node.dims, graph.count(node.dims)));
    },
  );
  const piece = (segment: Segment) => pieceOf(segment, graph);
  return {
    times: piece(times),
    run: piece(run),
    start: piece(start),
    stage: piece(stage),
    replays: replays.map(({ settle, stage: again, cut }) => ({
      settle: piece(settle),
      stage: piece(again),
      cut,
    })),
    step: piece(step),
    report: piece(report),
    runSlots,
    rowSlots,
    reportSlots,
    seriesSlots,
  };
}

function isRun(node: Node): boolean {
  return (node.varies & (BY_TIME | BY_STATE)) === 0;
}

/** The code that fills the arrays that steps look up; every variable worked out there is checked. */
function alone(
  slots: ReadonlyMap<Node, Slot>,
  isThere: (node: Node) => boolean,
  _graph: Graph,
  onThere?: (node: Node) => void,
): Segment {
  const sinks = [...slots].map(
    ([node, slot]): Sink => ({ kind: 'store', node, dims: node.dims, slot }),
  );
  const segment = segmentOf(sinks, isThere, onThere);
  const checks = segment.nodes
    .filter((node) => node.isFormula)
    .map((node): Sink => ({ kind: 'check', node, dims: node.dims, onlyTaken: false }));
  return { sinks: [...sinks, ...checks], nodes: segment.nodes };
}

/**
 * Whether a stored value is checked in the end: stocks are, and keep what is not finite, unless a floor hides it;
 * so are the mean rates that make them.
 */
function isWatched(sink: Sink, plan: ModelPlan, model: Model): boolean {
  if (sink.kind !== 'store') return false;
  if (sink.slot.base === 'next') return !hasFloor(model, nameOf(plan, 'next', sink.slot));
  const flow = nameOf(plan, 'total', sink.slot);
  if (flow === undefined || model.variables.get(flow)?.kind !== 'flow') return false;
  return [...model.variables.values()].every(
    (one) =>
      one.kind !== 'stock' ||
      one.floor === undefined ||
      ![...one.inflows, ...one.outflows].some((link) => link.flow === flow),
  );
}

function hasFloor(model: Model, name: string | undefined): boolean {
  const stock = model.variables.get(name ?? '');
  return stock?.kind !== 'stock' || stock.floor !== undefined;
}

function nameOf(plan: ModelPlan, kind: string, slot: Slot): string | undefined {
  for (const [key, one] of plan.slots)
    if (one === slot && key.startsWith(slotName(kind, ''))) return key.slice(kind.length + 1);
  return undefined;
}

function pieceOf(segment: Segment, graph: Graph): Piece {
  const order = schedule(segment, graph);
  const temporary = new Map<Node, Slot>();
  for (const node of segment.nodes) {
    const inMemory =
      node.op === 'assemble' ||
      node.op === 'network' ||
      (node.dims.length > 0 && (node.op === 'reduce' || order.stored.has(node)));
    if (inMemory) temporary.set(node, newSlot('fixed', node.dims, graph.count(node.dims)));
  }
  return { schedule: order, temporary };
}
