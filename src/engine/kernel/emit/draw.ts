import { drawFunction } from '../draws/draw-function.js';
import type { Node } from '../graph/node.js';
import type { Code, Emit } from '../wasm/code.js';
import { call, f64, i32, lane, loadI32, splat, withLane } from '../wasm/ops.js';
import type { NestEmitter } from './nest.js';

type V = Emit<'v128'>;
type F = Emit<'f64'>;

/** A random draw: each lane draws by itself, keyed by its world, the step and the element. */
export function drawn(c: Code, emitter: NestEmitter, node: Node, u: number): V {
  const { frame, loops } = emitter;
  const { places, step } = frame;
  const stream = places.streams.get(node.name);
  if (stream === undefined || node.draw === undefined || step === undefined)
    throw new Error('a draw without a stream');
  const func = drawFunction(c.module, node.draw);
  const table = places.elements.get(node.dims.join());
  if (table === undefined) throw new Error('a draw without the names of its elements');
  const strides = new Map<string, number>();
  let size = 8;
  for (const dim of [...node.dims].reverse()) {
    strides.set(dim, size);
    size *= frame.graph.sizeOf(dim);
  }
  const element = loops.pointer(`element words ${table}`, i32(table), strides);
  const [first, second] = node.args;
  const a = c.v(first === undefined ? splat(f64(0)) : emitter.value(first, u));
  const b = second === undefined ? undefined : c.v(emitter.value(second, u));
  const draw = (index: 0 | 1): F =>
    call<'f64'>(
      func,
      loadI32(i32(0), places.worlds + 4 * (2 * u + index)),
      step,
      loadI32(element, 0),
      loadI32(element, 4),
      loadI32(i32(0), stream),
      loadI32(i32(0), stream + 4),
      lane(a, index),
      b === undefined ? f64(0) : lane(b, index),
    );
  return withLane(splat(draw(0)), 1, draw(1));
}
