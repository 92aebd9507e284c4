import { describe, expect, it } from 'vitest';
import { read, run, scenarioOf } from './small-model.js';

const names = (text: string) => scenarioOf(text).model.metrics.map((one) => one.name);

describe('outcomes', () => {
  it('come in the order of the model where a scenario says nothing', () => {
    expect(names('')).toEqual(['fighters', 'cost']);
  });

  it('come first in the order of the scenario, the others after them', () => {
    expect(names('outcomes: [cost]')).toEqual(['cost', 'fighters']);
    expect(names('outcomes: [cost]\npolicy: {a: {lever: jobs, budget: 5}}')).toEqual([
      'cost',
      'fighters',
    ]);
  });

  it('change no number', () => {
    const plain = run(scenarioOf('policy: {a: {lever: jobs, level: 5}}'));
    const turned = run(scenarioOf('outcomes: [cost]\npolicy: {a: {lever: jobs, level: 5}}'));
    expect([turned.metrics[1], turned.metrics[0]]).toEqual([plain.metrics[0], plain.metrics[1]]);
    expect(turned.series.get('fighters')).toEqual(plain.series.get('fighters'));
  });

  it('are inherited, and given up with null', () => {
    const others = { 's/b.yaml': 'model: small\noutcomes: [cost]\n' };
    const first = (text: string) => read(text, others).scenario?.model.metrics[0]?.name;
    expect(first('extends: b')).toBe('cost');
    expect(first('extends: b\noutcomes: null')).toBe('fighters');
  });

  it('are errors where there is no such metric, or one stands twice', () => {
    expect(read('outcomes: [cst, cost, cost]').problems).toEqual([
      's/a.yaml:2:12 error: the model small has no metric "cst"; expected one of fighters, cost; nearest cost',
      's/a.yaml:2:23 error: cost stands twice in outcomes; expected each metric once',
    ]);
  });
});
