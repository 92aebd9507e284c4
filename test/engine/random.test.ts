import { describe, expect, it } from 'vitest';
import type { Words2, Words4 } from '../../src/engine/random/philox.js';
import { keyOfStream, philox, uniforms } from '../../src/engine/random/philox.js';
import { logFactorial, normalQuantile } from '../../src/engine/random/special.js';
import { plain, ran } from './running.js';
import special from './special-values.json' with { type: 'json' };

const hex = (words: readonly number[]) =>
  words.map((word) => word.toString(16).padStart(8, '0')).join(' ');

describe('Philox 4x32-10', () => {
  const ones = 0xffffffff;
  // Known answers of Random123 (Salmon et al. 2011).
  it.each<[Words4, Words2, string]>([
    [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    [[ones, ones, ones, ones], [ones, ones], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    ],
  ])('counter %j, key %j', (counter, key, words) => {
    expect(hex(philox(counter, key))).toBe(words);
  });

  it('turns words into numbers strictly between 0 and 1', () => {
    expect(uniforms([0, 0, ones, ones])).toEqual([2 ** -53, 1 - 2 ** -53]);
    expect(uniforms([0x80000000, 0, 0, 0x1000])).toEqual([0.5 + 2 ** -53, 1.5 * 2 ** -52]);
  });
});

const N = 20_000;

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const sum = (f: (i: number) => number) => xs.reduce((total, _, i) => total + f(i), 0);
  const dx = (i: number) => (xs[i] ?? 0) - mx;
  const dy = (i: number) => (ys[i] ?? 0) - my;
  return sum((i) => dx(i) * dy(i)) / Math.sqrt(sum((i) => dx(i) ** 2) * sum((i) => dy(i) ** 2));
}

const base = keyOfStream([7, 11], 'recruits/0');
const series = (key: Words2, counter: (i: number) => Words4, which: 0 | 1 = 0) =>
  Array.from({ length: N }, (_, i) => uniforms(philox(counter(i), key))[which]);
const byWorld = (i: number): Words4 => [i, 0, 0, 0];

describe('streams', () => {
  const first = series(base, byWorld);

  it.each<[string, readonly number[]]>([
    ['the second number of a draw', series(base, byWorld, 1)],
    ['the next attempt', series(base, (i) => [i, 0, 0, 1])],
    ['the next element', series(base, (i) => [i, 0, 1, 0])],
    ['the next step', series(base, (i) => [i, 1, 0, 0])],
    ['the next world', series(base, (i) => [i + 1, 0, 0, 0])],
    ['steps instead of worlds', series(base, (i) => [0, i, 0, 0])],
    ['the next draw of the equation', series(keyOfStream([7, 11], 'recruits/1'), byWorld)],
    ['another name', series(keyOfStream([7, 11], 'recruitr/0'), byWorld)],
    ['a name turned round', series(keyOfStream([7, 11], '0/stiurcer'), byWorld)],
    ['another seed', series(keyOfStream([7, 12], 'recruits/0'), byWorld)],
    ['seed words exchanged', series(keyOfStream([11, 7], 'recruits/0'), byWorld)],
  ])('are independent of %s', (_, other) => {
    // The correlation of independent series has a standard error of 1 / sqrt(N).
    expect(Math.abs(correlation(first, other)) * Math.sqrt(N)).toBeLessThan(4);
    const centred = (list: readonly number[]) => list.map((x) => Math.abs(x - 0.5));
    const spread = correlation(centred(first), centred(other));
    expect(Math.abs(spread) * Math.sqrt(N)).toBeLessThan(4);
  });

  it('fill the square of two draws evenly', () => {
    const cells = new Int32Array(20 * 20);
    for (let i = 0; i < N; i++) {
      const [u, v] = uniforms(philox([i, 0, 0, 0], base));
      const cell = Math.floor(u * 20) * 20 + Math.floor(v * 20);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const expected = N / cells.length;
    const chi = cells.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // Chi-squared with 399 degrees of freedom has mean 399 and standard deviation sqrt(798).
    expect(Math.abs(chi - 399)).toBeLessThan(4 * Math.sqrt(798));
  });

  it('have keys of their own for a hundred thousand names', () => {
    const keys = new Set<string>();
    for (let i = 0; i < 100_000; i++) keys.add(keyOfStream([1, 2], `v${i % 1000}/${i}`).join());
    expect(keys.size).toBe(100_000);
  });
});

describe('special functions', () => {
  it.each(special.normalQuantile)('normalQuantile(%d) is %d', (p, want) => {
    // Published error of AS 241: about 1 part in 10^16; a few roundings more in the polynomials.
    expect(Math.abs(normalQuantile(Number(p)) - Number(want))).toBeLessThanOrEqual(
      8e-16 * Math.abs(Number(want)),
    );
  });

  it('is odd around a half', () => {
    for (const p of [0.125, 0.25, 0.375, 2 ** -10])
      expect(normalQuantile(1 - p)).toBe(-normalQuantile(p));
  });

  it.each(special.logFactorial)('logFactorial(%d) is %d', (k, want) => {
    expect(Math.abs(logFactorial(Number(k)) - Number(want))).toBeLessThanOrEqual(
      1e-15 * Number(want),
    );
  });
});

describe('draws in a model', () => {
  const text = (extra: string) =>
    plain(
      'start: 0, end: 5, step: 0.5',
      `dimensions:
  region: {elements: [a, b, c]}
${extra}
auxiliaries:
  noise: {over: region, equation: "normal(0, 1)"}
  twin: {over: region, equation: "normal(0, 1) + 0 * normal(0, 1)"}
  shared: {equation: "normal(0, 1)"}
  held: {over: region, equation: "previous(uniform(0, 1), 0)"}
  fields: {over: region, equation: "sum(uniform(0, 1), region)"}
`,
    );
  const worlds = { count: 3, first: 40 };
  const all = ran(text(''), worlds);

  it('differ by element, step, world and place', () => {
    const seen = [0, 1, 2].flatMap((world) => [
      ...[0, 1, 2].flatMap((element) => [
        ...all.path('noise', element, world),
        ...all.path('twin', element, world),
      ]),
      ...all.path('shared', 0, world),
    ]);
    expect(new Set(seen).size).toBe(3 * 7 * 6);
  });

  it('are the same in a world alone, in a block and in another block', () => {
    const alone = ran(text(''), { count: 1, first: 41 });
    for (const name of ['noise', 'twin', 'held', 'fields'])
      expect(alone.path(name, 2, 0)).toEqual(all.path(name, 2, 1));
  });

  it('do not depend on what else is in the model, or on where it stands', () => {
    const more = ran(
      text('flows:\n  f: {to: s, equation: "poisson(3)"}\nstocks: {s: {initial: "normal(5, 1)"}}'),
      worlds,
    );
    for (const name of ['noise', 'shared', 'held']) {
      expect(more.path(name, 0, 2)).toEqual(all.path(name, 0, 2));
    }
  });

  it('are made for each element at hand, in memories and reductions too', () => {
    expect(all.path('held', 0)[3]).not.toBe(all.path('held', 1)[3]);
    expect(all.path('fields', 0)).toEqual(all.path('fields', 1));
    expect(all.path('fields', 0)[0]).toBeGreaterThan(0);
  });

  it('hold still within a step, between the stages of Runge-Kutta', () => {
    const model = plain(
      'start: 0, end: 3, method: rk4',
      'stocks:\n  s: {initial: 0}\nflows:\n  f: {to: s, equation: "uniform(0, 1)"}',
    );
    const { path } = ran(model);
    const draws = path('f');
    const steps = path('s')
      .slice(1)
      .map((value, k) => value - (path('s')[k] ?? 0));
    steps.forEach((step, k) => {
      expect(step).toBeCloseTo(draws[k] ?? 0, 14);
    });
  });

  it('change with the key', () => {
    expect(ran(text(''), { ...worlds, key: [1, 3] }).path('noise')).not.toEqual(all.path('noise'));
  });
});
