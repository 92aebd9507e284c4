import { describe, expect, test } from 'vitest';
import { factsOf, namesWithFacts } from '../../src/model/facts.js';
import { modelOf } from './reading.js';

const model = modelOf(`
title: Facts
time: {unit: month, start: 2022-01, end: 2022-12, step: 1}
units: [person, USD]
dimensions:
  region: {elements: [north, south]}
parameters:
  rate: {title: Rate, unit: 1/month, value: 0.1, grade: assumed, distribution: {kind: uniform, low: 0, high: 1}}
  trust: {title: Trust, unit: 1, over: region, value: {north: 0.2, south: 0.6}, grade: assumed}
  wage: {title: Wage, unit: USD/(person*month), value: 10, grade: assumed}
levers:
  jobs: {title: Jobs, unit: person, over: region, max: 100, cost: wage}
stocks:
  fighters: {title: Fighters, unit: person, over: region, initial: 50, inflows: [recruits], outflows: [exits]}
flows:
  recruits: {title: Recruits, unit: person/month, over: region, equation: rate * fighters}
  exits: {title: Exits, unit: person/month, over: region, equation: trust * rate * fighters}
metrics:
  recruits: {title: All recruits, unit: person, equation: sum(recruits), over_time: sum, better: lower}
  cost: {title: Cost, unit: USD, equation: policy_cost, over_time: sum, better: lower, discount: 0.03}
`);

describe('facts', () => {
  test('of a stock name what changes it, and its loops', () => {
    const facts = factsOf(model, 'fighters');
    expect(facts?.flows).toEqual({ in: ['recruits'], out: ['exits'] });
    expect(facts?.loops).toEqual([
      ['fighters', 'recruits'],
      ['fighters', 'exits'],
    ]);
    expect(facts?.unit).toBe('person');
  });

  test('of a parameter give one value where all elements have the same, else one for each', () => {
    expect(factsOf(model, 'rate')?.values).toEqual([{ label: '', value: 0.1 }]);
    expect(factsOf(model, 'trust')?.values).toEqual([
      { label: 'north', value: 0.2 },
      { label: 'south', value: 0.6 },
    ]);
    expect(factsOf(model, 'rate')?.distribution).toEqual({ kind: 'uniform', low: 0, high: 1 });
  });

  test('of a lever give its range and its cost', () => {
    expect(factsOf(model, 'jobs')).toMatchObject({
      range: { default: 0, min: 0, max: 100 },
      cost: 'wage',
    });
  });

  test('of a metric are its own, not those of its hidden variable', () => {
    const facts = factsOf(model, 'cost');
    expect(facts).toMatchObject({
      name: 'cost',
      kind: 'metric',
      unit: 'USD',
      equation: 'policy_cost',
      gathered: { over: 'sum', discount: 0.03, better: 'lower' },
      uses: ['policy_cost'],
    });
  });

  test('a name of both a variable and a metric is the variable, or the metric when asked', () => {
    expect(factsOf(model, 'recruits')?.kind).toBe('flow');
    expect(factsOf(model, 'recruits', 'metric')?.kind).toBe('metric');
    expect(factsOf(model, 'recruits')?.usedBy).toContain('metric recruits');
  });

  test.each(['toString', 'constructor', '__proto__', 'metric__cost2'])(
    'there are none of %s',
    (name) => {
      expect(factsOf(model, name)).toBeUndefined();
    },
  );

  test('names leave out what no author wrote', () => {
    expect(namesWithFacts(model).filter((name) => name.includes('__'))).toEqual([]);
    expect(namesWithFacts(model)).toContain('cost');
  });
});
