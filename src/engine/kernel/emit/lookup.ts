import { TABLE_ROW } from '../plan/table-rows.js';
import type { Code, Emit } from '../wasm/code.js';
import type { Func, ModuleBuilder } from '../wasm/module.js';
import {
  add,
  both,
  call,
  choose,
  fge,
  firstLanes,
  i32,
  lane,
  load,
  loadF64,
  loadLane,
  loadZero,
  lowWord,
  lsub,
  lts,
  secondLanes,
  shl,
  shru,
  sub,
  vadd,
  vdiv,
  vge,
  vmul,
  vpmax,
  vpmin,
  vsub,
} from '../wasm/ops.js';
import type { Frame } from './frame.js';

type V = Emit<'v128'>;
type I = Emit<'i32'>;

/** Up to this many points all are compared with; beyond, each lane searches. */
const MOST_COMPARED = 16;

/** The value of a table: exact at its points and past its ends; NaN for NaN. */
export function lookedUp(c: Code, frame: Frame, name: string, argument: V): V {
  const rows = frame.places.tables.get(name);
  if (rows === undefined) throw new Error(`the kernel has no table ${name}`);
  const { table, address } = rows;
  const { xs } = table;
  const [first = 0] = xs;
  const last = xs.at(-1) ?? 0;
  // NaN stays, as the first operand.
  const x = c.v(vpmin(vpmax(argument, both(first)), both(last)));
  const [row0, row1] =
    xs.length <= MOST_COMPARED ? compared(c, xs, x, address) : searched(c, xs, x, address);
  const [start0, start1] = [c.v(load(row0, 0)), c.v(load(row1, 0))];
  const y = c.v(secondLanes(start0, start1));
  if (table.interpolation === 'step') return vadd(y, vsub(x, x));
  // As `between` of the reference's `numbers.ts`.
  const [way0, way1] = [c.v(load(row0, 16)), c.v(load(row1, 16))];
  const along = vsub(x, firstLanes(start0, start1));
  const product = vmul(secondLanes(way0, way1), along);
  const value = vadd(y, vdiv(product, firstLanes(way0, way1)));
  const next = c.v(loadLane(loadZero(row0, NEXT_Y), 1, row1, NEXT_Y));
  return vpmax(vpmin(value, vpmax(y, next)), vpmin(y, next));
}

/** Bytes from a point to the y of the next. */
const NEXT_Y = TABLE_ROW + 8;

/** The rows of the points at or before x: their number is the count of the points passed. */
function compared(c: Code, xs: Float64Array, x: V, address: number): readonly [I, I] {
  let count: V = both(0);
  for (const point of xs.subarray(1)) count = lsub(count, vge(x, both(point)));
  const passed = c.v(count);
  const row = (index: 0 | 1): I => c.i(add(shl(lowWord(passed, index), i32(5)), i32(address)));
  return [row(0), row(1)];
}

function searched(c: Code, xs: Float64Array, x: V, address: number): readonly [I, I] {
  const search = searchFunction(c.module);
  const row = (index: 0 | 1): I =>
    c.i(call<'i32'>(search, lane(x, index), i32(address), i32(xs.length)));
  return [row(0), row(1)];
}

/** (x, address of the rows, number of rows) -> the last row at or before x, or the first. */
function searchFunction(module: ModuleBuilder): Func {
  return module.shared('search', () =>
    module.add(['f64', 'i32', 'i32'], ['i32'], (c) => {
      const x = c.param(0, 'f64').get;
      const base = c.param(1, 'i32').get;
      const low = c.local('i32');
      const high = c.local('i32');
      c.set(high, c.param(2, 'i32').get);
      c.loop(() => {
        const middle = c.i(shru(add(low.get, high.get), i32(1)));
        const passed = c.i(fge(x, loadF64(add(base, shl(middle, i32(5))), 0)));
        c.set(low, choose(middle, low.get, passed));
        c.set(high, choose(high.get, middle, passed));
        return lts(i32(1), sub(high.get, low.get));
      });
      c.result(add(base, shl(low.get, i32(5))));
    }),
  );
}
