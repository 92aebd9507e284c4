import { describe, expect, it } from 'vitest';
import { messagesOf, modelOf, readText } from './reading.js';

const HEAD = 'title: T\ntime: {unit: month, start: 0, end: 4}\nunits: unchecked\n';

const DIMENSIONS = `dimensions:
  region:
    elements: [north, south]
    networks: {border: {matrix: [[0, 1], [1, 0]]}, road: {matrix: [[0, 2], [3, 0]]}}
  group: {elements: [red, green, blue]}
  other: {like: region}
parameters:
  x: {title: X, over: region, value: 1, grade: assumed}
  g: {title: G, over: group, value: 1, grade: assumed}
  xg: {title: XG, over: [region, group], value: 1, grade: assumed}
  contact: {title: C, over: [region, other], value: 1, grade: assumed}
  one: {title: One, value: 1, grade: assumed}
`;

const withEquation = (over: string, equation: string) =>
  `${HEAD}${DIMENSIONS}auxiliaries:\n  v: {${over === '' ? '' : `over: ${over}, `}equation: "${equation}"}\n`;

describe('dimensions in equations', () => {
  it.each([
    ['', 'sum(x)'],
    ['', 'sum(xg)'],
    ['region', 'x + one'],
    ['region', 'sum(xg, group)'],
    ['region', 'xg[red]'],
    ['', 'xg[north, red]'],
    ['', 'xg[red, north]'],
    ['group', 'xg[south]'],
    ['[region, group]', 'x * g'],
    ['region', 'x / sum(x)'],
    ['region', 'x / sum(x, region)'],
    ['region', 'sum(contact * x[other], other)'],
    ['region', 'sum(contact[other, region] * x[other], other)'],
    ['[region, other]', 'contact[other, region]'],
    ['region', 'contact[region, south]'],
    ['', 'sum(contact)'],
    ['', 'sum(sum(xg, group), region)'],
    ['region', 'mean(xg, group) + min(xg, group) + max(xg, group) + product(xg, group)'],
    ['region', 'max(x, mean(g))'],
    ['region', 'neighbours(x, border)'],
    ['[region, group]', 'neighbours(xg, road)'],
    ['region', 'sum(neighbours(xg, road), group)'],
    ['', 'sum(neighbours(x, border))'],
    ['region', 'sum(poisson(one), group)'],
    ['region', 'x[region]'],
  ])('over %j: %s', (over, equation) => {
    modelOf(withEquation(over, equation));
  });

  const reduce = (name: string, dim: string) =>
    `${name} varies over ${dim}, and this equation does not`;
  it.each([
    ['', 'x', reduce('x', 'region')],
    ['region', 'xg', reduce('xg', 'group')],
    ['region', 'x + g', reduce('g', 'group')],
    ['region', 'x[other]', reduce('x', 'other')],
    [
      'region',
      'sum(one)',
      'the argument of sum varies over nothing, so there is nothing to reduce',
    ],
    [
      'region',
      'sum(x, group)',
      'the argument of sum does not vary over group, so there is nothing to reduce',
    ],
    ['region', 'sum(x, regoin)', 'the second argument of sum is not a dimension'],
    ['', 'sum(x, group, region)', 'sum has 3 arguments'],
    ['', 'sum()', 'sum has no arguments'],
    ['', 'x[nort]', '"nort" is not an element of region'],
    ['', 'one[north]', 'one has no elements'],
    ['', 'x[red]', '"red" is not an element of region'],
    ['', 'contact[north]', 'north may belong to region or other'],
    ['', 'xg[red, green]', '"green" is not an element of region or group'],
    [
      '',
      'neighbours(x, border)',
      'neighbours needs the region at hand, and this equation does not vary over region',
    ],
    ['region', 'neighbours(x)', 'there are several networks'],
    ['region', 'neighbours(x, bord)', 'there is no network "bord"'],
    ['region', 'neighbours(one, border)', 'the argument of neighbours does not vary over region'],
    [
      '[region, group]',
      'neighbours(g, border)',
      'the argument of neighbours does not vary over region',
    ],
    ['', 'region', 'region is a dimension, not a quantity'],
    ['', 'sum', 'sum is a function and needs an argument'],
    ['', 'one(2)', 'one is a quantity, not a function'],
    ['', 'oen', 'there is no quantity "oen"'],
    ['', 'sqr(one)', 'there is no function "sqr"'],
    ['', 'exp(one, one)', 'exp has 2 arguments'],
    ['', 'pulse(1)', 'pulse has 1 argument'],
    ['', 'if(one, 2)', 'if has 2 arguments'],
    ['', 'min(one)', 'the argument of min varies over nothing, so there is nothing to reduce'],
    ['', 'month(2022, 1)', 'this model counts time in plain numbers, not in months of a calendar'],
  ])('over %j: not %s', (over, equation, message) => {
    expect(messagesOf(withEquation(over, equation))).toEqual([message]);
  });
});

describe('dimensions of definitions', () => {
  it.each([
    ['[group, region]', 'the dimensions stand in another order than under dimensions'],
    ['[region, region]', 'the dimension region stands twice'],
    ['regoin', 'there is no dimension "regoin"'],
  ])('over %s', (over, message) => {
    expect(messagesOf(withEquation(over, '1'))).toEqual([message]);
  });

  it('keeps elements with the last dimension fastest', () => {
    const values = modelOf(
      `${HEAD}dimensions:\n  region: {elements: [north, south]}\n  group: {elements: [red, green, blue]}\nparameters:\n  p: {title: P, over: [region, group], grade: assumed, value: {south: 9, north: {red: 1, blue: 3, green: 2}}}\n`,
    ).variables.get('p');
    expect(values?.kind === 'parameter' && [...values.values]).toEqual([1, 2, 3, 9, 9, 9]);
  });

  it.each([
    ['{north: 1}', 'the values lack south of region'],
    ['{north: 1, south: 2, west: 3}', '"west" is not an element of region'],
    ['{north: {red: 1}, south: 2}', 'there is a map here, but no dimension left for it'],
  ])('refuses the values %s', (value, message) => {
    const text = `${HEAD}dimensions: {region: {elements: [north, south]}}\nparameters:\n  p: {title: P, over: region, grade: assumed, value: ${value}}\n`;
    expect(messagesOf(text)).toContain(message);
  });
});

describe('networks', () => {
  const weightsOf = (network: string, csv = '') => {
    const model = modelOf(
      `${HEAD}dimensions:\n  region: {elements: [a, b, c], networks: {n: ${network}}}\n`,
      { 'm/n.csv': csv },
    );
    return [...(model.dimensions.get('region')?.networks.get('n')?.weights ?? [])];
  };

  it('reads a matrix by rows', () => {
    expect(weightsOf('{matrix: [[0, 1, 2], [3, 0, 4], [5, 6, 0]]}')).toEqual([
      0, 1, 2, 3, 0, 4, 5, 6, 0,
    ]);
  });

  it('makes rows sum to 1, and leaves a row of zeros', () => {
    expect(weightsOf('{matrix: [[0, 1, 3], [0, 0, 0], [5, 5, 0]], normalise: rows}')).toEqual([
      0, 0.25, 0.75, 0, 0, 0, 0.5, 0.5, 0,
    ]);
  });

  it('reads a table of edges, weighted or not, one way or both', () => {
    const csv = 'from,to,km\na,b,2\nb,c,5\n';
    expect(weightsOf('{csv: n.csv, from: from, to: to}', csv)).toEqual([0, 1, 0, 0, 0, 1, 0, 0, 0]);
    expect(weightsOf('{csv: n.csv, from: from, to: to, weight: km}', csv)).toEqual([
      0, 2, 0, 0, 0, 5, 0, 0, 0,
    ]);
    expect(weightsOf('{csv: n.csv, from: from, to: to, weight: km, symmetric: true}', csv)).toEqual(
      [0, 2, 0, 2, 0, 5, 0, 5, 0],
    );
    expect(
      weightsOf('{csv: n.csv, from: from, to: to, symmetric: true, normalise: rows}', csv),
    ).toEqual([0, 1, 0, 0.5, 0, 0.5, 0, 1, 0]);
  });
});

describe('flows at stocks', () => {
  const flows = (stocks: string, more: string) =>
    messagesOf(
      `${HEAD}dimensions:\n  age: {elements: [young, old]}\n  other: {like: age}\nstocks:\n${stocks}\nflows:\n${more}\n`,
    );

  it.each([
    [
      'two stocks filled',
      '  a: {initial: 0, inflows: [f]}\n  b: {initial: 0, inflows: [f]}',
      '  f: {equation: 1}',
      'the flow f fills a already',
    ],
    [
      'two stocks drained',
      '  a: {initial: 0, outflows: [f]}\n  b: {initial: 0, outflows: [f]}',
      '  f: {equation: 1}',
      'the flow f drains a already',
    ],
    [
      'a flow named twice',
      '  a: {initial: 0, inflows: [f, f]}',
      '  f: {equation: 1}',
      'the flow f fills a already',
    ],
    [
      'no stock at all',
      '  a: {initial: 0}',
      '  f: {equation: 1}',
      'the flow f neither fills nor drains a stock',
    ],
    [
      'no such flow',
      '  a: {initial: 0, inflows: [ff]}',
      '  f: {to: a, equation: 1}',
      'there is no flow "ff"',
    ],
    [
      'no such stock',
      '  a: {initial: 0}',
      '  f: {from: b, to: a, equation: 1}',
      'there is no stock "b"',
    ],
    [
      'a stock that is not one',
      '  a: {initial: 0, inflows: [a]}',
      '  f: {to: a, equation: 1}',
      'a is a stock, not a flow',
    ],
    [
      'other dimensions',
      '  a: {over: age, initial: 0, inflows: [f]}',
      '  f: {equation: 1}',
      'the flow f varies over nothing, the stock a over age',
    ],
    [
      'no such element',
      '  a: {over: age, initial: 0}',
      '  f: {to: "a[midle]", equation: 1}',
      '"midle" is not an element of a',
    ],
    [
      'an element of either',
      '  a: {over: [age, other], initial: 0}',
      '  f: {over: age, to: "a[old]", equation: 1}',
      'old may belong to age or other of a',
    ],
    [
      'a first value below the floor',
      '  a: {initial: -1, floor: 0}',
      '  f: {to: a, equation: 1}',
      'a starts at -1, below its floor',
    ],
  ])('%s', (_, stocks, more, message) => {
    expect(flows(stocks, more)).toEqual([message]);
  });

  it('may be said on either side, and on both', () => {
    expect(flows('  a: {initial: 0, inflows: [f]}', '  f: {to: a, equation: 1}')).toEqual([]);
    expect(
      flows('  a: {over: age, initial: 0}', '  f: {from: "a[young]", to: "a[old]", equation: 1}'),
    ).toEqual([]);
    expect(
      flows('  a: {over: [age, other], initial: 0}', '  f: {to: "a[old, young]", equation: 1}'),
    ).toEqual([]);
  });
});

describe('order', () => {
  const orderOf = (auxiliaries: string) => readText(`${HEAD}auxiliaries:\n${auxiliaries}\n`);

  it('puts each after what it uses, and keeps the order of the file else', () => {
    const { model } = orderOf(
      '  c: {equation: b + a}\n  z: {equation: 1}\n  b: {equation: a}\n  a: {equation: 2}',
    );
    expect(model?.order).toEqual(['a', 'b', 'c', 'z']);
  });

  it('reports a loop as the whole ring of names', () => {
    expect(
      orderOf('  a: {equation: b}\n  b: {equation: c + 1}\n  c: {equation: 2 * a}').problems,
    ).toEqual([expect.stringMatching(/^5:3 error: an algebraic loop: a -> b -> c -> a;/)]);
    expect(orderOf('  a: {equation: a + 1}').problems).toEqual([
      expect.stringMatching(/^5:3 error: an algebraic loop: a -> a;/),
    ]);
  });

  it('reports every loop of its own', () => {
    const { problems } = orderOf(
      '  a: {equation: b}\n  b: {equation: a}\n  c: {equation: d}\n  d: {equation: c}',
    );
    expect(problems.map((one) => one.match(/loop: ([^;]*)/)?.[1])).toEqual([
      'a -> b -> a',
      'c -> d -> c',
    ]);
  });

  it('lets a stock, smooth, delay and previous close a loop', () => {
    modelOf(
      `${HEAD}stocks:\n  s: {initial: 1, inflows: [f]}\nflows:\n  f: {equation: a}\nauxiliaries:\n  a: {equation: s}\n  b: {equation: "smooth(b + 1, 3, 1, 0)"}\n  c: {equation: "delay(c + 1, 3, 2, 0)"}\n  d: {equation: "previous(d, 0)"}\n  e: {equation: "delay_fixed(e, 2, 0)"}\n`,
    );
  });

  it('reports a loop among first values', () => {
    expect(
      messagesOf(
        `${HEAD}stocks:\n  a: {initial: b}\n  b: {initial: c}\nauxiliaries:\n  c: {equation: a + 1}\n`,
      ),
    ).toEqual(['a loop among initial values: a -> b -> c -> a']);
    expect(messagesOf(`${HEAD}auxiliaries:\n  d: {equation: previous(d)}\n`)).toEqual([
      'a loop among initial values: d -> d',
    ]);
  });

  it('orders three thousand equations in a row', () => {
    const chain = Array.from(
      { length: 3000 },
      (_, i) => `  a${i}: {equation: ${i === 2999 ? '1' : `a${i + 1}`}}`,
    );
    const { model } = orderOf(chain.join('\n'));
    expect(model?.order[0]).toBe('a2999');
    expect(model?.order.at(-1)).toBe('a0');
  });
});

describe('names', () => {
  it.each([
    [
      'auxiliaries:\n  a: {equation: 1}\nparameters:\n  a: {title: A, value: 1, grade: assumed}',
      'the name a is already used in auxiliaries',
    ],
    ['auxiliaries:\n  time: {equation: 1}', 'time has a meaning of its own in expressions'],
    ['tables:\n  exp: {points: [[0, 1]]}', 'exp is the name of a function'],
    ['dimensions:\n  a: {elements: [b, b]}', 'the element "b" stands twice'],
    ['report: [nothing]', 'there is no quantity "nothing"'],
  ])('%j', (text, message) => {
    expect(messagesOf(`${HEAD}${text}\n`)).toEqual([message]);
  });

  it('may be those of functions, since only a call is a call', () => {
    const model = modelOf(
      `${HEAD}auxiliaries:\n  gamma: {equation: 2}\n  v: {equation: "gamma * gamma(gamma, 1)"}\n`,
    );
    expect(model.order).toEqual(['gamma', 'v']);
  });
});
