import type { Node } from '../graph/node.js';
import type { Sink } from '../plan/segment.js';
import type { Emit } from '../wasm/code.js';
import { add, both, i32, lane, loadLane, mul, storeLane, truncU32 } from '../wasm/ops.js';
import type { NestEmitter } from './nest.js';

type V = Emit<'v128'>;
type I = Emit<'i32'>;

/** What a memory gives, where the length of its ring differs by world: each lane reads its own place. */
export function readRing(emitter: NestEmitter, node: Node, u: number): V {
  const [place] = node.args;
  if (place === undefined) throw new Error('a ring without a place');
  const { code } = emitter.frame;
  const at = code.v(emitter.value(place, u));
  const pointer = (index: 0 | 1) => placeOf(emitter, node.name, node.dims, at, index);
  const low = loadLane(both(0), 0, pointer(0), 16 * u);
  return loadLane(low, 1, pointer(1), 16 * u + 8);
}

/** Writes what a memory takes in. */
export function writeRing(
  emitter: NestEmitter,
  sink: Extract<Sink, { kind: 'remember' }>,
  u: number,
): void {
  const { code } = emitter.frame;
  const at = code.v(emitter.value(sink.place, u));
  const value = code.v(emitter.value(sink.node, u));
  for (const index of [0, 1] as const) {
    const pointer = placeOf(emitter, sink.memory, sink.dims, at, index);
    storeLane(code, pointer, 16 * u + 8 * index, value, index);
  }
}

function placeOf(
  emitter: NestEmitter,
  memory: string,
  dims: readonly string[],
  at: V,
  index: 0 | 1,
): I {
  const { frame, loops } = emitter;
  const strides = new Map<string, number>();
  let size = 16 * frame.vectors;
  for (const dim of [...dims].reverse()) {
    strides.set(dim, size);
    size *= frame.graph.sizeOf(dim);
  }
  const base = loops.pointer(`read ${memory}`, frame.pointer(`read ${memory}`), strides);
  return add(base, mul(truncU32(lane(at, index)), i32(size)));
}
