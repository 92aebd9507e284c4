import type { Base } from '../plan/slot.js';
import type { Emit } from '../wasm/code.js';
import {
  add,
  anyTrue,
  both,
  choose,
  eqz,
  i32,
  load,
  loadSplat,
  ltu,
  mul,
  or,
  shru,
  sub,
} from '../wasm/ops.js';
import { fill } from './loops.js';
import { writePiece } from './piece.js';
import type { StepCode } from './step-code.js';
import { frameOf, withNumbers } from './step-code.js';

type I = Emit<'i32'>;
type V = Emit<'v128'>;

/** The stages of Runge-Kutta, and what follows from cut flows. */
export function writeStages(own: StepCode): void {
  const { code, writer, step, state } = own;
  const { addresses, shape, pieces } = writer;
  const stage = code.own('i32');
  const from = code.own('i32');
  const to = code.own('i32');
  const kept = code.own('i32');
  const row = code.own('i32');
  const at = (q: I): I => add(i32(addresses.stage), mul(sub(q, i32(1)), i32(addresses.stateBytes)));
  const stageState = (q: I): I => choose(state, at(q), eqz(q));
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
    const rows = shru(add(stage.get, i32(1)), i32(1));
    code.set(row, add(own.row, mul(rows, i32(addresses.rowBytes))));
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
  const last = choose(i32(4), i32(1), ltu(step, i32(shape.steps)));
  code.set(stage, i32(0));
  code.loop(() => {
    setPointers();
    code.set(to, choose(at(add(stage.get, i32(1))), own.next, ltu(stage.get, i32(3))));
    const room = i32(addresses.kept + addresses.keptBytes);
    code.set(kept, choose(i32(addresses.kept), room, eqz(stage.get)));
    writePiece(pieces.stage, frame());
    code.set(stage, add(stage.get, i32(1)));
    return ltu(stage.get, last);
  });
  for (const { settle, stage: again, cut } of pieces.replays) {
    writePiece(settle, frameOf(own));
    let any: V = load(i32(0), cut.address);
    for (let u = 1; u < writer.vectors; u++) any = or(any, load(i32(0), cut.address + 16 * u));
    code.if(anyTrue(any), () => {
      code.set(stage, i32(0));
      code.loop(() => {
        setPointers();
        code.set(kept, i32(addresses.kept));
        writePiece(again, frame());
        code.set(stage, add(stage.get, i32(1)));
        return ltu(stage.get, last);
      });
    });
  }
}
