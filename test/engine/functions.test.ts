import { describe, expect, it } from 'vitest';
import { plain, ran } from './running.js';

function value(equation: string): number | undefined {
  const { path, failures } = ran(
    plain(
      'start: 0, end: 1, step: 0.25',
      `parameters:\n  a: {title: A, value: 3, grade: assumed}\n  b: {title: B, value: -2, grade: assumed}\n  zero: {title: Z, value: 0, grade: assumed}\nauxiliaries:\n  y: {equation: "${equation}"}`,
    ),
  );
  expect(failures).toEqual([]);
  return path('y')[0];
}

describe('binding and arithmetic', () => {
  it.each([
    ['-2^2', -4],
    ['2^-1', 0.5],
    ['2^3^2', 512],
    ['-a^2', -9],
    ['(-8)^3', -512],
    ['8^(1/3)', 2],
    ['a - b - 1', 4],
    ['12 / a / 2', 2],
    ['12 / a * 2', 8],
    ['1 + a * 2', 7],
    ['+a', 3],
    ['a--b', 1],
    ['0.1 + 0.2', 0.1 + 0.2],
    ['1e-3 * a', 0.003],
    ['pi', Math.PI],
    ['dt', 0.25],
    ['a ^ 0', 1],
    ['zero ^ 0', 1],
    ['pow(a, b)', 1 / 9],
  ])('%s is %d', (equation, expected) => {
    expect(value(equation)).toBe(expected);
  });
});

describe('comparison, logic and choice', () => {
  it.each([
    ['a < 3', 0],
    ['a <= 3', 1],
    ['a > 3', 0],
    ['a >= 3', 1],
    ['a == 3', 1],
    ['a != 3', 0],
    // Exact: mathjs by itself takes numbers within 1e-12 for equal.
    ['0.1 + 0.2 == 0.3', 0],
    ['0.1 + 0.2 > 0.3', 1],
    ['1 + 1e-15 > 1', 1],
    ['a and b', 1],
    ['a and zero', 0],
    ['zero or b', 1],
    ['zero or zero', 0],
    ['not a', 0],
    ['not zero', 1],
    ['not not b', 1],
    ['zero and a or b', 1],
    ['zero and (a or b)', 0],
    ['1 or zero and zero', 1],
    ['a > 1 and b < 0', 1],
    ['not (a > 1)', 0],
    ['(a > 1) + (b < 0) + (a == b)', 2],
    ['if(a > 1, 10, 20)', 10],
    ['if(zero, 10, 20)', 20],
    ['if(b, 10, 20)', 10],
    ['if(a > 1, if(b > 1, 1, 2), 3)', 2],
  ])('%s is %d', (equation, expected) => {
    expect(value(equation)).toBe(expected);
  });
});

describe('functions', () => {
  it.each([
    ['min(a, b)', -2],
    ['max(a, b, 7)', 7],
    ['abs(b)', 2],
    ['sqrt(9 * a * a)', 9],
    ['floor(-2.5)', -3],
    ['ceil(-2.5)', -2],
    ['round(2.5)', 3],
    ['round(-2.5)', -3],
    ['round(0.5)', 1],
    ['round(-0.4)', -0],
    ['round(0.49999999999999994)', 0],
    ['round(4503599627370497)', 4503599627370497],
    ['round(9007199254740991)', 9007199254740991],
    ['round(1e300)', 1e300],
    ['sign(b)', -1],
    ['sign(zero)', 0],
    ['mod(7, 3)', 1],
    ['mod(-7, 3)', 2],
    ['mod(7, -3)', -2],
    ['mod(-7, -3)', -1],
    ['mod(5.5, 2)', 1.5],
  ])('%s is %d', (equation, expected) => {
    expect(value(equation)).toBe(expected);
  });
});

describe('functions whose last bit is not laid down', () => {
  it.each([
    ['exp(1)', Math.E],
    ['exp(-700)', Math.exp(-700)],
    ['log(a)', Math.log(3)],
    ['log10(1000)', 3],
    ['pow(a, 0.3)', 3 ** 0.3],
    ['sin(1)', Math.sin(1)],
    ['cos(1)', Math.cos(1)],
    ['tan(1)', Math.tan(1)],
    ['atan(1)', Math.atan(1)],
    ['tanh(1)', Math.tanh(1)],
  ])('%s is %d to 4 parts in 10^16', (equation, expected) => {
    expect(Math.abs((value(equation) ?? 0) / expected - 1)).toBeLessThan(4.5e-16);
  });
});

it('time runs from the start, and month counts from the first month of the model', () => {
  const { path } = ran(
    'title: T\ntime: {unit: month, start: 2022-11, end: 2023-02}\nunits: unchecked\nauxiliaries:\n  t: {equation: time}\n  m: {equation: "month(2023, 1)"}\n  since: {equation: "time - month(2022, 10)"}\n  y: {equation: "if(time >= month(2023, 1), 1, 0)"}\n',
  );
  expect(path('t')).toEqual([0, 1, 2, 3]);
  expect(path('m')).toEqual([2, 2, 2, 2]);
  expect(path('since')).toEqual([1, 2, 3, 4]);
  expect(path('y')).toEqual([0, 0, 1, 1]);
});
