import type { Node } from '../graph/node.js';
import { HEADER } from '../plan/place.js';
import { add, divu, eqz, i32, iand, loadI32, ltu, mul, remu } from '../wasm/ops.js';
import { isEmpty, writePiece } from './piece.js';
import type { StepCode } from './step-code.js';
import { frameOf } from './step-code.js';

/** At a report, writes out what is asked for. */
export function writeReport(own: StepCode): void {
  const { code, writer, step } = own;
  const { plan, pieces, shape, addresses } = writer;
  if (isEmpty(pieces.report)) return;
  const { stepsPerReport, reports } = shape;
  const isDue = iand(
    eqz(remu(step, i32(stepsPerReport))),
    ltu(step, i32(stepsPerReport * reports)),
  );
  code.if(isDue, () => {
    const k = code.keep('i32', divu(step, i32(stepsPerReport))).get;
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
