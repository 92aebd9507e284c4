import type { Node } from '../graph/node.js';
import { HEADER } from '../plan/place.js';
import { sourceOf } from '../plan/segment.js';
import type { Base } from '../plan/slot.js';
import type { Code, Emit, Local } from '../wasm/code.js';
import {
  add,
  anyTrue,
  both,
  choose,
  eq,
  eqz,
  f64,
  i32,
  i64,
  iand,
  load,
  loadI32,
  loadSplat,
  ltu,
  mul,
  ne,
  or,
  remu,
  splat,
  store,
  storeI32,
  vadd,
  vmax,
  vmul,
} from '../wasm/ops.js';
import type { Frame } from './frame.js';
import { fill } from './loops.js';
import { isEmpty, writePiece } from './piece.js';
import type { ModuleWriter } from './write-module.js';
import { checkStretch } from './write-module.js';
import { ringPointers } from './write-rings.js';

type I = Emit<'i32'>;
type V = Emit<'v128'>;

/** What a step's code shares. */
interface StepCode {
  readonly code: Code;
  readonly writer: ModuleWriter;
  readonly step: Local<'i32'>;
  readonly row: Local<'i32'>;
  readonly state: Local<'i32'>;
  readonly next: Local<'i32'>;
  readonly verdicts: readonly Local<'v128'>[];
  readonly rings: ReadonlyMap<Base, I>;
  readonly takes: V;
}

/**
 * `steps(from, to, row)`: takes the steps of a group of worlds from one number up to another. The last, whose
 * number is that of the steps of the horizon, is only looked at.
 */
export function writeSteps(code: Code, writer: ModuleWriter): void {
  const { addresses, shape } = writer;
  const step = code.param(0, 'i32');
  const end = code.param(1, 'i32').get;
  const row = code.param(2, 'i32');
  const header = (offset: number): I => loadI32(i32(0), addresses.header + offset);
  const state = code.keep('i32', add(i32(addresses.state), header(HEADER.state)));
  const next = code.own('i32');
  const jump = code.keep('i32', header(HEADER.jump));
  const verdicts = writer.verdicts(code);
  code.loop(() => {
    // The two copies of the stocks take turns.
    const both2 = 2 * addresses.state + addresses.stateBytes;
    code.set(next, (c) => {
      i32(both2)(c);
      state.get(c);
      c.op(0x6b);
    });
    const taken = ltu(step.get, i32(shape.steps));
    const takes = code.keep('v128', splatMask(taken)).get;
    const rings = ringPointers(code, writer, step.get);
    const own: StepCode = { code, writer, step, row, state, next, verdicts, rings, takes };
    code.if(eq(step.get, i32(shape.steps)), () => keepSums(own));
    writeJumps(own, jump);
    if (shape.method === 'rk4') writeStages(own);
    writePiece(writer.pieces.step, frameOf(own));
    writeReport(own);
    code.set(state, next.get);
    code.set(step, add(step.get, i32(1)));
    code.set(row, add(row.get, i32(addresses.rowBytes * rowsPerStep(shape.method))));
    return ltu(step.get, end);
  });
  // Stocks as the last step took them, and as the look after it would have left them.
  code.if(ltu(i32(shape.steps), end), () => {
    if (addresses.stateBytes > 0) checkStocks(code, writer, verdicts);
  });
  writer.saveVerdicts(code, verdicts);
  storeI32(code, i32(0), addresses.header + HEADER.state, subtract(state.get, addresses.state));
  storeI32(code, i32(0), addresses.header + HEADER.jump, jump.get);
}

/** Rows of the table of times for each step: of its start, its middle and its end. */
export function rowsPerStep(method: 'euler' | 'rk4'): number {
  return method === 'rk4' ? 3 : 1;
}

const subtract =
  (a: I, b: number): I =>
  (c) => {
    a(c);
    i32(b)(c);
    c.op(0x6b);
  };

/** All bits where a condition holds. */
function splatMask(condition: I): V {
  return (c) => {
    choose(i64(-1n), i64(0n), condition)(c);
    c.simd(0x12);
  };
}

function frameOf(own: StepCode, more: ReadonlyMap<Base, I> = new Map()): Omit<Frame, 'locals'> {
  const { code, writer, step, row, state, next, verdicts, rings, takes } = own;
  const pointers = new Map<Base, I>([
    ['state', state.get],
    ['next', next.get],
    ['row', row.get],
    ['kept', i32(writer.addresses.kept)],
    ...rings,
    ...more,
  ]);
  const frame = writer.frame(code, pointers, verdicts, {
    step: step.get,
    takes,
    inlines: writer.inlines,
    slotOf: (node) => writer.slotOf(node),
  });
  // Past the last step there is one stage, not six sixths of a step.
  const weights = splat(choose(f64(6), f64(1), ltu(step.get, i32(writer.shape.steps))));
  return withNumbers(frame, new Map([['weights', weights]]));
}

/** Gives the numbers of a stage their values: they are worked out where they are used. */
function withNumbers(
  frame: Omit<Frame, 'locals'>,
  numbers: ReadonlyMap<string, V>,
): Omit<Frame, 'locals'> {
  const numberOf = (node: Node): V | undefined =>
    node.leaf === 'stageNumber' ? numbers.get(node.name) : undefined;
  return { ...frame, numberOf: (node: Node) => numberOf(sourceOf(node)) };
}

/** Sums are complete before the last look, which would add to them. */
function keepSums({ code, writer }: StepCode): void {
  const { sums, sumBytes, finalSums } = writer.addresses;
  for (let at = 0; at < sumBytes; at += 16)
    store(code, i32(0), finalSums + at, load(i32(0), sums + at));
}

/** Changes of stocks at the start of the step: entries of 32 bytes, in order of steps. */
function writeJumps({ code, writer, step, state, verdicts }: StepCode, jump: Local<'i32'>): void {
  const due = (): I => eq(loadI32(jump.get, 0), step.get);
  code.if(due(), () => {
    code.loop(() => {
      const at = code.i(add(state.get, loadI32(jump.get, 4)));
      for (let u = 0; u < writer.vectors; u++) {
        code.scope(() => {
          const value = vadd(
            vmul(load(at, 16 * u), loadSplat(jump.get, 8)),
            loadSplat(jump.get, 16),
          );
          store(code, at, 16 * u, value);
        });
      }
      checkStretch(code, verdicts, at, 0);
      for (let u = 0; u < writer.vectors; u++)
        store(code, at, 16 * u, vmax(load(at, 16 * u), loadSplat(jump.get, 24)));
      code.set(jump, add(jump.get, i32(32)));
      return due();
    });
  });
}

/** The stages of Runge-Kutta, and what follows from cut flows. */
function writeStages(own: StepCode): void {
  const { code, writer, step, state } = own;
  const { addresses, shape, pieces } = writer;
  const stage = code.own('i32');
  const from = code.own('i32');
  const to = code.own('i32');
  const kept = code.own('i32');
  const row = code.own('i32');
  const at = (q: I): I => add(i32(addresses.stage), mul(subtract(q, 1), i32(addresses.stateBytes)));
  const stageState = (q: I): I => choose(state.get, at(q), eqz(q));
  fill(code, i32(0), addresses.totals, addresses.totalBytes, both(0));
  const numbers = (): ReadonlyMap<string, V> => {
    const entry = mul(stage.get, i32(16));
    return new Map([
      ['weight', loadSplat(entry, addresses.stages)],
      ['ahead', loadSplat(entry, addresses.stages + 8)],
    ]);
  };
  const setPointers = () => {
    code.set(from, stageState(stage.get));
    // Rows stand for the start, the middle (twice) and the end.
    const rows = shrOne(add(stage.get, i32(1)));
    code.set(row, add(own.row.get, mul(rows, i32(addresses.rowBytes))));
  };
  const frame = () =>
    withNumbers(
      frameOf(
        own,
        new Map<Base, I>([
          ['stage', from.get],
          ['stageNext', to.get],
          ['kept', kept.get],
          ['row', row.get],
        ]),
      ),
      numbers(),
    );
  const last = choose(i32(4), i32(1), ltu(step.get, i32(shape.steps)));
  code.set(stage, i32(0));
  code.loop(() => {
    setPointers();
    code.set(to, choose(at(add(stage.get, i32(1))), own.next.get, ltu(stage.get, i32(3))));
    const room = i32(addresses.kept + addresses.keptBytes);
    code.set(kept, choose(i32(addresses.kept), room, eqz(stage.get)));
    writePiece(pieces.stage, frame());
    code.set(stage, add(stage.get, i32(1)));
    return ltu(stage.get, last);
  });
  if (isEmpty(pieces.settle)) return;
  writePiece(pieces.settle, frameOf(own));
  const cut = writer.plan.slots.get('kept cut');
  if (cut === undefined || isEmpty(pieces.replay)) return;
  let any: V = load(i32(0), cut.address);
  for (let u = 1; u < writer.vectors; u++) any = or(any, load(i32(0), cut.address + 16 * u));
  code.if(iand(anyTrue(any), i32(1)), () => {
    // Last to first, as the reference adds them up.
    code.set(stage, last);
    code.loop(() => {
      code.set(stage, subtract(stage.get, 1));
      setPointers();
      code.set(kept, i32(addresses.kept));
      writePiece(pieces.replay, frame());
      return ne(stage.get, i32(0));
    });
  });
}

const shrOne =
  (a: I): I =>
  (c) => {
    a(c);
    i32(1)(c);
    c.op(0x76);
  };

/** At a report, writes out what is asked for. */
function writeReport(own: StepCode): void {
  const { code, writer, step } = own;
  const { plan, pieces, shape, addresses } = writer;
  if (isEmpty(pieces.report)) return;
  const { stepsPerReport, reports } = shape;
  const isDue = iand(
    eqz(remu(step.get, i32(stepsPerReport))),
    ltu(step.get, i32(stepsPerReport * reports)),
  );
  code.if(isDue, () => {
    const k = code.keep('i32', divide(step.get, stepsPerReport)).get;
    const first = code.keep('i32', loadI32(i32(0), addresses.header + HEADER.lane)).get;
    const position = code.keep('i32', add(mul(first, i32(reports)), k)).get;
    const report = (variable: string) => {
      const index = plan.reported.indexOf(variable);
      const sink = plan.report.find((one) => one.kind === 'report' && one.variable === variable);
      const size = plan.graph.count(sink?.dims ?? []);
      const base = loadI32(i32(0), addresses.header + HEADER.variable + 4 * index);
      return {
        pointer: add(base, mul(position, i32(8 * size))),
        laneBytes: 8 * size * reports,
      };
    };
    const frame = frameOf(own);
    const slotOf = (node: Node) => writer.pieces.reportSlots.get(node) ?? writer.slotOf(node);
    writePiece(pieces.report, { ...frame, report, slotOf });
  });
}

const divide =
  (a: I, b: number): I =>
  (c) => {
    a(c);
    i32(b)(c);
    c.op(0x6e);
  };

function checkStocks(code: Code, writer: ModuleWriter, verdicts: readonly Local<'v128'>[]): void {
  const { addresses, vectors } = writer;
  const at = code.own('i32');
  code.set(at, i32(addresses.state));
  code.loop(() => {
    checkStretch(code, verdicts, at.get, 0);
    code.set(at, add(at.get, i32(16 * vectors)));
    return ltu(at.get, i32(addresses.state + 2 * addresses.stateBytes));
  });
}
