import { describe, expect, it } from 'vitest';
import { plain, ran } from './running.js';

const one = (equation: string, more = '') =>
  ran(
    plain(
      'start: 0, end: 3',
      `parameters:\n  a: {title: A, value: 3, grade: assumed}\n  z: {title: Z, value: 0, grade: assumed}\nauxiliaries:\n  y: {equation: "${equation}"}\n${more}`,
    ),
  ).failures[0];

describe('a value that is no finite number', () => {
  it.each([
    ['a / z', Number.POSITIVE_INFINITY, 'a / z with a = 3, z = 0'],
    ['1 + 2 * (a / z)', Number.POSITIVE_INFINITY, 'a / z with a = 3, z = 0'],
    ['-a / z', Number.NEGATIVE_INFINITY, '-a / z with a = 3, z = 0'],
    ['z / z', Number.NaN, 'z / z with z = 0'],
    ['log(-a)', Number.NaN, 'log(-a) with a = 3'],
    ['log(z)', Number.NEGATIVE_INFINITY, 'log(z) with z = 0'],
    ['log10(z)', Number.NEGATIVE_INFINITY, 'log10(z) with z = 0'],
    ['sqrt(-a)', Number.NaN, 'sqrt(-a) with a = 3'],
    ['(-8) ^ (1 / 3)', Number.NaN, '(-8) ^ (1 / 3)'],
    ['(z - 8) ^ (1 / a)', Number.NaN, '(z - 8) ^ (1 / a) with z = 0, a = 3'],
    ['exp(1000 * a)', Number.POSITIVE_INFINITY, 'exp(1000 * a) with a = 3'],
    ['1e308 * a', Number.POSITIVE_INFINITY, '1e+308 * a with a = 3'],
    ['z ^ -1', Number.POSITIVE_INFINITY, 'z ^ (-1) with z = 0'],
    ['mod(a, z)', Number.NaN, 'mod(a, z) with a = 3, z = 0'],
    ['if(a > 1, a / z, 5)', Number.POSITIVE_INFINITY, 'a / z with a = 3, z = 0'],
    ['max(1, a / z)', Number.POSITIVE_INFINITY, 'a / z with a = 3, z = 0'],
    ['poisson(-a)', Number.NaN, 'poisson(-a) with a = 3'],
    ['t(z / z)', Number.NaN, 'z / z with z = 0'],
    ['t(a) / z', Number.POSITIVE_INFINITY, 't(a) / z with a = 3, z = 0'],
    ['step(a, 0) / z', Number.POSITIVE_INFINITY, 'step(a, 0) / z with a = 3, z = 0'],
    ['pulse(a, 0, 1) / z', Number.POSITIVE_INFINITY, 'pulse(a, 0, 1) / z with a = 3, z = 0'],
    ['a / (time - 2)', Number.POSITIVE_INFINITY, 'a / (time - 2) with a = 3, time = 2'],
  ])('%s', (equation, value, operand) => {
    const failure = one(equation, 'tables: {t: {points: [[0, 1]]}}');
    const at = equation.includes('time') ? 2 : 0;
    expect(failure).toEqual({
      world: 0,
      step: at,
      time: at,
      variable: 'y',
      element: 0,
      value,
      operand,
    });
  });

  it.each([
    ['if(z == 0, 5, a / z)', 5],
    ['if(z, a / z, 5)', 5],
    ['min(5, 1 / (a / z))', 0],
    ['z ^ z', 1],
    ['atan(a / z)', Math.PI / 2],
  ])('in %s is met by nobody', (equation, value) => {
    const { failures, path } = ran(
      plain(
        'start: 0, end: 1',
        `parameters:\n  a: {title: A, value: 3, grade: assumed}\n  z: {title: Z, value: 0, grade: assumed}\nauxiliaries:\n  y: {equation: "${equation}"}`,
      ),
    );
    expect(failures).toEqual([]);
    expect(path('y')[0]).toBe(value);
  });
});

describe('a failure says where it is', () => {
  const text = plain(
    'start: 10, end: 14, step: 0.5',
    `dimensions:
  region: {elements: [north, south]}
  group: {elements: [red, blue]}
parameters:
  k: {title: K, value: 1, grade: assumed}
  w: {title: W, over: [region, group], value: {north: {red: 1, blue: 2}, south: {red: 3, blue: 4}}, grade: assumed}
stocks:
  s: {over: [region, group], initial: 1}
flows:
  f: {to: s, over: [region, group], equation: "1 / (k - time + 10 + w)"}
auxiliaries:
  total: {equation: sum(s)}`,
  );

  it('by world, step, time, variable, element and operand, with the names of elements', () => {
    const { failures } = ran(text, { first: 5, worlds: { k: [100, -0.5, 2] } });
    // World 6: k + w reaches the time first for north, red; world 7 reaches it at 13.
    expect(failures).toEqual([
      {
        world: 6,
        step: 1,
        time: 10.5,
        variable: 'f',
        element: 0,
        value: Number.POSITIVE_INFINITY,
        operand: '1 / (k - time + 10 + w[north,red]) with k = -0.5, time = 10.5, w[north,red] = 1',
      },
      {
        world: 7,
        step: 6,
        time: 13,
        variable: 'f',
        element: 0,
        value: Number.POSITIVE_INFINITY,
        operand: '1 / (k - time + 10 + w[north,red]) with k = 2, time = 13, w[north,red] = 1',
      },
    ]);
  });

  it('and leaves the other worlds as they are, its own rows not numbers', () => {
    const block = ran(text, { worlds: { k: [100, -0.5, 2] } });
    const alone = ran(text, { worlds: { k: [100] } });
    expect(block.path('total', 0, 0)).toEqual(alone.path('total'));
    expect(block.path('total', 0, 1)).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(block.metric('s', 1)).toBeNaN();
    expect(block.metric('s', 0)).toBe(alone.metric('s'));
  });
});

describe('failures outside equations', () => {
  it('a stock that overflows', () => {
    const { failures } = ran(
      plain(
        'start: 0, end: 3',
        'stocks: {s: {initial: 1e308}}\nflows: {f: {to: s, equation: 1e308}}',
      ),
    );
    expect(failures[0]).toMatchObject({
      step: 0,
      variable: 's',
      value: Number.POSITIVE_INFINITY,
      operand: 's after its flows',
    });
  });

  it('a first value', () => {
    const { failures } = ran(
      plain('start: 0, end: 3', 'stocks: {s: {initial: 1 / z}}\nauxiliaries: {z: {equation: 0}}'),
    );
    expect(failures[0]).toMatchObject({ step: 0, variable: 's', operand: '1 / z with z = 0' });
  });

  it('a stock that jumps too far', () => {
    const { failures } = ran(plain('start: 0, end: 3', 'stocks: {s: {initial: 1e300}}'), {
      jumps: [{ step: 2, stock: 's', element: 0, multiply: 1e300, add: 0 }],
    });
    expect(failures[0]).toMatchObject({ step: 2, variable: 's', operand: 's after its jump' });
  });

  it('a parameter of a world that is no number', () => {
    const { failures } = ran(
      plain(
        'start: 0, end: 3',
        'parameters: {p: {title: P, value: 1, grade: assumed}}\nauxiliaries: {y: {equation: 2 * p}}',
      ),
      { worlds: { p: [Number.NaN] } },
    );
    expect(failures[0]).toMatchObject({ variable: 'y', operand: 'p = NaN' });
  });

  it('what a memory is to remember', () => {
    const { failures } = ran(
      plain('start: 0, end: 3', 'auxiliaries:\n  y: {equation: "previous(1 / (time - 1), 0)"}'),
    );
    expect(failures[0]).toMatchObject({
      step: 1,
      variable: 'y__previous1',
      operand: '1 / (time - 1) with time = 1',
    });
  });
});
