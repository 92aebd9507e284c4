import { describe, expect, it } from 'vitest';
import { MODEL, path, read, scenarioOf } from './small-model.js';

const jobs = (text: string) => `policy: {a: {lever: jobs, ${text}}}`;
const spent = (text: string, model = MODEL) => path(scenarioOf(text, model), 'policy_cost');
const total = (text: string, model = MODEL) => spent(text, model).reduce((a, b) => a + b, 0);

describe('a budget', () => {
  it('is spent in full, spread as the calendar delivers', () => {
    expect(spent(jobs('budget: 1200'))).toEqual(new Array(12).fill(100));
    const ramped = spent(jobs('budget: 700, start: 2022-10, ramp: 3'));
    expect(ramped.slice(8)).toEqual(
      [0, 700 / 6, 1400 / 6, 350].map((one) => expect.closeTo(one, 9)),
    );
    expect(total(jobs('budget: 555, start: 2022-03, end: 2022-07, wind_down: 4'))).toBeCloseTo(
      555,
      9,
    );
  });

  it('buys the same level in each region that it reaches', () => {
    const both = scenarioOf(jobs('budget: 1200'));
    // 100 dollars a month at 10 dollars a place in each of two regions.
    expect([path(both, 'jobs', 0)[3], path(both, 'jobs', 1)[3]]).toEqual([5, 5]);
    const one = scenarioOf(jobs('budget: 1200, regions: [south]'));
    expect([path(one, 'jobs', 0)[3], path(one, 'jobs', 1)[3]]).toEqual([0, 10]);
  });

  it('buys less where a unit costs more: in each world, region and month', () => {
    const dear = MODEL.replace('cost: wage}', 'cost: wage * (1 + trust) * price / first}').replace(
      'parameters:',
      'parameters:\n  first: {title: First price, unit: USD, value: 100, grade: assumed}',
    );
    const scenario = scenarioOf(jobs('budget: 1200'), dear);
    // In month k one place costs 10 (1.2 + 1.6) (1 + k / 10) in the two regions together.
    for (const k of [0, 3, 11]) {
      expect(path(scenario, 'jobs', 0)[k]).toBeCloseTo(100 / (28 * (1 + k / 10)), 9);
    }
    expect(total(jobs('budget: 1200'), dear)).toBeCloseTo(1200, 6);
  });

  it('goes by the cost of the intervention where it has its own', () => {
    expect(path(scenarioOf(jobs('budget: 1200, cost: 25')), 'jobs', 0)[5]).toBe(2);
    expect(total(jobs('budget: 1200, cost: 25'))).toBeCloseTo(1200, 9);
    const talks = 'policy: {a: {lever: talks, budget: 24, cost: 8}}';
    expect(path(scenarioOf(talks), 'talks')[0]).toBe(0.5);
    expect(total(talks)).toBeCloseTo(24, 9);
  });

  it('adds to what others deliver, and what the lever cannot take is not spent', () => {
    const text = `policy:
  a: {lever: jobs, level: 50, regions: [north]}
  b: {lever: jobs, budget: 120000}`;
    expect(path(scenarioOf(text), 'jobs', 0)[0]).toBe(100);
    expect(total(jobs('budget: 120000'))).toBe(2 * 100 * 10 * 12);
  });

  it('replaces an inherited level, and a level an inherited budget', () => {
    const others = {
      's/level.yaml': 'model: small\npolicy: {a: {lever: jobs, level: 50}}\n',
      's/budget.yaml': 'model: small\npolicy: {a: {lever: jobs, budget: 1200}}\n',
    };
    const own = (text: string) => {
      const { scenario, problems } = read(text, others);
      expect(problems).toEqual([]);
      return scenario?.interventions[0];
    };
    const budget = own('extends: level\npolicy: {a: {budget: 300}}');
    expect([budget?.level, budget?.budget]).toEqual([0, 300]);
    const level = own('extends: budget\npolicy: {a: {level: 7}}');
    expect([level?.level, level?.budget]).toEqual([7, undefined]);
  });
});

describe('a budget that cannot be spent is an error', () => {
  it.each([
    [
      jobs('level: 3, budget: 5'),
      's/a.yaml:2:45 error: policy.a has a level and a budget; expected one of them: a level says how much, a budget what may be spent on it',
    ],
    [
      jobs('budget: 5, when: {variable: fighters, above: 3}'),
      's/a.yaml:2:35 error: policy.a has a budget and a trigger; expected a level: what is spent is then what the run decides, not a sum that is known before',
    ],
    [
      jobs('budget: 5, regions: {where: fighters > 3}'),
      's/a.yaml:2:35 error: policy.a has a budget and a rule for its regions; expected a level: what is spent is then what the run decides, not a sum that is known before',
    ],
    [
      'policy: {a: {lever: talks, budget: 5}}',
      's/a.yaml:2:36 error: the lever talks has no cost, so a budget buys nothing; expected a level, or a cost beside the budget',
    ],
    [
      jobs('start: 2022-03'),
      expect.stringContaining('expected a number, or budget: and a sum of money'),
    ],
    [jobs('budget: 0'), expect.stringContaining('budget')],
    [jobs('budget: -3'), expect.stringContaining('budget')],
  ])('%s', (text, problem) => {
    expect(read(text).problems).toEqual([problem]);
  });
});
