import type { Base } from '../plan/slot.js';
import type { Code, Emit } from '../wasm/code.js';
import { add, both, i32, ltu, storeLane } from '../wasm/ops.js';
import { writePiece } from './piece.js';
import type { ModuleWriter } from './write-module.js';

/**
 * `times(inputs, end, rows)`: what follows from the time alone, two times at once. The lanes are times here, not
 * worlds: the values are worked out by the same functions, with the same bits.
 */
export function writeTimes(code: Code, writer: ModuleWriter): void {
  const { addresses, pieces } = writer;
  const inputs = code.param(0, 'i32');
  const end = code.param(1, 'i32').get;
  const rows = code.param(2, 'i32');
  const verdict = code.own('v128');
  const pointers = new Map<Base, Emit<'i32'>>([
    ['times', inputs.get],
    ['row', rows.get],
  ]);
  const { rowBytes } = addresses;
  code.loop(() => {
    code.set(verdict, both(0));
    const frame = writer.frame(code, pointers, [verdict], {
      vectors: 1,
      rowBytes,
      slotOf: (node) => (node.op === 'leaf' ? pieces.seriesSlots.get(node.name) : undefined),
    });
    writePiece(pieces.times, frame);
    storeLane(code, rows.get, addresses.rowCheck, verdict.get, 0);
    storeLane(code, rows.get, addresses.rowCheck + rowBytes, verdict.get, 1);
    code.set(inputs, add(inputs.get, i32(addresses.pairBytes)));
    code.set(rows, add(rows.get, i32(2 * rowBytes)));
    return ltu(inputs.get, end);
  });
}
