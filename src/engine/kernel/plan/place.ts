import type { Model } from '../../../model/model.js';
import type { Node } from '../graph/node.js';
import { walkNodes } from '../graph/walk.js';
import type { ModelPlan } from './model-plan.js';
import type { Pieces } from './pieces.js';
import type { Slot } from './slot.js';
import { Layout, newSlot, slotName } from './slot.js';
import { tableBytes } from './table-rows.js';

/** Where everything stands in memory that does not depend on a request. */
export interface Addresses {
  /** Not finite in the lanes of worlds that failed. */
  readonly verdicts: number;
  /** Words of state between calls. */
  readonly header: number;
  /** The number of each lane's world. */
  readonly worlds: number;
  readonly streams: ReadonlyMap<string, number>;
  /** Two words for each element of the dimensions that draws vary over, by those dimensions. */
  readonly elementWords: ReadonlyMap<string, ElementTable>;
  readonly tables: ReadonlyMap<string, number>;
  /** Weights, and steps ahead, of the stages of Runge-Kutta. */
  readonly stages: number;
  /** Two copies of the stocks, and of the sums of metrics, one after the other. */
  readonly state: number;
  readonly stateBytes: number;
  readonly stockBytes: number;
  /** Where the sums stand in a copy. */
  readonly sums: number;
  readonly sumBytes: number;
  /** Stocks at the second to fourth stage. */
  readonly stage: number;
  /** Values kept from the first stage, and room for those of the others. */
  readonly kept: number;
  readonly keptBytes: number;
  /** Sums over stages. */
  readonly totals: number;
  readonly totalBytes: number;
  /** Copies of the sums as the last step left them. */
  readonly finalSums: number;
  /** Rings whose length is known, by memory. */
  readonly rings: ReadonlyMap<string, number>;
  /** Slots of parameters, by name. */
  readonly parameters: ReadonlyMap<string, Slot>;
  /** Bytes of a row of the table of times, and of a pair of its inputs. */
  readonly rowBytes: number;
  readonly pairBytes: number;
  /** Where the check of a row of times stands in it. */
  readonly rowCheck: number;
  readonly end: number;
}

export interface ElementTable {
  readonly dims: readonly string[];
  readonly address: number;
}

/** Words of the header. */
export const HEADER = {
  /** Which copy of the stocks is the present one. */
  state: 0,
  /** The next jump. */
  jump: 4,
  /** The number of the group's first lane in what is reported. */
  lane: 8,
  /** The row of the first step, for first values. */
  row: 12,
  /** From here on: where each reported variable's numbers go, then base and rows of each ring. */
  variable: 16,
} as const;

export function place(
  model: Model,
  plan: ModelPlan,
  pieces: Pieces,
  vectors: number,
  from: number,
): Addresses {
  const layout = new Layout(from);
  const lanes = 16 * vectors;
  const verdicts = layout.take(lanes);
  const header = layout.take(HEADER.variable + 4 * plan.reported.length + 8 * plan.rings.length);
  const worlds = layout.take(4 * 2 * vectors);
  const streams = new Map<string, number>();
  const tables = new Map<string, number>();
  const elementWords = new Map<string, ElementTable>();
  for (const { name, dims } of drawsOf(plan)) {
    if (!streams.has(name)) streams.set(name, layout.take(8));
    if (elementWords.has(dims.join())) continue;
    elementWords.set(dims.join(), { dims, address: layout.take(8 * plan.graph.count(dims)) });
  }
  for (const table of model.tables.values()) tables.set(table.name, layout.take(tableBytes(table)));
  const stages = layout.take(64);

  const parameters = new Map<string, Slot>();
  for (const one of model.variables.values())
    if (one.kind === 'parameter') parameters.set(one.name, newSlot('fixed', one.dims, one.size));
  layout.take(0);
  layout.place(parameters.values(), lanes);
  layout.place(pieces.runSlots.values(), lanes);

  // Stocks, and sums after them, have the same offsets in every copy.
  const stateLayout = new Layout(0);
  const placeAlike = (kinds: readonly string[], name: string) => {
    const slots = kinds.flatMap((kind) => plan.slots.get(slotName(kind, name)) ?? []);
    for (const slot of slots) slot.address = stateLayout.end;
    stateLayout.place([newSlot('state', [], slots[0]?.count ?? 0)], lanes);
  };
  for (const one of model.variables.values())
    if (one.kind === 'stock') placeAlike(['state', 'next', 'stageNext'], one.name);
  const stockBytes = stateLayout.end;
  plan.sums.forEach((index) => placeAlike(['sum', 'sumNext'], `${index}`));
  const sumBytes = stateLayout.end - stockBytes;
  const stateBytes = Math.ceil(stateLayout.end / 64) * 64;
  const state = layout.take(2 * stateBytes);
  const stage = layout.take(3 * stateBytes);

  const byKind = (kind: string, base?: Slot['base']) =>
    [...plan.slots].flatMap(([key, slot]) =>
      key.startsWith(`${kind} `) && (base === undefined || slot.base === base) ? [slot] : [],
    );
  const keptLayout = new Layout(0);
  keptLayout.place(byKind('kept', 'kept'), lanes);
  const keptBytes = keptLayout.end;
  const kept = layout.take(2 * keptBytes);
  const block = (kind: string) => {
    const start = layout.take(0);
    layout.place(byKind(kind), lanes);
    return { start, bytes: layout.end - start };
  };
  const totals = block('total');
  const finalSums = layout.take(sumBytes);
  layout.place(byKind('kept', 'fixed'), lanes);
  layout.place(byKind('first'), lanes);
  layout.place(byKind('places'), lanes);
  layout.place(pieces.reportSlots.values(), lanes);
  for (const piece of [
    pieces.run,
    pieces.start,
    pieces.stage,
    ...pieces.replays.flatMap(({ settle, stage: again }) => [settle, again]),
    pieces.step,
    pieces.report,
  ])
    layout.place(piece.temporary.values(), lanes);
  layout.take(0);
  layout.place(pieces.times.temporary.values(), 16);

  const rings = new Map<string, number>();
  for (const { memory, steps } of plan.rings)
    if (steps !== undefined) rings.set(memory.name, layout.take((steps + 1) * memory.size * lanes));

  const rowLayout = new Layout(0);
  rowLayout.place(pieces.rowSlots.values(), 8);
  const rowCheck = rowLayout.end;
  const pairLayout = new Layout(0);
  pairLayout.place(pieces.seriesSlots.values(), 16);
  return {
    verdicts,
    header,
    worlds,
    streams,
    elementWords,
    tables,
    stages,
    state,
    stateBytes,
    stage,
    kept,
    keptBytes,
    totals: totals.start,
    totalBytes: totals.bytes,
    sums: stockBytes,
    sumBytes,
    stockBytes,
    finalSums,
    rings,
    parameters,
    rowBytes: rowCheck + 8,
    pairBytes: Math.max(16, pairLayout.end),
    rowCheck,
    end: layout.take(0),
  };
}

/** The random draws that are made. */
function drawsOf(plan: ModelPlan): readonly Node[] {
  const draws: Node[] = [];
  const replays = plan.replays.flatMap(({ settle, stage }) => [...settle, ...stage]);
  const sinks = [plan.start, plan.stage, replays, plan.step, plan.report].flat();
  walkNodes(sinks, (node: Node) => {
    if (node.op === 'draw') draws.push(node);
  });
  return draws;
}
