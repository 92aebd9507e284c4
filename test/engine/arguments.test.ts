import { describe, expect, it } from 'vitest';
import { plain, ran } from './running.js';

const failing = (equation: string, values: readonly number[], dims = '') =>
  ran(
    plain(
      'start: 0, end: 3',
      `parameters: {a: {title: A, value: 1, grade: assumed}}\nauxiliaries:\n  y: {${dims}equation: "${equation}"}`,
    ),
    { worlds: { a: values } },
  ).failures;

const NAN = Number.NaN;
const INFINITY = Number.POSITIVE_INFINITY;

// What is right for each argument, and what is not, one at a time.
describe('an argument that comes from a quantity', () => {
  it.each<[string, readonly number[], readonly number[]]>([
    ['uniform(a, 1)', [1, -3], [2, 1.001, NAN]],
    ['uniform(1, a)', [1, 3], [0.5, -2, NAN]],
    ['normal(a, 1)', [-5, 0], [NAN]],
    ['normal(0, a)', [0, 5], [-1, -1e-9, NAN]],
    ['lognormal(a, 1)', [0.1], [0, -1, NAN]],
    ['lognormal(1, a)', [0, 1], [-1, NAN]],
    ['exponential(a)', [0, 1], [-1, NAN]],
    ['gamma(a, 1)', [0.1], [0, -1, NAN]],
    ['gamma(1, a)', [0, 1], [-1, NAN]],
    ['bernoulli(a)', [0, 0.5, 1], [-0.1, 1.1, 45, NAN]],
    ['binomial(a, 0.5)', [0, 10, 10.7], [-1, 1e15, NAN]],
    ['binomial(10, a)', [0, 0.5, 1], [-0.1, 45, NAN]],
    ['poisson(a)', [0, 5], [-1, 1e15, NAN, INFINITY]],
    ['negative_binomial(a, 1)', [0, 5], [-1, NAN]],
    ['negative_binomial(1, a)', [0.1, 5], [0, -1, NAN]],
    ['step(1, a)', [-1, 0, 5], [NAN, INFINITY, -INFINITY]],
    ['ramp(1, a, 3)', [-1, 5], [NAN, INFINITY]],
    ['ramp(1, 0, a)', [-1, 5], [NAN, INFINITY]],
    ['pulse(1, a, 1)', [-1, 5], [NAN, INFINITY]],
    ['pulse(1, 1, a)', [0, 2], [-1, -1e-9, NAN, INFINITY]],
    ['pulse(1, 1, 1, a)', [0, 2], [-1, NAN, INFINITY]],
    ['smooth(1, a)', [0.01, 5], [0, -1, NAN, INFINITY]],
    ['smooth(1, a, 3)', [0.01, 5], [0, -1, NAN, INFINITY]],
    ['delay(1, a)', [0.01, 5], [0, -1, NAN, INFINITY]],
    ['delay_fixed(1, a)', [0, 5, 1e12], [-1, -1e-9, NAN, INFINITY]],
    ['log(a)', [0.1], [0, -1, NAN]],
    ['sqrt(a)', [0, 1], [-1, NAN]],
    ['mod(3, a)', [2, -2], [0, NAN]],
    ['3 / a', [2, -2], [0, NAN]],
  ])('%s fails the worlds where it cannot be', (equation, right, wrong) => {
    const failures = failing(equation, [...right, ...wrong]);
    expect(failures.map(({ world }) => world)).toEqual(wrong.map((_, k) => right.length + k));
    for (const { operand } of failures) expect(operand).not.toBe('');
  });

  it('says which, with its value', () => {
    expect(failing('uniform(a, 1)', [5])[0]?.operand).toBe('uniform(a, 1) with a = 5');
    expect(failing('pulse(1, 1, -a)', [1])[0]?.operand).toBe('pulse(1, 1, -a) with a = 1');
    expect(failing('smooth(time, a / 3)', [-3])[0]?.operand).toBe(
      'the time of smooth or delay, a / 3, with a = -3',
    );
    expect(failing('delay_fixed(time, a)', [-3])[0]?.operand).toBe('the time of delay_fixed');
  });

  it('counts in the branch of if that is taken, and in no other', () => {
    expect(failing('if(a > 0, poisson(a), 0)', [-1, 2])).toEqual([]);
    expect(failing('if(a > 0, poisson(-a), 0)', [-1, 2]).map(({ world }) => world)).toEqual([1]);
  });

  it('may change while a run goes on', () => {
    const failures = failing('pulse(1, 0, a - time)', [1, 9]);
    expect(failures.map(({ world, step }) => [world, step])).toEqual([[0, 2]]);
  });
});

describe('what has no value decides nothing', () => {
  it.each([
    ['if(bernoulli(a), 1, 2)', [0.5], [-0.2, 1.2]],
    ['if(normal(0, a) > 0, 1, 2)', [1, 0], [-1]],
    ['if(not (uniform(a, 1) < 9), 1, 2)', [1], [2]],
    ['normal(0, a) == 0', [0], [-1]],
    ['normal(0, a) != 0', [0], [-1]],
    ['if(log(a) > 0 or a == 5, 1, 2)', [2, 0.5], [-1]],
    ['if(log(a) > 0 and 1 < 2, 1, 2)', [2, 0.5], [-1]],
    ['if(a, 1, 2)', [0, 1], [NAN]],
    ['3 * (sqrt(a) >= 0)', [0, 1], [-1]],
  ] as const)('in %s', (equation, right, wrong) => {
    const failures = failing(equation, [...right, ...wrong]);
    expect(failures.map(({ world }) => world)).toEqual(wrong.map((_, k) => right.length + k));
  });

  it.each([
    ['if(a > 0 and log(a) > 0, 1, 2)', [-1, 2], [2, 1]],
    ['if(log(a) > 0 and a > 0, 1, 2)', [-1, 2], [2, 1]],
    ['if(a < 0 or sqrt(a) > 1, 1, 2)', [-1, 4], [1, 1]],
    ['if(sqrt(a) > 1 or a < 0, 1, 2)', [-1, 0.5], [1, 2]],
    ['if(a > 0, if(log(a) > 0, 1, 2), 3)', [-1, 2], [3, 1]],
  ] as const)('but the other side of %s may decide alone', (equation, values, expected) => {
    const { failures, path } = ran(
      plain(
        'start: 0, end: 1',
        `parameters: {a: {title: A, value: 1, grade: assumed}}\nauxiliaries:\n  y: {equation: "${equation}"}`,
      ),
      { worlds: { a: values } },
    );
    expect(failures).toEqual([]);
    expected.forEach((value, world) => {
      expect(path('y', 0, world)[0]).toBe(value);
    });
  });
});
