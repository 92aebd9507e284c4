import { HEADER } from '../plan/place.js';
import type { Code, Emit, Local } from '../wasm/code.js';
import type { Func } from '../wasm/module.js';
import {
  add,
  allTrue,
  and,
  bits,
  choose,
  eq,
  i32,
  i64,
  load,
  loadI32,
  ltu,
  splatI64,
  store,
  storeI32,
  sub,
} from '../wasm/ops.js';
import { writePiece } from './piece.js';
import type { StepCode } from './step-code.js';
import { frameOf } from './step-code.js';
import { writeJumps } from './write-jumps.js';
import type { ModuleWriter } from './write-module.js';
import { checkStretch } from './write-module.js';
import { writeReport } from './write-report.js';
import { ringPointers } from './write-rings.js';
import { writeStages } from './write-stages.js';

type I = Emit<'i32'>;

/** After so many steps that had to be done again, a call no longer tries the fast functions. */
const MOST_REPEATS = 3;

/**
 * `steps(from, to, row)`: takes the steps of a group of worlds from one number up to another. The last, whose
 * number is that of the steps of the horizon, is only looked at.
 *
 * A step is first done with functions that know no special values and so need no branches. Where they would not
 * do, it is done again with the full ones, which give the same bits wherever the fast ones are right.
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
  const repeats = code.keep('i32', i32(0));
  const verdicts = writer.verdicts(code);
  const trial = verdicts.map(() => code.own('v128'));
  const fine = verdicts.map(() => code.own('v128'));
  code.loop(() => {
    // The two copies of the stocks take turns.
    code.set(next, sub(i32(2 * addresses.state + addresses.stateBytes), state.get));
    code.if(eq(step.get, i32(shape.steps)), () => keepSums(code, writer, state.get));
    writeJumps(code, writer, step.get, state.get, jump, verdicts);
    verdicts.forEach((one, u) => {
      code.set(trial[u] as Local<'v128'>, one.get);
      code.set(fine[u] as Local<'v128'>, bits(ALL));
    });
    const own = stepCode(code, writer, {
      step: step.get,
      row: row.get,
      state: state.get,
      next: next.get,
      verdicts: trial,
      fine,
    });
    code.if(ltu(repeats.get, i32(MOST_REPEATS)), () => writeStep(own));
    const all = fine.map((one) => one.get).reduce((a, b) => and(a, b));
    const done = code.i(allTrue(all));
    code.if(
      choose(done, i32(0), ltu(repeats.get, i32(MOST_REPEATS))),
      () => verdicts.forEach((one, u) => code.set(one, (trial[u] as Local<'v128'>).get)),
      () => {
        code.set(repeats, add(repeats.get, i32(1)));
        writer.saveVerdicts(code, verdicts);
        code.call(carefulStep(writer, code), step.get, row.get, state.get, next.get);
        verdicts.forEach((one, u) => code.set(one, load(i32(0), addresses.verdicts + 16 * u)));
      },
    );
    writeReport(own);
    code.set(state, next.get);
    code.set(step, add(step.get, i32(1)));
    code.set(row, add(row.get, i32(addresses.rowBytes * rowsPerStep(shape.method))));
    return ltu(step.get, end);
  });
  // Stocks as the last step took them, and as the look after it would have left them.
  code.if(ltu(i32(shape.steps), end), () => checkStocks(code, writer, verdicts));
  writer.saveVerdicts(code, verdicts);
  storeI32(code, i32(0), addresses.header + HEADER.state, sub(state.get, i32(addresses.state)));
  storeI32(code, i32(0), addresses.header + HEADER.jump, jump.get);
}

const ALL = 0xffffffffffffffffn;

/** Rows of the table of times for each step: of its start, its middle and its end. */
export function rowsPerStep(method: 'euler' | 'rk4'): number {
  return method === 'rk4' ? 3 : 1;
}

function stepCode(
  code: Code,
  writer: ModuleWriter,
  given: Omit<StepCode, 'code' | 'writer' | 'rings' | 'takes'>,
): StepCode {
  const { step } = given;
  const taken = choose(i64(-1n), i64(0n), ltu(step, i32(writer.shape.steps)));
  const takes = code.keep('v128', splatI64(taken)).get;
  return { code, writer, takes, rings: ringPointers(code, writer, step), ...given };
}

/** What a step works out; doing it again changes nothing. */
function writeStep(own: StepCode): void {
  const { writer } = own;
  if (writer.shape.method === 'rk4') writeStages(own);
  writePiece(writer.pieces.step, frameOf(own));
}

/** (step, row, state, next): a step with the full functions, which are called. */
function carefulStep(writer: ModuleWriter, { module }: Code): Func {
  return module.shared('careful step', () =>
    module.add(['i32', 'i32', 'i32', 'i32'], [], (code) => {
      const param = (index: number): I => code.param(index, 'i32').get;
      const verdicts = writer.verdicts(code);
      const [step, row, state, next] = [param(0), param(1), param(2), param(3)];
      writeStep(stepCode(code, writer, { step, row, state, next, verdicts }));
      writer.saveVerdicts(code, verdicts);
    }),
  );
}

/** Sums are complete before the last look, which would add to them. */
function keepSums(code: Code, { addresses }: ModuleWriter, state: I): void {
  for (let at = 0; at < addresses.sumBytes; at += 16)
    store(code, i32(0), addresses.finalSums + at, load(state, addresses.sums + at));
}

function checkStocks(code: Code, writer: ModuleWriter, verdicts: readonly Local<'v128'>[]): void {
  const { addresses, vectors } = writer;
  if (addresses.stockBytes === 0) return;
  const at = code.own('i32');
  for (const start of [addresses.state, addresses.state + addresses.stateBytes]) {
    code.set(at, i32(start));
    code.loop(() => {
      checkStretch(code, verdicts, at.get, 0);
      code.set(at, add(at.get, i32(16 * vectors)));
      return ltu(at.get, i32(start + addresses.stockBytes));
    });
  }
}
