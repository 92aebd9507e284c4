import { describe, expect, test } from 'vitest';
import { exp, expFast } from '../../src/engine/kernel/math/exp.js';
import { log, log10, logFast } from '../../src/engine/kernel/math/log.js';
import { INTERVALS, LN2_HIGH, LN2_LOW, logTable } from '../../src/engine/kernel/math/log-table.js';
import { pow, powFast } from '../../src/engine/kernel/math/pow.js';
import { round, sign } from '../../src/engine/kernel/math/rounding.js';
import { tanh } from '../../src/engine/kernel/math/tanh.js';
import { atan, cos, sin, tan } from '../../src/engine/kernel/math/trigonometry.js';
import type { Code, Emit, Local } from '../../src/engine/kernel/wasm/code.js';
import { and, bits, vneg } from '../../src/engine/kernel/wasm/ops.js';
import { applied } from './kernel-apply.js';
import points from './kernel-math-points.json' with { type: 'json' };

type V = Emit<'v128'>;

const FUNCTIONS = { exp, log, log10, sin, cos, tan, atan, tanh, pow } as const;
type Name = keyof typeof FUNCTIONS;

/** Largest error that each function states, in units of the last place, within the normal range. */
const STATED: Readonly<Record<Name, number>> = {
  exp: 0.55,
  log: 0.75,
  log10: 0.65,
  sin: 0.8,
  cos: 0.8,
  tan: 0.8,
  atan: 0.8,
  tanh: 1.3,
  pow: 1.1,
};

const SMALLEST_NORMAL = 2 ** -1022;

const view = new DataView(new ArrayBuffer(8));

function numberOf(hex: string): number {
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}

function bitsOf(value: number): string {
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16);
}

/** The unit of the last place: the distance to the next number away from 0. */
function unit(value: number): number {
  view.setFloat64(0, Math.abs(value));
  const exponent = Number(view.getBigUint64(0) >> 52n);
  return 2 ** (Math.max(exponent, 1) - 1075);
}

describe('error against 300 bits of precision, over the whole range', () => {
  test.each(Object.keys(FUNCTIONS) as Name[])('%s', (name) => {
    const rows = points[name];
    const args = (index: number) => rows.map((row) => numberOf(String(row[index])));
    const got = applied(FUNCTIONS[name])(args(0), args(name === 'pow' ? 1 : 0));
    const errors = rows.map((row, k) => {
      const value = numberOf(String(row.at(-2)));
      const error = Math.abs(((got[k] ?? Number.NaN) - value) / unit(value) - Number(row.at(-1)));
      // Below the normal range a result is rounded once more.
      return Math.abs(value) < SMALLEST_NORMAL ? error - 0.25 : error;
    });
    expect(Math.max(...errors)).toBeLessThan(STATED[name]);
  });
});

const { POSITIVE_INFINITY: INF, NEGATIVE_INFINITY, NaN: NAN, MAX_VALUE: MAX } = Number;
const TINY = 5e-324;

describe('special values', () => {
  const cases: Readonly<Record<Exclude<Name, 'pow'>, readonly (readonly [number, number])[]>> = {
    exp: [
      [0, 1],
      [-0, 1],
      [INF, INF],
      [NEGATIVE_INFINITY, 0],
      [NAN, NAN],
      [709.782712893384, 1.7976931348622732e308],
      [709.782712893385, INF],
      [-708.3964185322641, 2.2250738585072626e-308],
      [-745.1332191019411, TINY],
      [-745.1332191019412, 0],
      [1e300, INF],
      [-1e300, 0],
      [TINY, 1],
    ],
    log: [
      [1, 0],
      [0, NEGATIVE_INFINITY],
      [-0, NEGATIVE_INFINITY],
      [INF, INF],
      [-1, NAN],
      [NEGATIVE_INFINITY, NAN],
      [NAN, NAN],
      [TINY, -744.4400719213812],
      [MAX, 709.782712893384],
      [-TINY, NAN],
    ],
    log10: [
      [1, 0],
      [0, NEGATIVE_INFINITY],
      [INF, INF],
      [-1, NAN],
      [NAN, NAN],
      ...Array.from({ length: 40 }, (_, k): [number, number] => [Number(`1e${k - 17}`), k - 17]),
      [1e100, 100],
      [1e300, 300],
      [1e-300, -300],
    ],
    sin: [
      [0, 0],
      [-0, -0],
      [INF, NAN],
      [NEGATIVE_INFINITY, NAN],
      [NAN, NAN],
      [TINY, TINY],
      [-1e-300, -1e-300],
    ],
    cos: [
      [0, 1],
      [-0, 1],
      [INF, NAN],
      [NEGATIVE_INFINITY, NAN],
      [NAN, NAN],
      [1e-300, 1],
    ],
    tan: [
      [0, 0],
      [-0, -0],
      [INF, NAN],
      [NEGATIVE_INFINITY, NAN],
      [NAN, NAN],
      [-TINY, -TINY],
    ],
    atan: [
      [0, 0],
      [-0, -0],
      [INF, Math.PI / 2],
      [NEGATIVE_INFINITY, -Math.PI / 2],
      [NAN, NAN],
      [1, Math.PI / 4],
      [-MAX, -Math.PI / 2],
      [TINY, TINY],
    ],
    tanh: [
      [0, 0],
      [-0, -0],
      [INF, 1],
      [NEGATIVE_INFINITY, -1],
      [NAN, NAN],
      [30, 1],
      [-800, -1],
      [1e-300, 1e-300],
    ],
  };

  test.each(Object.keys(cases) as (keyof typeof cases)[])('%s', (name) => {
    const rows = cases[name];
    const got = applied(FUNCTIONS[name])(rows.map(([x]) => x));
    expect([...got]).toEqual(rows.map(([, value]) => value));
  });

  test('pow, as JavaScript has it', () => {
    const list = [0, 1, INF, NAN, 0.5, 2, 3, 2.5, TINY, MAX, 1e16, 2 ** 53 - 1, 1 - 2 ** -53];
    const both = list.flatMap((one) => [one, -one]);
    const pairs = both.flatMap((x) => both.map((y) => [x, y] as const));
    const got = applied(pow)(
      pairs.map(([x]) => x),
      pairs.map(([, y]) => y),
    );
    pairs.forEach(([x, y], k) => {
      const expected = x ** y;
      const value = Number(got[k]);
      // Between 0 and Infinity the last bit may differ.
      const close = Math.abs(value - expected) <= unit(expected) && Math.sign(value) !== 0;
      expect(close || Object.is(value, expected), `${x} ** ${y} is ${value}`).toBe(true);
    });
  });

  test('round and sign', () => {
    const xs = [0, -0, 0.5, -0.5, 1.5, 2.5, -2.5, 0.49999999999999994, 4503599627370497, NAN, -INF];
    const halves = [0, -0, 1, -1, 2, 3, -3, 0, 4503599627370497, NAN, -INF];
    expect([...applied(round)(xs)]).toEqual(halves);
    expect([...applied(sign)(xs)]).toEqual(xs.map(Math.sign));
  });
});

describe('the same bits everywhere', () => {
  const EXPECTED: Readonly<Record<Name, readonly string[]>> = {
    exp: [
      '3ff1aec7b35a00d4',
      '40001c2a61268987',
      '400d5ab83615f8b4',
      '40322c94ca7a81fe',
      '417f1864fb8932f7',
      '7aefaefcca88ef65',
      '3ff0000a7c5e340e',
      '7f0d945df4f8ec8e',
      '5cf08fff0',
    ],
    log: [
      'c0026bb1bbb55515',
      'bfd6d3c324e13f50',
      '3fd0ca937be1b9dc',
      '3ff1090e20315212',
      '4006ce3f35d39ff8',
      '4019ef34543840ed',
      'c027069e2aa2aa5b',
      '40381fdcd24d7a8c',
      '4085963447f87fb5',
    ],
    log10: [
      'bff0000000000000',
      'bfc3d3d3d21ccf04',
      '3fbd2b643bc124f5',
      '3fdd97edc5ad8fa8',
      '3ff3cf096e3e0e02',
      '400686bd5b9b5f65',
      'c014000000000000',
      '4024f4493cb27eb0',
      '4072c00000000000',
    ],
    sin: [
      '3fb98eaecb8bcb2c',
      '3fe49d6e694619b8',
      '3feed577f9c51e4b',
      '3fce9fb8d64830e3',
      'bfeffe26f29abd25',
      '3fe873f22578fcb7',
      '3ee4f8b588e1e8a2',
      'bfeff8642cd95c9c',
      'bfea2c16b010e385',
    ],
    cos: [
      '3fefd712f9a817c1',
      '3fe87996529f9d93',
      '3fd11eb3682a4c5f',
      'bfef1216dba340c9',
      '3f95bfa04a0c1c68',
      '3fe4a41f23eb7d7e',
      '3feffffffff920c8',
      '3fa60fdc955be455',
      'bfe2699022adc4c1',
    ],
    tan: [
      '3fb9af8877430b80',
      '3feaf406c2fc78ae',
      '400cd11b1696e97e',
      'bfcf8a364255739f',
      'c047895815e143da',
      '3ff2f4699f00bf90',
      '3ee4f8b588e6698e',
      'c0372f91674c6c73',
      '3ff6be411f37ac77',
    ],
    atan: [
      '3fb983e282e2cc4d',
      '3fe38b112d7bd4ad',
      '3fed488143ad8c44',
      '3ff3d1ddbdad64f0',
      '3ff8357b5ecffc46',
      '3ff91bb8ca2df89a',
      '3ee4f8b588e06854',
      '3ff921fb5441e2b0',
      '3ff921fb54442d18',
    ],
    tanh: [
      '3fb983d7795f413a',
      '3fe356fb17af2e91',
      '3feb933c726e9b3a',
      '3fefce8bd82660e8',
      '3fefffffffffffef',
      '3ff0000000000000',
      '3ee4f8b588e06854',
      '3ff0000000000000',
      '3ff0000000000000',
    ],
    pow: [
      '3fc98a13577c93c1',
      '3ff970457eca493d',
      '403a905c05082d28',
      '4000db46964e7456',
      '3f992ae1127ccab7',
      '473e573afaf512a5',
      '3f34b96be9c2da2f',
      '3d1afe1093f32325',
      '7ff0000000000000',
    ],
  };

  test.each(Object.keys(EXPECTED) as Name[])('%s', (name) => {
    const xs = [0.1, 0.7, 1.3, 2.9, 17.3, 654.321, 1e-5, 3e10, name === 'exp' ? -720.5 : 1e300];
    const got = applied(FUNCTIONS[name])(
      name === 'exp' ? xs.map((x) => Math.min(x, 700)) : xs,
      xs.map((_, k) => [0.7, -1.3, 12.5][k % 3] ?? 0),
    );
    expect([...got].map(bitsOf)).toEqual(EXPECTED[name]);
  });
});

describe('fast functions', () => {
  type Fast = (c: Code, x: V, y: V, fine: Local<'v128'>) => V;
  const pairs: readonly (readonly [Name, (c: Code, x: V, y: V) => V, Fast])[] = [
    ['exp', exp, (c, x, _, fine) => expFast(c, x, fine)],
    ['exp', exp, (c, x, _, fine) => expFast(c, vneg(x), fine, -1)],
    ['log', log, (c, x, _, fine) => logFast(c, x, fine)],
    ['pow', pow, powFast],
  ];

  test.each(pairs)('%s gives the same bits, or says that it does not', (name, full, fast) => {
    const xs = points[name].map((row) => numberOf(String(row[0])));
    const odd = [0, -0, 1, -1, INF, -INF, NAN, TINY, MAX, -MAX, -710, -746, 720, 0.3];
    xs.push(...odd, ...odd);
    const ys = points[name].map((row) => numberOf(String(row[1])));
    ys.push(...odd.map(() => 0.7), ...odd.map(() => -3));
    const values = applied(full)(xs, ys);
    const fasts = applied((c, x, y) => {
      const fine = c.keep('v128', bits(0xffffffffffffffffn));
      return fast(c, x, y, fine);
    })(xs, ys);
    const verdicts = applied((c, x, y) => {
      const fine = c.keep('v128', bits(0xffffffffffffffffn));
      c.v(fast(c, x, y, fine));
      return and(fine.get, bits(0x3ff0000000000000n));
    })(xs, ys);
    let fine = 0;
    values.forEach((value, k) => {
      if (verdicts[k] !== 1) return;
      fine += 1;
      expect(Object.is(fasts[k], value), `${xs[k]}, ${ys[k]}: ${fasts[k]}, not ${value}`).toBe(
        true,
      );
    });
    // Usual arguments are fine; so is 0 to a positive power.
    expect(fine).toBeGreaterThan(0.75 * points[name].length);
    const isFine = (x: number, y: number) =>
      verdicts[xs.findIndex((one, k) => Object.is(one, x) && ys[k] === y)] === 1;
    if (name === 'exp') expect([isFine(-1, 0.7), isFine(720, 0.7)]).toEqual([true, false]);
    if (name === 'pow') expect([isFine(0, 0.7), isFine(0, -3)]).toEqual([true, false]);
  });
});

describe('the table of logarithms', () => {
  test('holds 1/c and log(c), exactly 1 and 0 around 1', () => {
    const rows = logTable().map((one) => numberOf(one.toString(16)));
    expect(rows).toHaveLength(4 * INTERVALS);
    expect(LN2_HIGH + LN2_LOW).toBe(Math.LN2);
    expect(LN2_HIGH * 2 ** 42).toBe(Math.round(Math.LN2 * 2 ** 42));
    for (let k = 0; k < INTERVALS; k++) {
      const [inverse = 0, high = 0, low = 0] = rows.slice(4 * k, 4 * k + 3);
      expect(high + low).toBeCloseTo(-Math.log(inverse), 15);
      expect(Math.abs(low)).toBeLessThanOrEqual(2 ** -43);
      expect(inverse * 2 ** 20).toBe(Math.round(inverse * 2 ** 20));
    }
    expect(rows.filter((_, k) => k % 4 === 0 && rows[k] === 1)).toHaveLength(1);
  });
});
