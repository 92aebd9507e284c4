import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, ran } from './running.js';

interface Chain {
  readonly fn: 'smooth' | 'delay';
  readonly time: number;
  readonly order: number;
  readonly perUnit: number;
  readonly method: 'euler' | 'rk4';
}

/** The answer, at every step, to a 0 that becomes 1 at time 0 and stays. */
function answer({ fn, time, order, perUnit, method }: Chain): number[] {
  const step = 1 / perUnit;
  return ran(
    plain(
      `start: 0, end: 30, step: ${step}, report: ${step}, method: ${method}`,
      `parameters: {tau: {title: T, value: 3, grade: assumed}}
auxiliaries: {y: {equation: "${fn}(step(1, 0), tau, ${order}, 0)"}}`,
    ),
    { worlds: { tau: [time] } },
  ).path('y');
}

const chains: fc.Arbitrary<Chain> = fc.record({
  fn: fc.constantFrom('smooth' as const, 'delay' as const),
  time: fc.oneof(fc.double({ min: 1e-6, max: 6, noNaN: true }), fc.constantFrom(1 / 3, 0.5, 1, 2)),
  order: fc.integer({ min: 1, max: 6 }),
  perUnit: fc.constantFrom(1, 2, 4),
  method: fc.constantFrom('euler' as const, 'rk4' as const),
});

describe('smooth and delay', () => {
  it('answer a step by a rise from 0 to 1, however short their time is', () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const y = answer(chain);
        let before = 0;
        for (const value of y) {
          expect(value).toBeGreaterThanOrEqual(before - 1e-12);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
          before = value;
        }
        expect(y.at(-1)).toBeCloseTo(1, 1);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('take the time that is asked on average, one step at least', () => {
    fc.assert(
      fc.property(chains, (given) => {
        const chain = { ...given, method: 'euler' as const, time: Math.min(2, given.time) };
        const step = 1 / chain.perUnit;
        // The area above the answer to a step is the mean delay; the step stands at the start of the first.
        const missing = answer(chain).reduce((sum, value) => sum + (1 - value), 0) * step;
        expect(missing).toBeCloseTo(Math.max(chain.time, step), 4);
      }),
      { numRuns: 60, seed: 2 },
    );
  });

  it.each([
    ['smooth', 1],
    ['smooth', 3],
    ['delay', 2],
    ['delay', 5],
  ] as const)(
    '%s of order %d has no jump where its stages become shorter than a step',
    (fn, order) => {
      const at = (time: number) => answer({ fn, order, time, perUnit: 2, method: 'euler' });
      const [below, above] = [at(order / 2 - 1e-9), at(order / 2 + 1e-9)];
      below.forEach((value, k) => {
        expect(value).toBeCloseTo(above[k] ?? Number.NaN, 7);
      });
    },
  );

  it('of one month and order 3, in months, are what entered a month ago', () => {
    for (const fn of ['smooth', 'delay'] as const)
      expect(answer({ fn, order: 3, time: 1, perUnit: 1, method: 'euler' }).slice(0, 4)).toEqual([
        0, 1, 1, 1,
      ]);
  });

  it('of a time between two steps are split between them', () => {
    const y = answer({ fn: 'delay', order: 4, time: 2.25, perUnit: 1, method: 'euler' });
    expect(y.slice(0, 5)).toEqual([0, 0, 0.75, 1, 1]);
  });
});

describe('chains with stages of a step and more', () => {
  // What Euler gives without a word about short stages, bit by bit.
  it.each([
    [1, 1],
    [3, 3],
    [7.3, 4],
  ])('over %d and of order %d are plain chains of stocks', (time, order) => {
    const text = plain(
      'start: 0, end: 12',
      `parameters: {tau: {title: T, value: ${time}, grade: assumed}}
auxiliaries:
  x: {equation: "sin(time) + 2"}
  s: {equation: "smooth(x, tau, ${order}, 0)"}
  d: {equation: "delay(x, tau, ${order}, 0)"}`,
    );
    const { path } = ran(text);
    const [x, s, d] = [path('x'), path('s'), path('d')];
    const smooth = Array(order).fill(0) as number[];
    const held = Array(order).fill(0) as number[];
    const each = time / order;
    for (let t = 0; t <= 12; t++) {
      expect(s[t]).toBe(smooth[order - 1]);
      expect(d[t]).toBe((held[order - 1] ?? 0) / each);
      const inputs = [x[t] ?? 0, ...smooth];
      const rates = [x[t] ?? 0, ...held.map((level) => level / each)];
      for (let k = 0; k < order; k++) {
        smooth[k] = (smooth[k] ?? 0) + ((inputs[k] ?? 0) - (smooth[k] ?? 0)) / each;
        held[k] = (held[k] ?? 0) + ((rates[k] ?? 0) - (rates[k + 1] ?? 0));
      }
    }
  });
});

describe('a time that changes', () => {
  const text = (equations: string) =>
    plain(
      'start: 0, end: 40',
      `dimensions: {region: {elements: [a, b]}}
parameters: {w: {title: W, over: region, value: {a: 0.2, b: 9}, grade: assumed}}
auxiliaries:
${equations}`,
    );

  it('across a step neither makes nor loses anything', () => {
    for (const order of [1, 2, 4]) {
      const { path } = ran(
        text(
          `  x: {equation: "if(time < 20, 1 + sin(time)^2, 0)"}
  tau: {equation: "3 + 2.9 * sin(time / 2)"}
  y: {equation: "delay(x, tau, ${order}, 0)"}`,
        ),
      );
      const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
      expect(path('y').every((value) => value >= 0)).toBe(true);
      expect(sum(path('y'))).toBeCloseTo(sum(path('x')), 2);
    }
  });

  it('keeps an average between the least and the most that was averaged', () => {
    const { path } = ran(
      text(`  x: {equation: "if(mod(time, 5) < 2, 1, 0)"}
  tau: {equation: "if(mod(time, 7) < 3, 0.1, 8)"}
  y: {equation: "smooth(x, tau, 3)"}`),
    );
    expect(Math.min(...path('y'))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...path('y'))).toBeLessThanOrEqual(1);
  });

  it('may differ by element: a short one, and a long one as alone', () => {
    const { path } = ran(
      text(`  y: {over: region, equation: "smooth(step(1, 3), w, 2)"}
  long: {equation: "smooth(step(1, 3), 9, 2)"}`),
    );
    expect(path('y', 0).slice(3, 6)).toEqual([0, 1, 1]);
    expect(path('y', 1)).toEqual(path('long'));
  });

  it('starts in balance, however short', () => {
    for (const fn of ['smooth', 'delay']) {
      const { path } = ran(text(`  y: {over: region, equation: "${fn}(5, w, 4)"}`));
      for (const element of [0, 1])
        for (const value of path('y', element)) expect(value).toBeCloseTo(5, 12);
    }
  });
});

describe('a time that cannot be', () => {
  it.each(['smooth(x, tau)', 'smooth(x, tau, 3)', 'delay(x, tau)', 'delay(x, 2 * tau, 2)'])(
    'fails the world of %s',
    (equation) => {
      const tau = [1, 0, -1, Number.NaN, Number.POSITIVE_INFINITY];
      const { failures } = ran(
        plain(
          'start: 0, end: 5',
          `parameters: {tau: {title: T, value: 3, grade: assumed}}\nauxiliaries:\n  x: {equation: time}\n  y: {equation: "${equation}"}`,
        ),
        { worlds: { tau } },
      );
      expect(failures.map(({ world }) => world)).toEqual([1, 2, 3, 4]);
      expect(failures[1]?.operand).toContain('the time of smooth or delay, ');
      expect(failures[1]?.operand).toContain('tau = -1');
    },
  );
});
