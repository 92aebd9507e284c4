import { describe, expect, it } from 'vitest';
import { modelOf } from '../model/reading.js';
import { plain, ran } from './running.js';

const points = '[[1, 10], [2, 20], [4, 0]]';

describe('an input by points', () => {
  const text = (interpolation: string) =>
    plain(
      'start: 0, end: 6, step: 0.5, report: 0.5',
      `inputs: {x: {title: X, points: ${points}${interpolation}}}`,
    );

  it('runs straight between its points, through its knots, and is held at its ends', () => {
    expect(ran(text('')).path('x')).toEqual([10, 10, 10, 15, 20, 15, 10, 5, 0, 0, 0, 0, 0]);
  });

  it('in steps holds each value until the next', () => {
    expect(ran(text(', interpolation: step')).path('x')).toEqual([
      10, 10, 10, 10, 20, 20, 20, 20, 0, 0, 0, 0, 0,
    ]);
  });

  it('changes at its tick, whatever the rounding of tenths', () => {
    const knots = Array.from({ length: 41 }, (_, k) => `[${k / 10}, ${k}]`).join(', ');
    const { path } = ran(
      plain(
        'start: 0, end: 4, step: 0.1, report: 0.1',
        `inputs: {x: {title: X, points: [${knots}], interpolation: step}}`,
      ),
    );
    expect(path('x')).toEqual(Array.from({ length: 41 }, (_, k) => k));
  });

  it('moves within a step of Runge-Kutta when it is linear, and holds still when it is not', () => {
    const area = (interpolation: string) =>
      ran(
        plain(
          'start: 0, end: 4, method: rk4',
          `inputs: {x: {title: X, points: ${points}${interpolation}}}\nstocks: {s: {initial: 0}}\nflows: {f: {to: s, equation: x}}`,
        ),
      ).path('s');
    // The integral of a broken line whose corners are at steps.
    const exact = [0, 10, 25, 40, 45];
    area('').forEach((value, t) => {
      expect(value).toBeCloseTo(exact[t] ?? 0, 13);
    });
    expect(area(', interpolation: step')).toEqual([0, 10, 20, 40, 60]);
  });
});

describe('an input of other kinds', () => {
  it('of one value is that value, or one for each element', () => {
    const { path } = ran(
      plain(
        'start: 5, end: 7',
        'dimensions: {region: {elements: [a, b]}}\ninputs:\n  x: {title: X, value: 3}\n  y: {title: Y, over: region, value: {a: 1, b: 2}}\n  z: {title: Z, over: region, points: [[0, 7]]}',
      ),
    );
    expect(path('x')).toEqual([3, 3, 3]);
    expect(path('y', 1)).toEqual([2, 2, 2]);
    expect(path('z', 1)).toEqual([7, 7, 7]);
  });

  it('counts months of a calendar, before and after the run too', () => {
    const model = modelOf(
      'title: T\ntime: {unit: month, start: 2022-11, end: 2023-02, step: 0.5}\nunits: unchecked\ninputs:\n  x: {title: X, points: [[2022-10, 0], [2023-02, 8]]}\n',
    );
    expect(ran(model).path('x')).toEqual([2, 4, 6, 8]);
    expect(ran(model, { from: 2, to: 3 }).path('x')).toEqual([6, 8]);
  });

  it('moves within a month when steps are shorter', () => {
    const { metric } = ran(
      modelOf(
        'title: T\ntime: {unit: month, start: 2022-01, end: 2022-02, step: 0.25}\nunits: unchecked\ninputs:\n  x: {title: X, points: [[2022-01, 0], [2022-03, 8]]}\nmetrics:\n  m: {title: M, equation: x, over_time: sum, better: lower}\n',
      ),
    );
    expect(metric('m')).toBe((0 + 1 + 2 + 3 + 4 + 5 + 6 + 7) / 4);
  });

  it('from a table has values for each element, by the months of its rows', () => {
    const csv =
      'when,place,kind,amount\n2022-01,a,red,1\n2022-01,b,red,2\n2022-01,a,blue,3\n2022-01,b,blue,4\n2022-03-15,b,blue,40\n2022-03-15,a,red,10\n2022-03-15,b,red,20\n2022-03-15,a,blue,30\n';
    const text = (interpolation: string) =>
      `title: T\ntime: {unit: month, start: 2022-01, end: 2022-04}\nunits: unchecked\ndimensions:\n  region: {elements: [a, b]}\n  colour: {elements: [red, blue]}\ninputs:\n  x: {title: X, over: [region, colour], csv: x.csv, column: amount, time: when, keys: {region: place, colour: kind}, interpolation: ${interpolation}}\n`;
    const of = (interpolation: string) => ran(modelOf(text(interpolation), { 'm/x.csv': csv }));
    const linear = of('linear');
    expect([0, 1, 2, 3].map((element) => linear.path('x', element))).toEqual([
      [1, 5.5, 10, 10],
      [3, 16.5, 30, 30],
      [2, 11, 20, 20],
      [4, 22, 40, 40],
    ]);
    expect(of('step').path('x', 3)).toEqual([4, 4, 40, 40]);
  });
});

describe('a table', () => {
  const at = (xs: readonly number[], interpolation = '') => {
    const calls = xs.map((x, i) => `  y${i}: {equation: t(${x})}`).join('\n');
    const { path } = ran(
      plain(
        'start: 0, end: 1',
        `tables: {t: {points: [[-1, 4], [0, 0], [2, 8], [2.5, 7]]${interpolation}}}\nauxiliaries:\n${calls}`,
      ),
    );
    return xs.map((_, i) => path(`y${i}`)[0]);
  };

  it('is a broken line, held at both ends', () => {
    expect(at([-9, -1, -0.5, 0, 0.5, 2, 2.25, 2.5, 99])).toEqual([4, 4, 2, 0, 2, 8, 7.5, 7, 7]);
  });

  it('in steps takes the last point at or below', () => {
    expect(at([-9, -1, -0.5, 0, 1.99, 2, 2.4, 2.5, 99], ', interpolation: step')).toEqual([
      4, 4, 4, 0, 0, 8, 8, 7, 7,
    ]);
  });

  it('of one point is constant, and works over elements and within expressions', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 1',
        'dimensions: {region: {elements: [a, b]}}\ntables: {one: {points: [[3, 5]]}, line: {points: [[0, 0], [10, 20]]}}\nparameters: {x: {title: X, over: region, value: {a: 1, b: 3}, grade: assumed}}\nauxiliaries:\n  y: {over: region, equation: "1 + line(x + one(x))"}\n  z: {equation: sum(line(x))}',
      ),
    );
    expect(path('y', 0)).toEqual([13, 13]);
    expect(path('y', 1)).toEqual([17, 17]);
    expect(path('z')).toEqual([8, 8]);
  });
});
