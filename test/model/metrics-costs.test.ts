import { describe, expect, it } from 'vitest';
import { ran } from '../engine/running.js';
import { messagesOf, modelOf } from './reading.js';

const HEAD = 'title: T\ntime: {unit: month, start: 0, end: 4}\nunits: unchecked\n';

describe('what a model is judged by', () => {
  it('is where its stocks end, when it does not say', () => {
    const model = modelOf(
      `${HEAD}dimensions: {region: {elements: [a, b]}}\nstocks:\n  s: {title: S, initial: 3}\n  t: {title: Tee, over: region, initial: 2}\n`,
    );
    expect(
      model.metrics.map(({ name, title, overTime, better }) => ({ name, title, overTime, better })),
    ).toEqual([
      { name: 's', title: 'S', overTime: 'end', better: 'neither' },
      { name: 't', title: 'Tee', overTime: 'end', better: 'neither' },
    ]);
    expect(ran(model).metric('t')).toBe(4);
  });

  it('may bear the name of what it gathers', () => {
    const model = modelOf(
      `${HEAD}auxiliaries: {deaths: {equation: 2}}\nmetrics:\n  deaths: {title: D, equation: deaths, over_time: sum, better: lower, harm: state}\n`,
    );
    expect(model.metrics[0]).toMatchObject({
      name: 'deaths',
      harm: 'state',
      isCost: false,
      discount: 0,
    });
    expect(ran(model).metric('deaths')).toBe(8);
  });

  it('must be a single number', () => {
    const text = `${HEAD}dimensions: {region: {elements: [a, b]}}\nstocks:\n  s: {over: region, initial: 1}\nmetrics:\n  m: {title: M, equation: s, over_time: end, better: lower}\n`;
    expect(messagesOf(text)).toEqual(['s varies over region, and this equation does not']);
  });
});

describe('what is reported', () => {
  const text = `${HEAD}stocks:\n  s: {initial: 1, inflows: [f]}\nflows:\n  f: {equation: a}\nauxiliaries:\n  a: {equation: 1}\n  b: {equation: 2}\nmetrics:\n  m: {title: M, equation: 2 * b + s, over_time: end, better: lower}\n`;

  it('is stocks and what metrics are made of, when the model does not say', () => {
    expect(modelOf(text).report).toEqual(['s', 'b']);
  });

  it('is what the model says, each once', () => {
    expect(modelOf(`${text}report: [b, a, b]\n`).report).toEqual(['b', 'a']);
  });
});

describe('the cost of a policy', () => {
  const text = `${HEAD}dimensions: {region: {elements: [a, b]}}
parameters: {wage: {title: W, over: region, value: {a: 2, b: 3}, grade: assumed}}
levers:
  jobs: {title: {en: Jobs, fr: Emplois}, over: region, default: 10, cost: wage}
  talks: {title: Talks, default: 4, cost: 5 + 1}
  free: {title: Free, default: 9}
metrics:
  cost: {title: C, equation: policy_cost, over_time: sum, better: lower}
  jobs: {title: J, equation: "sum(cost_of_jobs)", over_time: sum, better: lower}
  level: {title: L, equation: free, over_time: sum, better: lower}
`;
  const model = modelOf(text);
  const { path, metric } = ran(model);

  it('is each lever times what one unit costs, and their sum', () => {
    expect(path('cost_of_jobs', 1)[0]).toBe(30);
    expect(path('cost_of_talks')[0]).toBe(24);
    expect(model.variables.has('cost_of_free')).toBe(false);
    expect(path('policy_cost')[0]).toBe(74);
    expect(metric('cost')).toBe(4 * 74);
    expect(metric('jobs')).toBe(4 * 50);
  });

  it('has metrics that are known as costs', () => {
    expect(model.metrics.map((one) => one.isCost)).toEqual([true, true, false]);
  });

  it('has a title, an equation to show, and the place of its lever', () => {
    const cost = model.variables.get('cost_of_jobs');
    expect(cost).toMatchObject({ title: 'Cost of Jobs', text: '(wage) * jobs', hidden: false });
    expect(model.variables.get('policy_cost')).toMatchObject({
      text: 'sum(cost_of_jobs) + cost_of_talks',
    });
  });

  it('is 0 when levers cost nothing, and not there without levers', () => {
    expect(
      ran(
        `${HEAD}levers: {a: {title: A}}\nmetrics: {c: {title: C, equation: policy_cost, over_time: sum, better: lower}}\n`,
      ).metric('c'),
    ).toBe(0);
    expect(messagesOf(`${HEAD}auxiliaries: {a: {equation: policy_cost}}\n`)).toEqual([
      'there is no quantity "policy_cost"',
    ]);
  });

  it.each(['policy_cost', 'cost_of_a'])('keeps the name %s to itself', (name) => {
    const lever = 'levers: {a: {title: A, default: 2, cost: 5}}';
    expect(messagesOf(`${HEAD}${lever}\nauxiliaries: {${name}: {equation: 1}}\n`)).toEqual([
      `${name} is made by toguna, from what levers cost`,
    ]);
  });

  it('reports what is wrong with a cost once, at the cost', () => {
    expect(messagesOf(`${HEAD}levers: {a: {title: A, cost: wagee}}\n`)).toEqual([
      'there is no quantity "wagee"',
    ]);
  });
});

describe('levers', () => {
  const lever = (keys: string) =>
    modelOf(`${HEAD}levers: {a: {title: A${keys}}}\n`).variables.get('a');
  it.each([
    ['', { default: 0, min: 0, max: Number.POSITIVE_INFINITY, step: 1, group: 'a' }],
    [', max: 50', { default: 0, min: 0, max: 50, step: 0.5 }],
    [', min: 2, max: 4', { default: 2, min: 2, max: 4, step: 0.02 }],
    [', default: -3', { default: -3, min: -3 }],
    [', kind: jobs, step: 10', { group: 'jobs', step: 10 }],
  ])('with %j', (keys, expected) => {
    expect(lever(keys)).toMatchObject(expected);
  });

  it.each([
    ['min: 5, max: 4', 'min (5) is above max (4)'],
    ['default: 9, max: 4', 'the default (9) is outside 0 to 4'],
  ])('with %s are refused', (keys, message) => {
    expect(messagesOf(`${HEAD}levers: {a: {title: A, ${keys}}}\n`)).toEqual([message]);
  });
});
