import { describe, expect, it } from 'vitest';
import { plain, ran } from './running.js';

// x[region, group] = 10 * region + group, counted from 1.
const HEAD = `dimensions:
  region:
    elements: [a, b, c]
    networks:
      road: {matrix: [[0, 2, 3], [4, 0, 5], [6, 7, 0]]}
      even: {matrix: [[0, 1, 1], [1, 0, 0], [3, 1, 0]], normalise: rows}
  group: {elements: [red, blue]}
  other: {like: region}
parameters:
  x: {title: X, over: [region, group], grade: assumed, value: {a: {red: 11, blue: 12}, b: {red: 21, blue: 22}, c: {red: 31, blue: 32}}}
  y: {title: Y, over: region, grade: assumed, value: {a: 1, b: 10, c: 100}}
  g: {title: G, over: group, grade: assumed, value: {red: 1000, blue: 2000}}
  m: {title: M, over: [region, other], grade: assumed, value: {a: {a: 1, b: 2, c: 3}, b: {a: 4, b: 5, c: 6}, c: {a: 7, b: 8, c: 9}}}
auxiliaries:
`;

function values(over: string, equation: string): (number | undefined)[] {
  const { path, model } = ran(
    plain(
      'start: 0, end: 1',
      `${HEAD}  v: {${over === '' ? '' : `over: ${over}, `}equation: "${equation}"}`,
    ),
  );
  const size = model.variables.get('v')?.size ?? 0;
  return Array.from({ length: size }, (_, element) => path('v', element)[0]);
}

describe('an equation over elements', () => {
  it.each<[string, string, readonly number[]]>([
    ['[region, group]', 'x', [11, 12, 21, 22, 31, 32]],
    ['[region, group]', 'x + y + g', [1012, 2013, 1031, 2032, 1131, 2132]],
    ['group', 'x[b]', [21, 22]],
    ['region', 'x[blue]', [12, 22, 32]],
    ['', 'x[c, blue]', [32]],
    ['', 'x[blue, c]', [32]],
    ['', 'sum(x)', [129]],
    ['region', 'sum(x, group)', [23, 43, 63]],
    ['group', 'sum(x, region)', [63, 66]],
    ['', 'sum(sum(x, group), region)', [129]],
    ['', 'mean(x)', [21.5]],
    ['region', 'mean(x, group)', [11.5, 21.5, 31.5]],
    ['', 'min(x)', [11]],
    ['', 'max(x)', [32]],
    ['region', 'max(x, group)', [12, 22, 32]],
    ['group', 'min(x, region)', [11, 12]],
    ['', 'product(y)', [1000]],
    ['region', 'product(x, group)', [132, 462, 992]],
    ['region', 'y / sum(y)', [1 / 111, 10 / 111, 100 / 111]],
    ['region', 'sum(x * g, group)', [35000, 65000, 95000]],
    ['', 'sum(x * y)', [23 + 430 + 6300]],
    ['', 'max(sum(x, group))', [63]],
    ['region', 'max(y, sum(x, group), 50)', [50, 50, 100]],
    ['region', 'neighbours(y, road)', [320, 504, 76]],
    ['region', 'neighbours(y, even)', [55, 1, 3.25]],
    [
      '[region, group]',
      'neighbours(x, road)',
      [
        2 * 21 + 3 * 31,
        2 * 22 + 3 * 32,
        4 * 11 + 5 * 31,
        4 * 12 + 5 * 32,
        6 * 11 + 7 * 21,
        6 * 12 + 7 * 22,
      ],
    ],
    ['region', 'neighbours(y * y, road)', [30200, 50004, 706]],
    ['', 'sum(neighbours(y, road))', [900]],
    ['region', 'sum(m * y[other], other)', [321, 654, 987]],
    ['region', 'sum(m[other, region] * y[other], other)', [741, 852, 963]],
    ['[region, other]', 'm[other, region]', [1, 4, 7, 2, 5, 8, 3, 6, 9]],
    ['other', 'sum(m, region)', [12, 15, 18]],
    ['region', 'm[region, b]', [2, 5, 8]],
    ['[region, other]', 'y * y[other]', [1, 10, 100, 10, 100, 1000, 100, 1000, 10000]],
    ['region', 'sum(y[other], other) - y', [110, 101, 11]],
  ])('over %j: %s', (over, equation, expected) => {
    expect(values(over, equation)).toEqual(expected);
  });
});

it.each([50, 300])('reductions run over %d times as many elements', (n) => {
  const names = Array.from({ length: n }, (_, i) => `e${i}`).join(', ');
  const { path } = ran(
    plain(
      'start: 0, end: 1',
      `dimensions: {a: {elements: [${names}]}, b: {elements: [${names}]}}
parameters: {x: {title: X, over: [a, b], value: 2, grade: assumed}}
auxiliaries:
  total: {equation: sum(x)}
  most: {equation: max(x) + min(x) + mean(x)}`,
    ),
  );
  expect(path('total')[0]).toBe(2 * n * n);
  expect(path('most')[0]).toBe(6);
});

it('a network counts an element itself when its matrix says so', () => {
  const { path } = ran(
    plain(
      'start: 0, end: 1',
      'dimensions: {region: {elements: [a, b], networks: {near: {matrix: [[1, 0.5], [0, 2]]}}}}\nparameters: {x: {title: X, over: region, value: {a: 10, b: 20}, grade: assumed}}\nauxiliaries: {v: {over: region, equation: neighbours(x)}}',
    ),
  );
  expect([path('v', 0)[0], path('v', 1)[0]]).toEqual([20, 40]);
});

describe('stocks over elements', () => {
  it('an ageing chain moves people from element to element and loses none', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 40',
        `dimensions: {age: {elements: [young, adult, old]}}
stocks: {people: {over: age, initial: 100, floor: 0}}
flows:
  grow_up: {from: "people[young]", to: "people[adult]", equation: "people[young] / 15"}
  grow_old: {from: "people[adult]", to: "people[old]", equation: "people[adult] / 40"}
  die: {from: "people[old]", equation: "people[old] / 20"}
  births: {to: "people[young]", equation: "people[old] / 20"}`,
      ),
    );
    let [young, adult, old] = [100, 100, 100];
    for (let t = 0; t <= 40; t++) {
      expect(path('people', 0)[t]).toBeCloseTo(young, 10);
      expect(path('people', 1)[t]).toBeCloseTo(adult, 10);
      expect(path('people', 2)[t]).toBeCloseTo(old, 10);
      expect(young + adult + old).toBeCloseTo(300, 10);
      const [up, aged, died] = [young / 15, adult / 40, old / 20];
      [young, adult, old] = [young - up + died, adult + up - aged, old + aged - died];
    }
  });

  it('a link to one element leaves the other dimension free', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 2',
        `dimensions: {region: {elements: [a, b]}, age: {elements: [young, old]}}
parameters: {r: {title: R, over: region, value: {a: 1, b: 3}, grade: assumed}}
stocks: {people: {over: [region, age], initial: 10}}
flows: {ageing: {over: region, from: "people[young]", to: "people[old]", equation: r}}`,
      ),
    );
    expect([0, 1, 2, 3].map((element) => path('people', element)[2])).toEqual([8, 12, 4, 16]);
  });

  it('first values may be written per element', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 1',
        `dimensions: {region: {elements: [a, b]}}
parameters: {p: {title: P, over: region, value: {a: 2, b: 8}, grade: assumed}}
stocks:
  s: {over: region, initial: "p / sum(p)"}
  t: {initial: "sum(s) + u[b]"}
  u: {over: region, initial: 2 * s}`,
      ),
    );
    expect(path('s', 1)[0]).toBe(0.8);
    expect(path('t')[0]).toBe(2.6);
  });
});

describe('levers, worlds and jumps', () => {
  const text = plain(
    'start: 0, end: 3, step: 0.5',
    `dimensions: {region: {elements: [a, b]}}
parameters:
  p: {title: P, over: region, value: {a: 1, b: 2}, grade: assumed}
  q: {title: Q, value: 5, grade: assumed}
levers:
  jobs: {title: J, over: region, default: 7}
stocks:
  s: {over: region, initial: p, floor: 0}
  total: {initial: 0}
flows:
  f: {to: total, equation: sum(jobs)}`,
  );

  it('a lever holds one level in each interval, and the last one after its series ends', () => {
    const { path, metric } = ran(text, { levers: { jobs: [1, 10, 2, 20] } });
    expect(path('jobs', 0)).toEqual([1, 2, 2, 2]);
    expect(path('jobs', 1)).toEqual([10, 20, 20, 20]);
    expect(path('total')).toEqual([0, 11, 33, 55]);
    expect(metric('total')).toBe(55);
  });

  it('a lever that is not set keeps its default', () => {
    expect(ran(text).path('jobs', 1)).toEqual([7, 7, 7, 7]);
  });

  it('a column of worlds sets every element, or the one that it names', () => {
    const { path } = ran(text, { worlds: { p: [4, 5], 'p[b]': [6, 7], q: [1, 2] } });
    expect([
      path('p', 0, 0)[0],
      path('p', 1, 0)[0],
      path('p', 0, 1)[0],
      path('p', 1, 1)[0],
    ]).toEqual([4, 6, 5, 7]);
    expect(path('q', 0, 1)[0]).toBe(2);
  });

  it('a jump changes one element of a stock at the start of a step, not below its floor', () => {
    const { path } = ran(text, {
      jumps: [
        { step: 2, stock: 's', element: 1, multiply: 10, add: 1 },
        { step: 4, stock: 's', element: 0, multiply: 1, add: -9 },
        { step: 6, stock: 's', element: 0, multiply: 0, add: 3 },
        { step: 6, stock: 's', element: 0, multiply: 2, add: 0 },
      ],
    });
    expect(path('s', 1)).toEqual([2, 21, 21, 21]);
    expect(path('s', 0)).toEqual([1, 1, 0, 6]);
  });
});
