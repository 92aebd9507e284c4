import { describe, expect, it } from 'vitest';
import { formatUnit } from '../../src/model/unit.js';
import { messagesOf, modelOf } from './reading.js';

// x, y are people; t is months; r is people a month; n and m are plain numbers.
const model = (unit: string, equation: string, more = '') => `title: T
time: {unit: month, start: 2022-01, end: 2022-12}
units: [person, USD]
tables:
  effect: {points: [[0, 0], [1, 2]], x_unit: person, unit: 1/month}
parameters:
  x: {title: X, unit: person, value: 2, grade: assumed}
  y: {title: Y, unit: person, value: 3, grade: assumed}
  t: {title: T, unit: month, value: 4, grade: assumed}
  r: {title: R, unit: person/month, value: 5, grade: assumed}
  n: {title: N, unit: 1, value: 6, grade: assumed}
  m: {title: M, unit: 1, value: 7, grade: assumed}
auxiliaries:
  v: {title: V, unit: ${unit}, equation: "${equation}"}
${more}`;

const words = (unit: string) => (unit === '1' ? 'a plain number' : unit);
const joined = (sign: string, one: string, other: string) => {
  const [a, b] = [words(one), words(other)];
  if (sign === '+') return `cannot add ${a} and ${b}`;
  if (sign === '-') return `cannot subtract ${b} from ${a}`;
  if (/[<>=]/.test(sign)) return `cannot compare ${a} with ${b}`;
  return `the arguments of ${sign} have different units: ${a} and ${b}`;
};
const gives = (unit: string) => (found: string) =>
  `v is in ${unit}, but its equation gives ${found}`;
const plain = (what: string, unit: string) =>
  `${what} wants a plain number, and this is in ${unit}`;

const counts = (fn: string, unit: string) =>
  `${fn} counts what happens in a step, and this is in ${unit}`;

describe.each([
  ['a sum', 'person', 'x + y', 'x + t', joined('+', 'person', 'month')],
  ['a difference', 'person', 'x - y', 'x - n', joined('-', 'person', '1')],
  ['min', 'person', 'min(x, y)', 'min(x, y, t)', joined('min', 'person', 'month')],
  ['max', 'person', 'max(x, 0)', 'max(x, 1)', joined('max', 'person', '1')],
  ['mod', 'person', 'mod(x, y)', 'mod(x, t)', joined('mod', 'person', 'month')],
  ['a product', 'person', 'r * t', 'r * x', gives('person')('person^2/month')],
  ['a quotient', 'person', 'x / n', 'x / t', gives('person')('person/month')],
  ['a quotient of alike', '1', 'x / y', 'x / r', gives('1')('month')],
  ['a power', 'person^2', 'x ^ 2', 'x ^ 3', gives('person^2')('person^3')],
  ['pow', '1/person', 'pow(x, -1)', 'pow(x, 1 / 2)', gives('1/person')('person^0.5')],
  ['a power that varies', '1', 'n ^ m', 'x ^ m', '^ raises person to a power that varies'],
  ['a power with a unit', '1', 'n ^ (x / y)', 'n ^ x', plain('a power', 'person')],
  ['a root', 'person', 'sqrt(x * y)', 'sqrt(x)', gives('person')('person^0.5')],
  ['a comparison', '1', 'x > y', 'x > t', joined('>', 'person', 'month')],
  ['a comparison with a number', '1', 'x > 0', 'x > 5', joined('>', 'person', '1')],
  ['a comparison of time', '1', 'time > 12', 'time > n', joined('>', 'month', '1')],
  ['equality', '1', 'x == y', 'x != n', joined('!=', 'person', '1')],
  ['the branches of if', 'person', 'if(n, x, y)', 'if(n, x, t)', joined('if', 'person', 'month')],
  [
    'the condition of if',
    'person',
    'if(x > y and t, x, 0)',
    'if(x > t, x, 0)',
    joined('>', 'person', 'month'),
  ],
  ['logic', '1', 'x and not t', 'x and not (y + t)', joined('+', 'person', 'month')],
  ['abs', 'person', 'abs(-x)', 'abs(t)', gives('person')('month')],
  ['rounding', 'person', 'round(x) + floor(y) + ceil(x)', 'round(t)', gives('person')('month')],
  ['sign', '1', 'sign(x)', 'x * sign(y)', gives('1')('person')],
  ['exp', '1', 'exp(x / y)', 'exp(x)', plain('exp', 'person')],
  ['log', '1', 'log(n) + log10(m)', 'log(t)', plain('log', 'month')],
  [
    'trigonometry',
    '1',
    'sin(n) + cos(n) + tan(n) + atan(n) + tanh(n)',
    'cos(x)',
    plain('cos', 'person'),
  ],
  ['a table', '1/month', 'effect(x)', 'effect(t)', 'the argument of effect is in month'],
  ['a table given a number', '1/month', 'effect(0)', 'effect(2)', 'the argument of effect is in 1'],
  ['step', 'person', 'step(x, 3) + step(x, t)', 'step(x, y)', 'the start of step is in person'],
  ['ramp', 'person', 'ramp(r, 3, t)', 'ramp(r, x, 5)', 'the start of ramp is in person'],
  ['the end of ramp', 'person', 'ramp(r, 3, 2 * t)', 'ramp(r, 3, n)', 'the end of ramp is in 1'],
  ['pulse', 'person', 'pulse(x, 1, t, 12)', 'pulse(x, 1, n, 12)', 'a time of pulse is in 1'],
  ['month', 'month', 'time - month(2022, 6)', 'n + month(2022, 6)', joined('+', '1', 'month')],
  [
    'month compared',
    '1',
    'time >= month(2022, 6)',
    'x > month(2022, 6)',
    joined('>', 'person', 'month'),
  ],
  [
    'month alone',
    'month',
    'month(2022, 6)',
    '-month(2022, 6) * n * n / n / t',
    gives('month')('1'),
  ],
  ['smooth', 'person', 'smooth(x, 3)', 'smooth(x, y)', 'the time of smooth is in person'],
  [
    'the first value of smooth',
    'person',
    'smooth(x, 3, 1, y)',
    'smooth(x, 3, 1, t)',
    'the initial value of smooth is in person, but its equation gives month',
  ],
  [
    'the first value of smooth, a number',
    'person',
    'smooth(x, 3, 1, 8)',
    'smooth(x, 3, 1, 8 + 1)',
    'the initial value of smooth is in person, but its equation gives 1',
  ],
  ['delay', 'person/month', 'delay(r, t, 3)', 'delay(r, x, 3)', 'the time of delay is in person'],
  [
    'the first value of delay',
    'person/month',
    'delay(r, t, 3, 0)',
    'delay(r, t, 3, x)',
    'the initial value of delay is in person/month, but its equation gives person',
  ],
  [
    'delay_fixed',
    'person',
    'delay_fixed(x, t)',
    'delay_fixed(x, n)',
    'the time of delay_fixed is in 1',
  ],
  [
    'previous',
    'person',
    'previous(x, y)',
    'previous(x, t)',
    'the initial value of v is in person, but its equation gives month',
  ],
  ['uniform', 'person', 'uniform(0, x)', 'uniform(1, x)', joined('uniform', '1', 'person')],
  ['normal', 'person', 'normal(x, y)', 'normal(x, n)', joined('normal', 'person', '1')],
  ['lognormal', 'person', 'lognormal(x, n)', 'lognormal(x, y)', plain('lognormal', 'person')],
  ['exponential', 'month', 'exponential(t)', 'exponential(x)', gives('month')('person')],
  ['gamma', 'person', 'gamma(n, x)', 'gamma(t, x)', plain('the shape of gamma', 'month')],
  ['bernoulli', '1', 'bernoulli(n)', 'bernoulli(x)', plain('bernoulli', 'person')],
  ['binomial', 'person', 'binomial(x, n)', 'binomial(x, y)', plain('binomial', 'person')],
  ['poisson', 'person', 'poisson(x)', 'poisson(t)', counts('poisson', 'month')],
  ['poisson', 'person', 'poisson(x)', 'poisson(x / t)', counts('poisson', 'person/month')],
  [
    'poisson',
    'person/month',
    'poisson(x / t * dt) / dt',
    'poisson(x / t)',
    counts('poisson', 'person/month'),
  ],
  [
    'binomial',
    'person/month',
    'binomial(x, n) / dt',
    'binomial(x / t, n)',
    counts('binomial', 'person/month'),
  ],
  [
    'negative_binomial',
    'person/month',
    'negative_binomial(r * dt, dt / t) / dt',
    'negative_binomial(x / t, n)',
    counts('negative_binomial', 'person/month'),
  ],
  [
    'negative_binomial',
    'person',
    'negative_binomial(x, n)',
    'negative_binomial(x, t)',
    plain('negative_binomial', 'month'),
  ],
  ['a number alone', 'person', '5', '5 + 1', gives('person')('1')],
  ['a negative number alone', 'person', '-5', '-n', gives('person')('1')],
  ['zero', 'person', 'x + 0', 'x + 0.5', joined('+', 'person', '1')],
  ['time and dt', 'month', 'time + dt', 'time / dt', gives('month')('1')],
])('units of %s', (_, unit, right, wrong, message) => {
  it(`let ${right} pass`, () => {
    modelOf(model(unit, right));
  });

  it(`refuse ${wrong}`, () => {
    expect(messagesOf(model(unit, wrong))).toEqual([message]);
  });
});

describe('units of stocks, flows and metrics', () => {
  it.each([
    [
      'a flow',
      'stocks:\n  s: {unit: person, initial: x, inflows: [f]}\nflows:\n  f: {unit: person/month, equation: r}',
      undefined,
    ],
    [
      'a flow in another unit',
      'stocks:\n  s: {unit: person, initial: x, inflows: [f]}\nflows:\n  f: {unit: person, equation: x}',
      'the flow f is in person, and the stock s in person',
    ],
    [
      'a first value',
      'stocks:\n  s: {unit: person, initial: t}',
      'the initial value of s is in person, but its equation gives month',
    ],
    ['a first value that is a number', 'stocks:\n  s: {unit: person, initial: 5}', undefined],
    [
      'a sum over time',
      'metrics:\n  q: {title: Q, unit: person, equation: r, over_time: sum, better: lower}',
      undefined,
    ],
    [
      'a sum in the unit of a rate',
      'metrics:\n  q: {title: Q, unit: person/month, equation: r, over_time: sum, better: lower}',
      'the metric q is in person/month, but its equation summed over time gives person',
    ],
    [
      'an end',
      'metrics:\n  q: {title: Q, unit: person, equation: x, over_time: end, better: lower}',
      undefined,
    ],
    [
      'an end in another unit',
      'metrics:\n  q: {title: Q, unit: month, equation: x, over_time: end, better: lower}',
      'the metric q is in month, but its equation gives person',
    ],
    [
      'costs of levers that do not add up',
      'levers:\n  a: {title: A, unit: person, cost: 5}\n  b: {title: B, unit: USD, cost: 7}',
      'the lever b costs USD, and a person',
    ],
  ])('%s', (_, more, message) => {
    const text = model('person', 'x', more);
    expect(messagesOf(text)).toEqual(message === undefined ? [] : [message]);
  });

  it('asks for a unit everywhere, with the key that lacks', () => {
    const text = model('person', 'x', 'stocks:\n  s: {initial: 5}');
    expect(messagesOf(text)).toEqual(['stocks.s lacks the key "unit"']);
  });

  it('multiplies the cost of a unit of a lever by the lever', () => {
    const { variables } = modelOf(
      model(
        'person',
        'x',
        'levers:\n  a: {title: A, unit: person, cost: wage}\n  b: {title: B, unit: 1, cost: wage * x}\n',
      ).replace(
        'parameters:',
        'parameters:\n  wage: {title: W, unit: USD/(person*month), value: 2, grade: assumed}',
      ),
    );
    expect(formatUnit(variables.get('cost_of_a')?.unit ?? new Map())).toBe('USD/month');
    expect(formatUnit(variables.get('policy_cost')?.unit ?? new Map())).toBe('USD/month');
  });
});

describe('units that a file declares', () => {
  const declared = (units: string, unit: string) =>
    `title: T\ntime: {unit: month, start: 0, end: 1}\nunits: ${units}\nauxiliaries:\n  a: {unit: ${unit}, equation: 5}\n`;

  it('may stand for others', () => {
    const read = modelOf(declared('{person: {}, head: {equals: person}}', 'head'));
    expect(formatUnit(read.variables.get('a')?.unit ?? new Map())).toBe('person');
  });

  it('stand once, and not in the place of a unit of time', () => {
    expect(messagesOf(declared('[month]', 'month'))).toEqual(['the unit month is already known']);
    expect(messagesOf(declared('[person]', 'persn'))[0]).toMatch('unknown unit "persn"');
  });

  it('need not be there when nothing is checked', () => {
    const model = modelOf(declared('unchecked', 'head/anything'));
    expect(model.unitsChecked).toBe(false);
    expect(formatUnit(model.variables.get('a')?.unit ?? new Map())).toBe('head/anything');
  });

  it('a month is not a twelfth of a year', () => {
    const text = `title: T\ntime: {unit: month, start: 0, end: 1}\nparameters:\n  a: {title: A, unit: year, value: 1, grade: assumed}\nauxiliaries:\n  b: {unit: month, equation: a}\n`;
    expect(messagesOf(text)).toEqual(['b is in month, but its equation gives year']);
  });
});
