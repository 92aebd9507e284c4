import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import type { ModelExtension } from '../../src/model/extend.js';
import { extendModel, rawName } from '../../src/model/extend.js';
import type { Model } from '../../src/model/model.js';
import { baseUnit } from '../../src/model/unit.js';
import type { Options } from '../engine/running.js';
import { ran } from '../engine/running.js';
import { modelOf, problemsOf } from './reading.js';

const base = modelOf(`title: T
time: {unit: month, start: 0, end: 6, step: 0.5}
units: [person, USD]
dimensions: {region: {elements: [a, b]}}
parameters:
  rate: {title: R, unit: 1/month, over: region, value: {a: 0.1, b: 0.3}, grade: assumed}
  wage: {title: W, unit: USD/(person*month), value: 7, grade: assumed}
inputs:
  price: {title: P, unit: 1, points: [[0, 1], [6, 4]]}
levers:
  jobs: {title: J, unit: person, over: region, default: 2, cost: wage}
stocks:
  pool: {unit: person, over: region, initial: 50, floor: 0, outflows: [joins]}
  active: {unit: person, over: region, initial: 5, floor: 0, inflows: [joins], outflows: [leaves]}
flows:
  joins: {unit: person/month, over: region, equation: "rate * pool * price + poisson(2 * rate * pool * dt) / dt - rate * jobs"}
  leaves: {unit: person/month, over: region, equation: "smooth(joins, 2) * mood"}
auxiliaries:
  mood: {unit: 1, over: region, equation: "previous(bernoulli(0.5), 0) + uniform(0, 1)"}
metrics:
  joined: {title: J, unit: person, equation: sum(joins), over_time: sum, better: lower}
  cost: {title: C, unit: USD, equation: policy_cost, over_time: sum, better: lower}
`);

const place = { file: 's.yaml', line: 3, column: 5 };
const nothing: ModelExtension = { inputs: [], auxiliaries: [], replacements: [] };

function extended(extension: Partial<ModelExtension>, model = base): Model {
  const diagnostics = new Diagnostics();
  const made = extendModel(model, { ...nothing, ...extension }, diagnostics);
  if (made === undefined) throw new Error(problemsOf(diagnostics).join('\n'));
  return made;
}

const replaced = (name: string, equation: string) =>
  extended({ replacements: [{ name, equation, place }] });

const options: Options = {
  worlds: { rate: [0.1, 0.4], 'rate[b]': [0.2, 0.5] },
  levers: { jobs: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14] },
};
const names = ['pool', 'active', 'joins', 'leaves', 'mood', 'jobs', 'price', 'rate', 'policy_cost'];

function expectSame(a: Model, b: Model): void {
  const [x, y] = [ran(a, options), ran(b, options)];
  for (const world of [0, 1]) {
    for (const name of names)
      for (const element of [0, 1])
        expect(y.path(name, element, world), name).toEqual(x.path(name, element, world));
    for (const metric of a.metrics)
      expect(y.metric(metric.name, world)).toBe(x.metric(metric.name, world));
  }
}

describe('a model extended', () => {
  it('by nothing is the same to the bit', () => {
    expectSame(base, extended({}));
  });

  it.each(['rate', 'price', 'jobs', 'joins', 'leaves', 'mood'])(
    'by %s as it was is the same to the bit',
    (name) => {
      expectSame(base, replaced(name, rawName(name)));
    },
  );

  it('by all of them as they were is the same to the bit', () => {
    const replacements = ['rate', 'price', 'jobs', 'joins', 'leaves', 'mood'].map((name) => ({
      name,
      equation: `${name}__raw`,
      place,
    }));
    expectSame(base, extended({ replacements }));
  });

  it('keeps the old value under the raw name, hidden', () => {
    const model = replaced('joins', '0.5 * joins__raw');
    expect(model.variables.get('joins__raw')).toMatchObject({ kind: 'auxiliary', hidden: true });
    expect(model.variables.get('joins')).toMatchObject({
      kind: 'flow',
      hidden: false,
      text: '0.5 * joins__raw',
    });
    const { path } = ran(model, options);
    path('joins').forEach((rate, k) => {
      expect(rate).toBe(0.5 * (path('joins__raw')[k] ?? 0));
    });
    // The flow itself still drains one stock and fills the other.
    expect((path('pool')[1] ?? 0) + (path('active')[1] ?? 0)).toBeLessThanOrEqual(55);
  });

  it('lets worlds and policies find parameters and levers by the names they had', () => {
    const twice = extended({
      replacements: [
        { name: 'rate', equation: '2 * rate__raw', place },
        { name: 'jobs', equation: '11 * jobs__raw', place },
      ],
    });
    const { path } = ran(twice, options);
    expect([path('rate', 0, 1)[0], path('rate', 1, 1)[0]]).toEqual([0.8, 1]);
    expect([path('jobs', 0)[1], path('jobs', 1)[1]]).toEqual([33, 44]);
    expect(path('policy_cost')[1]).toBe(7 * (33 + 44));
  });

  it('leaves draws of what is replaced as they were', () => {
    const { path } = ran(replaced('mood', 'mood__raw * 1'), options);
    expect(path('mood__raw', 1, 1)).toEqual(ran(base, options).path('mood', 1, 1));
  });

  it('takes new series and new equations, which see each other', () => {
    const model = extended({
      inputs: [
        {
          name: 'shock__series',
          unit: new Map(),
          dims: ['region'],
          times: Float64Array.of(0, 2),
          values: Float64Array.of(1, 1, 3, 5),
          place,
        },
      ],
      auxiliaries: [
        { name: 'shock__made', dims: ['region'], equation: 'shock__series * pool', place },
        {
          name: 'shock__unit',
          unit: baseUnit('person'),
          dims: [],
          equation: 'sum(shock__made)',
          place,
        },
      ],
      replacements: [{ name: 'rate', equation: 'rate__raw * shock__series', place }],
    });
    const { path } = ran(model);
    expect(path('rate', 1)).toEqual([0.3, 0.3, 1.5, 1.5, 1.5, 1.5, 1.5]);
    expect(path('shock__unit')[0]).toBe(100);
    expect(model.variables.get('shock__made')?.unit).toEqual(baseUnit('person'));
  });

  it.each<[string, Partial<ModelExtension>, string]>([
    [
      'an unknown name',
      { replacements: [{ name: 'rate', equation: 'rte__raw', place }] },
      'there is no quantity "rte__raw"',
    ],
    [
      'an equation that cannot be read',
      { replacements: [{ name: 'rate', equation: 'rate__raw *', place }] },
      'the expression ends after *',
    ],
    [
      'another unit',
      { replacements: [{ name: 'rate', equation: 'pool', place }] },
      'rate is in 1/month, but its equation gives person',
    ],
    [
      'a loop',
      { replacements: [{ name: 'rate', equation: 'mood * rate__raw + 0 * joins', place }] },
      'an algebraic loop: rate -> joins -> rate',
    ],
  ])('says at the place that asked for it what is wrong: %s', (_, extension, message) => {
    const diagnostics = new Diagnostics();
    expect(extendModel(base, { ...nothing, ...extension }, diagnostics)).toBeUndefined();
    expect(problemsOf(diagnostics).join()).toContain(message);
  });

  it('leaves the model it extends alone', () => {
    const before = JSON.stringify([...base.variables.keys()]);
    replaced('joins', '2 * joins__raw');
    expect(JSON.stringify([...base.variables.keys()])).toBe(before);
  });

  it('is the same model for the same extension, wherever it was asked for, and another for another', () => {
    const input = (values: number[], unit = 'person') => ({
      name: 'level__1',
      unit: baseUnit(unit),
      dims: [],
      times: Float64Array.of(0, 2),
      values: Float64Array.from(values),
      place,
    });
    const first = extended({ inputs: [input([1, Number.NaN])] });
    const elsewhere = { ...input([1, Number.NaN]), place: { ...place, line: 9 } };
    expect(extended({ inputs: [elsewhere] })).toBe(first);
    expect(extended({ inputs: [input([1, 2])] })).not.toBe(first);
    expect(extended({ inputs: [input([1, Number.NaN], 'USD')] })).not.toBe(first);
    expect(replaced('rate', 'rate__raw * 2')).toBe(replaced('rate', 'rate__raw * 2'));
    expect(replaced('rate', 'rate__raw * 2')).not.toBe(replaced('rate', 'rate__raw * 3'));
  });

  it('says each time what is wrong', () => {
    const extension = { ...nothing, replacements: [{ name: 'rate', equation: 'pool', place }] };
    const said = [1, 2].map(() => {
      const diagnostics = new Diagnostics();
      extendModel(base, extension, diagnostics);
      return problemsOf(diagnostics).join();
    });
    expect(said[1]).toBe(said[0]);
    expect(said[0]).toContain('its equation gives person');
  });
});
