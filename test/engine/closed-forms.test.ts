import { describe, expect, it } from 'vitest';
import { plain, ran } from './running.js';

const decay = plain(
  'start: 0, end: 10',
  'parameters: {k: {title: K, value: 0.3, grade: assumed}}\nstocks: {s: {initial: 50, outflows: [f]}}\nflows: {f: {equation: k * s}}',
);

describe('exponential decay', () => {
  it.each([1, 2, 4, 10])('by Euler in %d steps a unit is (1 - k dt)^n', (stepsPerReport) => {
    const dt = 1 / stepsPerReport;
    const { path } = ran(decay, { stepsPerReport });
    path('s').forEach((value, t) => {
      const exact = 50 * (1 - 0.3 * dt) ** (t * stepsPerReport);
      // Each step rounds three times.
      expect(Math.abs(value / exact - 1)).toBeLessThan(3.4e-16 * (1 + t * stepsPerReport));
    });
  });

  it.each([1, 2, 5])(
    'by Runge-Kutta in %d steps a unit is the polynomial of order 4',
    (stepsPerReport) => {
      const z = -0.3 / stepsPerReport;
      const factor = 1 + z + z ** 2 / 2 + z ** 3 / 6 + z ** 4 / 24;
      const { path } = ran(decay, { stepsPerReport, method: 'rk4' });
      path('s').forEach((value, t) => {
        const exact = 50 * factor ** (t * stepsPerReport);
        expect(Math.abs(value / exact - 1)).toBeLessThan(1e-15 * (1 + t * stepsPerReport));
      });
    },
  );
});

interface Form {
  readonly title: string;
  readonly text: string;
  exact(t: number): number;
}

const forms: readonly Form[] = [
  { title: 'exponential decay', text: decay, exact: (t) => 50 * Math.exp(-0.3 * t) },
  {
    title: 'logistic growth',
    text: plain(
      'start: 0, end: 10',
      'stocks: {s: {initial: 2, inflows: [f]}}\nflows: {f: {equation: 0.8 * s * (1 - s / 100)}}',
    ),
    exact: (t) => 100 / (1 + 49 * Math.exp(-0.8 * t)),
  },
  {
    title: 'a harmonic oscillator',
    text: plain(
      'start: 0, end: 10',
      'stocks: {s: {initial: 1, inflows: [v]}, p: {initial: 0, outflows: [f]}}\nflows: {v: {equation: p}, f: {equation: 1.44 * s}}',
    ),
    exact: (t) => Math.cos(1.2 * t),
  },
  {
    title: 'a stock that follows a moving input',
    text: plain(
      'start: 0, end: 10',
      'stocks: {s: {initial: 0, inflows: [f]}}\nflows: {f: {equation: sin(time) - s}}',
    ),
    exact: (t) => (Math.sin(t) - Math.cos(t) + Math.exp(-t)) / 2,
  },
];

describe.each(forms)('$title', ({ text, exact }) => {
  const errors = (method: 'euler' | 'rk4', stepsPerReport: number) =>
    Math.max(
      ...ran(text, { method, stepsPerReport })
        .path('s')
        .map((x, t) => Math.abs(x - exact(t))),
    );

  it.each([
    ['euler', 1, [20, 40, 80, 160]],
    ['rk4', 4, [4, 8, 16, 32]],
  ] as const)('%s converges with order %d when dt is halved', (method, order, steps) => {
    const list = steps.map((n) => errors(method, n));
    const orders = list.slice(1).map((error, i) => Math.log2((list[i] ?? 0) / error));
    // The observed order tends to the true one as dt falls.
    expect(Math.abs((orders.at(-1) ?? 0) - order)).toBeLessThan(0.1);
    expect(Math.abs((orders[0] ?? 0) - order)).toBeLessThan(0.6);
  });
});

/** Share that has left n stages of 1/n each, t after a unit entered: an Erlang distribution of mean 1. */
function erlang(order: number, t: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < order; k++) {
    term *= (order * t) / k;
    sum += term;
  }
  return 1 - sum * Math.exp(-order * t);
}

const orders = [1, 3, 10];

describe.each(orders)('smooth and delay of order %d', (order) => {
  const text = (fn: string) =>
    plain(
      'start: 0, end: 24, method: rk4',
      `auxiliaries:\n  x: {equation: "step(8, 2)"}\n  y: {equation: "${fn}(x, 6, ${order})"}`,
    );

  it.each(['smooth', 'delay'])('%s answers a step as Erlang says', (fn) => {
    const { path } = ran(text(fn), { stepsPerReport: 40 });
    path('y').forEach((value, t) => {
      const exact = t < 2 ? 0 : 8 * erlang(order, (t - 2) / 6);
      // Runge-Kutta with dt = 1/40: (order / 6 / 40)^4 is 3e-6 at order 10.
      expect(Math.abs(value - exact)).toBeLessThan(order === 10 ? 1e-6 : 1e-8);
    });
  });

  it('start in balance, with the first value given or that of x', () => {
    const run = (call: string) =>
      ran(
        plain(
          'start: 0, end: 9, step: 0.5',
          `auxiliaries:\n  x: {equation: 7}\n  y: {equation: "${call}"}`,
        ),
      );
    for (const fn of ['smooth', 'delay']) {
      for (const value of run(`${fn}(x, 6, ${order})`).path('y')) expect(value).toBeCloseTo(7, 13);
      const given = run(`${fn}(x, 6, ${order}, 3)`).path('y');
      expect(given[0]).toBeCloseTo(3, 14);
      expect(given[9]).toBeGreaterThan(3);
    }
  });

  it('delay keeps what it holds: what entered has left or is inside', () => {
    const run = ran(
      plain(
        'start: 0, end: 30, step: 0.25',
        `stocks:\n  came: {initial: 0, inflows: [arrivals]}\n  left: {initial: 0, inflows: [leaving]}\nflows:\n  arrivals: {equation: 5 + 3 * sin(time)}\n  leaving: {equation: "delay(arrivals, 4 + sin(time / 3), ${order}, 0)"}`,
      ),
    );
    const inside = [...run.model.variables.keys()].filter((name) =>
      /__delay1_stock\d+$/.test(name),
    );
    expect(inside).toHaveLength(order);
    for (let k = 0; k <= 30; k++) {
      const held = inside.reduce((sum, name) => sum + (run.path(name)[k] ?? 0), 0);
      const came = run.path('came')[k] ?? 0;
      expect(Math.abs(came - (run.path('left')[k] ?? 0) - held)).toBeLessThan(1e-13 * (1 + came));
    }
  });
});

it('an equation in a delay sees what a floor let flow', () => {
  const { path } = ran(
    plain(
      'start: 0, end: 2',
      'stocks: {s: {initial: 4, floor: 0}}\nflows: {f: {from: s, equation: 10}}\nauxiliaries:\n  d: {equation: "delay(f, 1, 1, 0)"}\n  p: {equation: "previous(f, 0)"}',
    ),
  );
  expect(path('f')).toEqual([4, 0, 0]);
  expect(path('d')).toEqual([0, 4, 0]);
  expect(path('p')).toEqual([0, 4, 0]);
});
