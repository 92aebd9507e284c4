import type { Node } from '../graph/node.js';
import type { Emit, Local } from '../wasm/code.js';
import { both, load, store, vadd, vmax, vmin, vmul, vpmax, vpmin } from '../wasm/ops.js';
import { elementBytes } from './frame.js';
import { fill } from './loops.js';
import type { NestEmitter } from './nest.js';

type V = Emit<'v128'>;

const IDENTITIES = {
  sum: -0,
  product: 1,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
} as const;

/** The sums and their like of a nest: gathered in locals where one number comes out, else in memory. */
export class Reductions {
  readonly #emitter: NestEmitter;
  /** Those over the whole nest, in locals that outlive it. */
  readonly #totals = new Map<Node, readonly Local<'v128'>[]>();

  constructor(emitter: NestEmitter) {
    this.#emitter = emitter;
  }

  /** Before the loops. */
  start(node: Node): void {
    const { frame } = this.#emitter;
    const { code, vectors } = frame;
    const identity = IDENTITIES[node.reduction ?? 'sum'];
    if (node.dims.length === 0) {
      const totals = Array.from({ length: vectors }, () => code.own('v128'));
      for (const total of totals) code.set(total, both(identity));
      this.#totals.set(node, totals);
      return;
    }
    const slot = frame.slotOf(node);
    if (slot === undefined) throw new Error('the kernel has no place for a sum');
    const bytes = slot.count * elementBytes(slot.base, vectors);
    fill(code, frame.pointer(slot.base), slot.address, bytes, both(identity));
  }

  /** Within the loops: the element at hand. */
  add(node: Node): void {
    const [body] = node.args;
    if (body === undefined) return;
    const emitter = this.#emitter;
    emitter.prepare(body);
    const { code, vectors } = emitter.frame;
    const totals = this.#totals.get(node);
    if (totals !== undefined) {
      totals.forEach((total, u) => {
        code.scope(() => code.set(total, combine(node, total.get, emitter.value(body, u), body)));
      });
      return;
    }
    const slot = emitter.frame.slotOf(node);
    if (slot === undefined) return;
    const { pointer, offset } = emitter.addressOf(node, slot);
    for (let u = 0; u < vectors; u++) {
      const at = offset + 16 * u;
      code.scope(() =>
        store(code, pointer, at, combine(node, load(pointer, at), emitter.value(body, u), body)),
      );
    }
  }

  /** After the loops: for each that came to one number the locals that hold it. */
  get totals(): ReadonlyMap<Node, readonly V[]> {
    return new Map([...this.#totals].map(([node, all]) => [node, all.map((one) => one.get)]));
  }
}

function combine(node: Node, total: V, value: V, body: Node): V {
  switch (node.reduction) {
    case 'product':
      return vmul(total, value);
    case 'min':
      return body.mayBeNaN ? vmin(total, value) : vpmin(total, value);
    case 'max':
      return body.mayBeNaN ? vmax(total, value) : vpmax(total, value);
    default:
      return vadd(total, value);
  }
}
