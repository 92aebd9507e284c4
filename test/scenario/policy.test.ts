import { describe, expect, it } from 'vitest';
import { levels, path, read, scenarioOf } from './small-model.js';

const jobs = (keys: string) => `policy: {work: {lever: jobs, ${keys}}}\n`;

describe('what a lever is set to', () => {
  it('follows start, ramp, end and wind-down in the regions named, and nowhere else', () => {
    const keys = 'level: 60, regions: [south], start: 2022-03, ramp: 3, end: 2022-06, wind_down: 2';
    const scenario = scenarioOf(jobs(keys));
    expect(levels(scenario, 'jobs', 1)).toEqual([0, 0, 20, 40, 60, 60, 30, 0, 0, 0, 0, 0]);
    expect(levels(scenario, 'jobs', 0)).toEqual(new Array(12).fill(0));
    expect(scenario.model).toBe(scenario.base);
  });

  it('reaches the engine in those months', () => {
    const scenario = scenarioOf(jobs('level: 60, regions: [south], start: 2022-03, ramp: 3'));
    expect(path(scenario, 'jobs', 1)).toEqual(levels(scenario, 'jobs', 1));
  });

  it('is delivered from the first month on when no start is given', () => {
    expect(levels(scenarioOf(jobs('level: 8, ramp: 4')), 'jobs').slice(0, 5)).toEqual([
      2, 4, 6, 8, 8,
    ]);
  });

  it('is under way when the start lies before the run', () => {
    const scenario = scenarioOf(`from: 2022-06\n${jobs('level: 60, start: 2022-05, ramp: 3')}`);
    expect(levels(scenario, 'jobs')).toEqual([40, 60, 60, 60, 60, 60, 60]);
  });

  it('adds levels to one another and to the default', () => {
    const scenario = scenarioOf(`policy:
  a: {lever: talks, level: 0.5, end: 2022-02}
  b: {lever: talks, level: 0.25, start: 2022-02, end: 2022-03}
`);
    expect(levels(scenario, 'talks').slice(0, 4)).toEqual([0.75, 1, 0.5, 0.25]);
  });

  it('picks elements of every dimension, the last one fastest', () => {
    const scenario = scenarioOf(
      'policy: {a: {lever: posts, level: 1, regions: [south], elements: {group: red}}}\n',
    );
    expect([0, 1, 2, 3].map((element) => levels(scenario, 'posts', element)[0])).toEqual([
      0, 0, 1, 0,
    ]);
  });

  it('holds at the bound a sum that only rounding takes past it', () => {
    const scenario = scenarioOf(`policy:
  a: {lever: talks, level: 0.08}
  b: {lever: talks, level: 0.56}
  c: {lever: talks, level: 0.11}
`);
    expect(0.25 + 0.08 + 0.56 + 0.11).toBeGreaterThan(1);
    expect(levels(scenario, 'talks')[0]).toBe(1);
  });

  it('is described for people in the model’s time', () => {
    const { interventions } = scenarioOf(
      jobs('title: Work, level: 60, regions: [south], start: 2022-03, ramp: 3, end: 2022-06'),
    );
    expect(interventions).toEqual([
      {
        name: 'work',
        title: 'Work',
        lever: 'jobs',
        level: 60,
        where: ['south'],
        start: 2,
        ramp: 3,
        end: 5,
        windDown: 0,
      },
    ]);
  });
});

describe('what is wrong with an intervention', () => {
  const cases: readonly [string, string, string][] = [
    [
      'an unknown lever',
      'policy: {a: {lever: job, level: 1}}',
      's/a.yaml:2:21 error: the model small has no lever "job"; expected one of jobs, talks, posts; nearest jobs',
    ],
    [
      'what is no lever',
      'policy: {a: {lever: trust, level: 1}}',
      's/a.yaml:2:21 error: trust is not a lever of the model small but a parameter; expected one of jobs, talks, posts',
    ],
    [
      'no lever',
      'policy: {a: {level: 1}}',
      's/a.yaml:2:10 error: policy.a lacks the key "lever", and inherits none; expected one of jobs, talks, posts',
    ],
    [
      'no level',
      'policy: {a: {lever: jobs}}',
      's/a.yaml:2:10 error: policy.a lacks the key "level", and inherits none; expected a number, or budget: and a sum of money',
    ],
    [
      'an unknown region',
      'policy: {a: {lever: jobs, level: 1, regions: [north, sotuh]}}',
      's/a.yaml:2:54 error: region has no element "sotuh"; expected one of north, south; nearest south',
    ],
    [
      'a region for a lever without regions',
      'policy: {a: {lever: talks, level: 0.1, regions: [north]}}',
      's/a.yaml:2:49 error: talks is one number, not one for each region; expected no regions',
    ],
    [
      'a dimension that the lever does not have',
      'policy: {a: {lever: jobs, level: 1, elements: {group: [red]}}}',
      's/a.yaml:2:48 error: jobs does not vary over group; expected one of region',
    ],
    [
      'regions said twice',
      'policy: {a: {lever: jobs, level: 1, regions: [north], elements: {region: south}}}',
      's/a.yaml:2:66 error: both regions and elements.region say which elements of region are meant',
    ],
    [
      'another unit',
      'policy: {a: {lever: jobs, level: 1, unit: USD}}',
      's/a.yaml:2:43 error: the level of a is in USD, the lever jobs in person; expected person',
    ],
    [
      'an unknown unit',
      'policy: {a: {lever: jobs, level: 1, unit: persn}}',
      's/a.yaml:2:43 error: unknown unit "persn"; expected person; nearest person',
    ],
    [
      'an end before the start',
      'policy: {a: {lever: jobs, level: 1, start: 2022-06, end: 2022-05}}',
      's/a.yaml:2:58 error: policy.a.end (2022-05) is before start (2022-06)',
    ],
    [
      'an end before the run, without a start',
      'policy: {a: {lever: jobs, level: 1, end: 2021-05}}',
      's/a.yaml:2:42 error: policy.a.end (2021-05) is before the start of the run (2022-01)',
    ],
    [
      'a number where a month is wanted',
      'policy: {a: {lever: jobs, level: 1, start: 3}}',
      's/a.yaml:2:44 error: policy.a.start is 3, and the model counts months; expected a month such as 2022-01',
    ],
    [
      'a ramp in another time',
      'policy: {a: {lever: jobs, level: 1, ramp: {length: 3}}}',
      's/a.yaml:2:44 error: policy.a.ramp is given by length, and the model counts months; expected months',
    ],
    [
      'a ramp without a length',
      'policy: {a: {lever: jobs, level: 1, ramp: {shape: linear}}}',
      's/a.yaml:2:43 error: policy.a.ramp lacks the key "months"; expected a number of months',
    ],
    [
      'a level outside the range',
      'policy: {a: {lever: jobs, level: 160, regions: [south], start: 2022-03, ramp: 3}}',
      's/a.yaml:2:34 error: a takes jobs in south in 2022-04 to 106.666666667 person; expected 0 to 100 person',
    ],
    [
      'a level below the range',
      'policy: {a: {lever: talks, level: -0.5}}',
      's/a.yaml:2:35 error: a takes talks in 2022-01 to -0.25; expected 0 to 1',
    ],
    [
      'levels that together leave the range',
      'policy: {b: {lever: jobs, level: 60}, a: {lever: jobs, level: 60, start: 2022-05, regions: [north]}}',
      's/a.yaml:2:34 error: a and b together take jobs in north in 2022-05 to 120 person; expected 0 to 100 person',
    ],
    [
      'a start after the run',
      'policy: {a: {lever: jobs, level: 1, start: 2023-01}}',
      's/a.yaml:2:44 warning: policy.a starts after the run (2022-01 to 2022-12): it delivers nothing',
    ],
    [
      'an end before the run',
      'policy: {a: {lever: jobs, level: 1, start: 2020-01, end: 2020-03}}',
      's/a.yaml:2:58 warning: policy.a is over before the run (2022-01 to 2022-12): it delivers nothing',
    ],
  ];
  it.each(cases)('%s', (_name, text, problem) => {
    expect(read(text).problems).toEqual([problem]);
  });

  it('is all said at once', () => {
    const { problems } = read(
      'policy: {a: {lever: jbos, level: 1, end: 3}, b: {lever: jobs, level: 1, regions: [nrth]}}',
    );
    expect(problems).toHaveLength(3);
  });

  it('is said in the file where it stands', () => {
    const { problems } = read('extends: base\npolicy: {a: {level: 500}}', {
      's/base.yaml': 'policy: {a: {lever: jobs, level: 1, regions: [nort]}}\n',
    });
    expect(problems).toEqual([
      's/base.yaml:1:47 error: region has no element "nort"; expected one of north, south; nearest north',
    ]);
  });
});

describe('a cost of its own', () => {
  const cost = (text: string) => {
    const scenario = scenarioOf(text);
    return path(scenario, 'policy_cost').slice(0, 4);
  };
  it('replaces that of the lever for what the intervention delivers', () => {
    expect(cost(jobs('level: 50'))).toEqual([1000, 1000, 1000, 1000]);
    expect(cost(jobs('level: 50, cost: 3, start: 2022-02, ramp: 2'))).toEqual([0, 150, 300, 300]);
  });
  it('leaves what other interventions deliver at the cost of the lever', () => {
    const text = `policy:
  a: {lever: jobs, level: 50, regions: [north]}
  b: {lever: jobs, level: 20, cost: 0}
  c: {lever: jobs, level: 10, cost: 100, regions: [south]}
`;
    expect(cost(text)).toEqual([1500, 1500, 1500, 1500]);
  });
  it('counts a lever that has no cost', () => {
    expect(cost('policy: {a: {lever: posts, level: 2, cost: 5}}')).toEqual([40, 40, 40, 40]);
    expect(cost('policy: {a: {lever: talks, level: 0.5, cost: 8}}')).toEqual([4, 4, 4, 4]);
  });
  it('cannot be counted by a model without costs', () => {
    const { problems } = read('policy: {a: {lever: l, level: 1, cost: 5}}', {
      'models/small/model.yaml':
        'title: No costs\ntime: {unit: year, start: 0, end: 3}\nlevers: {l: {title: L, unit: 1}}\n',
    });
    expect(problems).toEqual([
      's/a.yaml:2:40 error: the model small counts no costs: none of its levers has one; expected an intervention without a cost',
    ]);
  });
});

describe('a model that counts plain numbers', () => {
  const HALVES = `title: Halves
time: {unit: year, start: 10, end: 13, step: 0.25, report: 0.5}
levers: {l: {title: L, unit: 1}}
stocks: {s: {title: S, unit: 1, initial: 4, floor: 0}}
report: [s, l]
`;
  const policy = (keys: string) => `policy: {a: {lever: l, level: 12, ${keys}}}\n`;
  const series = (keys: string) => levels(scenarioOf(policy(keys), HALVES), 'l');

  it('counts ramps and wind-downs in its own time', () => {
    // Reports stand at 10, 10.5, ... 13. A ramp of 1.5 years is three intervals.
    expect(series('start: 10.5, ramp: 1.5')).toEqual([0, 4, 8, 12, 12, 12, 12]);
    expect(series('ramp: {length: 1.5}')).toEqual([4, 8, 12, 12, 12, 12, 12]);
    expect(series('end: 11, wind_down: 1')).toEqual([12, 12, 12, 6, 0, 0, 0]);
    expect(series('start: 9, ramp: 2')).toEqual([9, 12, 12, 12, 12, 12, 12]);
  });

  it('shows an event at its very end', () => {
    const scenario = scenarioOf('events: {e: {at: 13, changes: {s: {add: 1}}}}\n', HALVES);
    expect(path(scenario, 's')).toEqual([4, 4, 4, 4, 4, 4, 5]);
  });

  it('counts lengths exactly, also those that are fractions', () => {
    const tenths = HALVES.replace('end: 13, step: 0.25, report: 0.5', 'end: 11, report: 0.1');
    const { inputs, interventions } = scenarioOf(policy('start: 10.3, ramp: 0.3'), tenths);
    // 0.3 / 0.1 is not quite 3, and 10.3 is not quite 10 + 3 * 0.1.
    expect([...(inputs.levers.get('l') ?? [])].slice(2, 7)).toEqual([0, 4, 8, 12, 12]);
    expect(interventions[0]).toMatchObject({ start: 10.3, ramp: 0.3 });
    const twelfths = HALVES.replace('end: 13, step: 0.25, report: 0.5', 'end: 11, report: 1/12');
    const ramped = scenarioOf(
      policy('start: 10.0833333, ramp: 3/12, end: 10.5, wind_down: 1/6'),
      twelfths,
    );
    expect(levels(ramped, 'l')).toEqual([0, 4, 8, 12, 12, 12, 12, 6, 0, 0, 0, 0, 0]);
    expect(ramped.interventions[0]).toMatchObject({
      start: 10 + 1 / 12,
      ramp: 0.25,
      windDown: 1 / 6,
    });
  });

  it('wants moments that are reports', () => {
    expect(read(policy('start: 10.2'), {}, HALVES).problems).toEqual([
      's/a.yaml:2:42 error: policy.a.start is 10.2, between two reports of the run; expected 10 or 10.5',
    ]);
    expect(read(policy('ramp: {months: 3}'), {}, HALVES).problems).toEqual([
      's/a.yaml:2:42 error: policy.a.ramp is given by months, and the model counts its time in year; expected length',
    ]);
    expect(read(policy('start: 2022-01'), {}, HALVES).problems).toEqual([
      "s/a.yaml:2:42 error: policy.a.start is 2022-01, and the model's time is a plain number; expected a number (of year)",
    ]);
  });
});
