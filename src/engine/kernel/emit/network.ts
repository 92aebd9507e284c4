import type { Node } from '../graph/node.js';
import { sourceOf } from '../plan/segment.js';
import type { Emit } from '../wasm/code.js';
import { add, both, i32, load, loadI32, loadSplat, ltu, store, vadd, vmul } from '../wasm/ops.js';
import type { SparseRows } from './frame.js';
import { elementBytes } from './frame.js';
import type { NestEmitter } from './nest.js';

type V = Emit<'v128'>;
type I = Emit<'i32'>;

/** Up to this many weights the sums are written out; beyond, they are a loop over a list. */
export const MOST_WRITTEN_OUT = 400;

/** How many sums are gathered at once, which spares reading what they share. */
const ROWS_AT_ONCE = 8;

interface Reach {
  readonly pointer: I;
  readonly offset: number;
  /** Bytes from one element of the network's dimension to the next. */
  readonly stride: number;
}

/** Writes the sums of a network: for each element the others' values, times their weights. */
export function writeNetwork(emitter: NestEmitter, node: Node): void {
  const { frame } = emitter;
  const [body] = node.args;
  const rows = frame.places.networks.get(`${node.over[0]} ${node.name}`);
  const slot = frame.slotOf(node);
  if (body === undefined || rows === undefined || slot === undefined)
    throw new Error('the kernel has no place for a network');
  const to = reachOf(emitter, node, node, 'to');
  const from = reachOf(emitter, node, body, 'from');
  if (from === undefined) emitter.prepare(body);
  if (to === undefined) throw new Error('the kernel has no place for a network');
  if (rows.weights.length <= MOST_WRITTEN_OUT || from === undefined)
    writtenOut(emitter, node, rows, to, (s, u) =>
      from === undefined
        ? emitter.value(body, u)
        : load(from.pointer, from.offset + s * from.stride + 16 * u),
    );
  else inLoops(emitter, node, to, from, rows);
}

/** Where the elements of a value stand along the network's dimension; undefined when it does not vary over it. */
function reachOf(emitter: NestEmitter, network: Node, value: Node, key: string): Reach | undefined {
  const { frame, loops } = emitter;
  const slot = frame.slotOf(sourceOf(value));
  if (slot === undefined || value.op === 'const') return undefined;
  const bytes = elementBytes(slot.base, frame.vectors);
  const { strides, fixed } = emitter.stridesOf(value, slot.dims, bytes);
  const [over = ''] = network.over;
  const stride = strides.get(over);
  if (stride === undefined) return undefined;
  strides.delete(over);
  const pointer = loops.pointer(`${key} ${slot.base}`, frame.pointer(slot.base), strides);
  if (slot.base === 'row') throw new Error('a network over a row of times');
  return { pointer, offset: slot.address + fixed, stride };
}

function writtenOut(
  emitter: NestEmitter,
  node: Node,
  rows: SparseRows,
  to: Reach,
  valueAt: (s: number, u: number) => V,
): void {
  const { code, vectors } = emitter.frame;
  const count = rows.starts.length - 1;
  const atOnce = Math.max(1, Math.floor(ROWS_AT_ONCE / vectors));
  // Weights are read from memory: as constants each would be made by three instructions.
  const list = emitter.frame.networkList(node, 0, 0);
  const weightOf = (k: number): V => loadSplat(i32(list.rows + 16 * (count + k)), 0);
  for (let first = 0; first < count; first += atOnce) {
    const block = Array.from({ length: Math.min(atOnce, count - first) }, (_, k) => first + k);
    code.scope(() => {
      const sums = block.map(() => Array.from({ length: vectors }, () => code.local('v128')));
      const begun = new Set<number>();
      for (let s = 0; s < count; s++) {
        const weights = block.map((r) => placeOf(rows, r, s));
        if (weights.every((one) => one === undefined)) continue;
        code.scope(() => {
          const values = Array.from({ length: vectors }, (_, u) => code.v(valueAt(s, u)));
          weights.forEach((place, k) => {
            if (place === undefined) return;
            const weight = code.v(weightOf(place));
            values.forEach((value, u) => {
              const sum = sums[k]?.[u];
              if (sum === undefined) return;
              const term = vmul(weight, value);
              code.set(sum, begun.has(k) ? vadd(sum.get, term) : term);
            });
            begun.add(k);
          });
        });
      }
      block.forEach((r, k) => {
        sums[k]?.forEach((sum, u) => {
          const value = begun.has(k) ? sum.get : both(0);
          store(code, to.pointer, to.offset + r * to.stride + 16 * u, value);
        });
      });
    });
  }
}

/** Where the weight of element s for element r is in the list, if it is not 0. */
function placeOf(rows: SparseRows, r: number, s: number): number | undefined {
  for (let k = rows.starts[r] ?? 0; k < (rows.starts[r + 1] ?? 0); k++)
    if (rows.columns[k] === s) return k;
  return undefined;
}

function inLoops(emitter: NestEmitter, node: Node, to: Reach, from: Reach, rows: SparseRows): void {
  const { code, vectors } = emitter.frame;
  const list = emitter.frame.networkList(node, from.stride, to.stride);
  code.scope(() => {
    const row = code.local('i32');
    const at = code.local('i32');
    const end = code.local('i32');
    const sums = Array.from({ length: vectors }, () => code.local('v128'));
    code.set(row, i32(list.rows));
    code.loop(() => {
      for (const sum of sums) code.set(sum, both(-0));
      code.set(at, loadI32(row.get, 0));
      code.set(end, loadI32(row.get, 4));
      code.if(ltu(at.get, end.get), () => {
        code.loop(() => {
          const pointer = code.i(add(from.pointer, loadI32(at.get, 8)));
          const weight = code.v(loadSplat(at.get, 0));
          sums.forEach((sum, u) => {
            const value = load(pointer, from.offset + 16 * u);
            code.set(sum, vadd(sum.get, vmul(weight, value)));
          });
          code.set(at, add(at.get, i32(16)));
          return ltu(at.get, end.get);
        });
      });
      const out = code.i(add(to.pointer, loadI32(row.get, 8)));
      // Without a weight the sum is 0, not -0.
      sums.forEach((sum, u) => {
        store(code, out, to.offset + 16 * u, vadd(sum.get, both(0)));
      });
      code.set(row, add(row.get, i32(16)));
      return ltu(row.get, i32(list.rows + 16 * (rows.starts.length - 1)));
    });
  });
}
