import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, ran } from './running.js';

describe('delay_fixed', () => {
  const text = (time: string, initial = '') =>
    plain(
      'start: 0, end: 8',
      `parameters: {tau: {title: T, value: 3, grade: assumed}}\nauxiliaries:\n  x: {equation: time * time}\n  y: {equation: "delay_fixed(x, ${time}${initial})"}`,
    );
  const lagged = (lag: number, first: number) =>
    Array.from({ length: 9 }, (_, t) => (t < lag ? first : (t - lag) ** 2));

  it.each([1, 2, 3, 10])(
    'gives what entered exactly that long ago, %d steps a unit',
    (stepsPerReport) => {
      for (const lag of [1, 3, 7]) {
        const { path } = ran(text(String(lag), ', -5'), { stepsPerReport });
        // Times such as 3 * 0.1 carry a rounding of their own into time * time.
        path('y').forEach((value, t) => {
          expect(value).toBeCloseTo(lagged(lag, -5)[t] ?? 0, 12);
        });
      }
    },
  );

  it('starts with the first value of x when none is given', () => {
    expect(ran(text('3')).path('y')).toEqual(lagged(3, 0));
  });

  it('takes a time for each world', () => {
    const { path } = ran(text('tau', ', -5'), { worlds: { tau: [1, 2, 5] } });
    [1, 2, 5].forEach((lag, world) => {
      expect(path('y', 0, world)).toEqual(lagged(lag, -5));
    });
  });

  it('rounds its time to steps, halves up, and is one step at least', () => {
    const worlds = [2.4, 2.5, 2.6, 0.4, 0];
    const { path } = ran(text('tau', ', -5'), { worlds: { tau: worlds } });
    [2, 3, 3, 1, 1].forEach((lag, world) => {
      expect(path('y', 0, world)).toEqual(lagged(lag, -5));
    });
  });

  it('takes a time for each element, and steps within a report', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 6, step: 0.5',
        'dimensions: {region: {elements: [a, b]}}\nparameters: {tau: {title: T, over: region, value: {a: 0.5, b: 4}, grade: assumed}}\nauxiliaries:\n  x: {equation: time}\n  y: {over: region, equation: "delay_fixed(x, tau, 0)"}',
      ),
    );
    expect(path('y', 0)).toEqual([0, 0.5, 1.5, 2.5, 3.5, 4.5, 5.5]);
    expect(path('y', 1)).toEqual([0, 0, 0, 0, 0, 1, 2]);
  });

  it('fails a world whose time is below 0 or no finite number', () => {
    const tau = [2, -3, Number.NaN, Number.POSITIVE_INFINITY, -0.001];
    const { failures, path } = ran(text('tau'), { worlds: { tau } });
    expect(failures.map((one) => [one.world, one.variable, one.operand])).toEqual(
      [1, 2, 3, 4].map((world) => [world, 'y__delay_fixed1', 'the time of delay_fixed']),
    );
    expect(path('y', 0, 0)).toEqual(lagged(2, 0));
  });

  it('of any length and step is the path shifted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 5 }), (lag, per) => {
        const { path } = ran(
          plain(
            'start: 0, end: 6',
            `stocks: {n: {initial: 0, inflows: [f]}}\nflows: {f: {equation: ${per}}}\nauxiliaries:\n  y: {equation: "delay_fixed(n, ${lag} * dt, -1)"}`,
          ),
          { stepsPerReport: per },
        );
        // n counts steps.
        path('y').forEach((value, t) => {
          expect(value).toBeCloseTo(t * per < lag ? -1 : t * per - lag, 12);
        });
      }),
      { numRuns: 40, seed: 1 },
    );
  });
});

describe('previous', () => {
  it('counts, holds a switch and remembers another memory', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 9',
        `auxiliaries:
  count: {equation: "previous(count, 0) + 1"}
  wave: {equation: "if(time < 5, time, 9 - time)"}
  on: {equation: "if(wave >= 4, 1, if(wave <= 1, 0, previous(on, 0)))"}
  older: {equation: "previous(previous(count, -1), -2)"}
  sum: {equation: "previous(sum, 10) + count"}`,
      ),
    );
    expect(path('count')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(path('on')).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0]);
    expect(path('older')).toEqual([-2, -1, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(path('sum')).toEqual([11, 13, 16, 20, 25, 31, 38, 46, 55, 65]);
  });

  it('is one step, not one report', () => {
    const { path } = ran(
      plain('start: 0, end: 3, step: 0.25', 'auxiliaries: {p: {equation: "previous(time, -1)"}}'),
    );
    expect(path('p')).toEqual([-1, 0.75, 1.75, 2.75]);
  });

  it('without a first value begins with that of x, which may be a stock', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 3',
        'stocks: {s: {initial: 5, inflows: [f]}}\nflows: {f: {equation: s - previous(s) + 1}}',
      ),
    );
    expect(path('s')).toEqual([5, 6, 8, 11]);
  });

  it('holds still between the stages of Runge-Kutta', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 4, method: rk4',
        'stocks: {s: {initial: 0, inflows: [f]}}\nflows: {f: {equation: "previous(time, 0)"}}',
      ),
    );
    expect(path('s')).toEqual([0, 0, 0, 1, 3]);
  });
});

describe('memory functions over elements', () => {
  it('remember each element by itself, and in reductions too', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 3',
        `dimensions: {region: {elements: [a, b]}}
parameters: {x: {title: X, over: region, value: {a: 1, b: 10}, grade: assumed}}
auxiliaries:
  moving: {over: region, equation: x * (1 + time)}
  before: {over: region, equation: "previous(moving, 0)"}
  total: {equation: "sum(previous(moving, 0))"}
  slow: {equation: "sum(smooth(moving, 1000, 1, 0))"}
  picked: {equation: "previous(moving[b], 0)"}`,
      ),
    );
    expect(path('before', 1)).toEqual([0, 10, 20, 30]);
    expect(path('total')).toEqual([0, 11, 22, 33]);
    expect(path('picked')).toEqual([0, 10, 20, 30]);
    expect(path('slow')[1]).toBeCloseTo(0.011, 15);
  });
});
