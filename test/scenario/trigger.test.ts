import { describe, expect, it } from 'vitest';
import { path, read, scenarioOf } from './small-model.js';

// A model of which the watched path is known: `level` counts up a month, `wave` goes up and down.
const CLOCK = `title: Clock
time: {unit: month, start: 2022-01, end: 2023-04, step: 0.25}
units: [person]
dimensions:
  region: {elements: [north, south]}
  group: {elements: [red, blue]}
parameters:
  speed: {title: Speed, unit: person/month, over: region, value: {north: 1, south: 2}, grade: assumed}
  turn: {title: When it turns, unit: person, value: 6, grade: assumed}
levers:
  jobs: {title: Jobs, unit: person, over: region, min: -10, max: 100}
  posts: {title: Posts, unit: 1, over: [region, group], max: 10}
  talks: {title: Talks, unit: 1, max: 1}
stocks:
  count: {title: Count, unit: person, over: region, initial: 0, inflows: [ticks]}
flows:
  ticks: {title: Ticks, unit: person/month, over: region, equation: speed}
auxiliaries:
  wave: {title: Wave, unit: person, over: region, equation: "if(count < turn, count, 2 * turn - count)"}
  now: {title: Jobs now, unit: person, over: region, equation: jobs + count}
report: [count, wave, now, posts, talks]
`;
const jobs = (keys: string, model = CLOCK) =>
  path(scenarioOf(`policy: {work: {lever: jobs, ${keys}}}\n`, model), 'jobs');

describe('a trigger', () => {
  // In the north the count is m as month m begins, and one step before that m - 1/4.
  it('looks at the state one step before the month begins', () => {
    const on = jobs('level: 10, when: {variable: count, above: 3}');
    // Before month 3 the count was 2.75, before month 4 it was 3.75.
    expect(on).toEqual([0, 0, 0, 0, ...new Array(12).fill(10)]);
    const exactly = jobs('level: 10, when: {variable: count, above: 3.75}');
    expect(exactly.indexOf(10)).toBe(5);
  });

  it('looks in each region at its own', () => {
    const scenario = scenarioOf(
      'policy: {work: {lever: jobs, level: 10, when: {variable: count, above: 3}}}\n',
      CLOCK,
    );
    expect(path(scenario, 'jobs', 0).indexOf(10)).toBe(4);
    expect(path(scenario, 'jobs', 1).indexOf(10)).toBe(2);
  });

  it('can look everywhere at one region', () => {
    const scenario = scenarioOf(
      'policy: {work: {lever: jobs, level: 10, when: {variable: count, above: 3, of: [south]}}}\n',
      CLOCK,
    );
    expect(path(scenario, 'jobs', 0).indexOf(10)).toBe(2);
  });

  it('stays on until the variable is back', () => {
    // The wave in the north as each month begins, less a step: 0 .75 1.75 2.75 3.75 4.75 5.75 5.25 4.25 3.25 2.25 ...
    const at = (keys: string) => jobs(`level: 10, when: {variable: wave, ${keys}}`);
    expect(at('above: 4')).toEqual([0, 0, 0, 0, 0, 10, 10, 10, 10, 0, 0, 0, 0, 0, 0, 0]);
    expect(at('above: 4, until: 2')).toEqual([
      0, 0, 0, 0, 0, 10, 10, 10, 10, 10, 10, 0, 0, 0, 0, 0,
    ]);
    expect(at('below: 1')).toEqual([0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 10, 10, 10]);
    expect(at('below: 1, until: 3')).toEqual([
      0, 10, 10, 10, 0, 0, 0, 0, 0, 0, 0, 0, 10, 10, 10, 10,
    ]);
  });

  it('is not on in the first step, whatever the state', () => {
    expect(jobs('level: 10, when: {variable: count, above: -1}')).toEqual([
      0,
      ...new Array(15).fill(10),
    ]);
  });

  it('climbs and falls month by month', () => {
    const at = (keys: string) =>
      jobs(`level: 12, when: {variable: wave, above: 4, until: 2}, ${keys}`);
    expect(at('ramp: 4, wind_down: 3')).toEqual(
      [0, 0, 0, 0, 0, 3, 6, 9, 12, 12, 12, 8, 4, 0, 0, 0].map(near),
    );
    expect(at('ramp: 1, wind_down: 1')).toEqual([
      0, 0, 0, 0, 0, 12, 12, 12, 12, 12, 12, 0, 0, 0, 0, 0,
    ]);
    // Switched off half way up, it falls from there.
    expect(at('ramp: 12, wind_down: 6')).toEqual(
      [0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 4, 2, 0, 0, 0].map(near),
    );
    expect(at('ramp: {months: 2, shape: s_curve}, wind_down: 4').slice(5, 15)).toEqual(
      [6, 12, 12, 12, 12, 12, 12 * 0.84375, 6, 12 * 0.15625, 0].map(near),
    );
  });

  it('ends exactly at nothing, however many thirds it fell by', () => {
    const at = jobs('level: 12, when: {variable: wave, above: 4, until: 2}, wind_down: 3');
    expect(at.slice(13)).toEqual([0, 0, 0]);
  });

  it('is off before start and after end, and fades then', () => {
    const at = (keys: string) => jobs(`level: 12, when: {variable: count, above: 3}, ${keys}`);
    expect(at('start: 2022-07')).toEqual([0, 0, 0, 0, 0, 0, ...new Array(10).fill(12)]);
    expect(at('end: 2022-07')).toEqual([0, 0, 0, 0, 12, 12, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(at('end: 2022-07, wind_down: 2')).toEqual([
      0, 0, 0, 0, 12, 12, 12, 6, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
  });

  it('delivers the same whatever the step', () => {
    const keys =
      'level: 12, when: {variable: count, above: 3.9}, ramp: 3, end: 2022-09, wind_down: 2';
    const quarter = jobs(keys);
    const fifth = jobs(keys, CLOCK.replace('step: 0.25', 'step: 0.2'));
    const whole = jobs(keys.replace('3.9', '2.9'), CLOCK.replace('step: 0.25', 'step: 1'));
    expect(quarter.indexOf(4)).toBe(5);
    expect(fifth).toEqual(quarter);
    expect(quarter).toEqual([0, 0, 0, 0, 0, 4, 8, 12, 12, 6, 0, 0, 0, 0, 0, 0].map(near));
    // A whole step looks back a whole month: with a threshold as much lower it is on a month before.
    expect(whole).toEqual([0, 0, 0, 0, 4, 8, 12, 12, 12, 6, 0, 0, 0, 0, 0, 0].map(near));
  });

  it('holds the lever in its range', () => {
    const text = `policy:
  dated: {lever: jobs, level: 95}
  work: {lever: jobs, level: 10, when: {variable: count, above: 3}}
`;
    const { scenario, problems } = read(text, {}, CLOCK);
    expect(problems).toEqual([
      's/a.yaml:4:30 warning: with what is delivered beside it, work may ask jobs for 105 person: the lever is then held in its range; expected -10 to 100 person',
    ]);
    expect(scenario && path(scenario, 'jobs')).toEqual([
      95,
      95,
      95,
      95,
      ...new Array(12).fill(100),
    ]);
  });

  it('is delivered at its own cost', () => {
    const model = CLOCK.replace('units: [person]', 'units: [person, USD]')
      .replace('max: 100}', 'max: 100, cost: wage}')
      .replace(
        'parameters:\n',
        'parameters:\n  wage: {title: Wage, unit: USD/(person*month), value: 5, grade: assumed}\n',
      );
    const text = (keys: string) =>
      `policy: {work: {lever: jobs, level: 10, regions: [north], when: {variable: count, above: 3}${keys}}}\n`;
    const cost = (keys: string) => path(scenarioOf(text(keys), model), 'policy_cost').slice(3, 6);
    expect(cost('')).toEqual([0, 50, 50]);
    expect(cost(', cost: 2')).toEqual([0, 20, 20]);
  });

  it('is put in words', () => {
    const when = (text: string) =>
      scenarioOf(
        `policy: {work: {lever: jobs, level: 10, when: {variable: count, ${text}}}}\n`,
        CLOCK,
      ).interventions[0]?.when;
    expect(when('above: 3')).toBe('count > 3');
    expect(when('below: 3, until: 5, of: [south]')).toBe('count[south] < 3, until 5');
  });
});

describe('a rule', () => {
  const rule = (text: string, keys = '') => {
    const scenario = scenarioOf(
      `policy: {work: {lever: jobs, level: 10, regions: {where: "${text}"}${keys}}}\n`,
      CLOCK,
    );
    return [0, 1].map((element) => path(scenario, 'jobs', element));
  };
  const never = new Array(16).fill(0);
  const always = new Array(16).fill(10);
  const from = (month: number) => [...never.slice(0, month), ...always.slice(month)];

  it('picks regions in the month of start, by the state one step before, once and for all', () => {
    // Before month 3 the counts are 2.75 and 5.5; later both pass 4.
    expect(rule('count > 4', ', start: 2022-04')).toEqual([never, from(3)]);
    expect(rule('count < 4', ', start: 2022-04')).toEqual([from(3), never]);
  });

  it('looks at the state with which the run begins when there is none before', () => {
    expect(rule('speed > 1')).toEqual([never, always]);
    expect(rule('count == 0')).toEqual([always, always]);
    expect(rule('count > 0')).toEqual([never, never]);
  });

  it('follows the calendar of the intervention', () => {
    expect(rule('speed > 1', ', start: 2022-02, ramp: 2, end: 2022-04, wind_down: 2')[1]).toEqual([
      0,
      5,
      10,
      10,
      5,
      ...never.slice(5),
    ]);
    expect(rule('speed > 1', ', start: 2021-12, ramp: 4')[1]?.slice(0, 4)).toEqual([
      5, 7.5, 10, 10,
    ]);
  });

  it('narrows elements down, and a trigger narrows it further', () => {
    const scenario = scenarioOf(
      'policy: {a: {lever: posts, level: 1, regions: {where: speed > 1}, elements: {group: [red]}, when: {variable: count, above: 3}}}\n',
      CLOCK,
    );
    const on = [0, 1, 2, 3].map((element) => path(scenario, 'posts', element).indexOf(1));
    expect(on).toEqual([-1, -1, 2, -1]);
    expect(scenario.interventions[0]?.where).toEqual({ rule: 'speed > 1' });
  });

  it('may look at its own lever once there is a month to look back at', () => {
    expect(rule('now < 4', ', start: 2022-04')).toEqual([from(3), never]);
  });
});

describe('what is wrong with a trigger or rule', () => {
  const cases: readonly [string, string, string][] = [
    [
      'an unknown variable',
      'when: {variable: cuont, above: 1}',
      's/a.yaml:2:55 error: the model small has no variable "cuont"; nearest count',
    ],
    [
      'no threshold',
      'when: {variable: count}',
      's/a.yaml:2:44 error: policy.a.when has neither above nor below; expected one of above, below',
    ],
    [
      'two thresholds',
      'when: {variable: count, above: 1, below: 0}',
      's/a.yaml:2:72 error: policy.a.when has both above and below; expected one of above, below',
    ],
    [
      'a hysteresis turned round',
      'when: {variable: count, above: 1, until: 2}',
      's/a.yaml:2:79 error: policy.a.when switches on above 1 and off at 2: it would be both at once; expected until at most 1',
    ],
    [
      'an unknown element',
      'when: {variable: count, above: 1, of: [soth]}',
      's/a.yaml:2:77 error: region has no element "soth"; expected one of north, south; nearest south',
    ],
    [
      'two elements of one dimension',
      'when: {variable: count, above: 1, of: [north, south]}',
      's/a.yaml:2:84 error: of picks more than one element of count; expected one element for each dimension',
    ],
    [
      'a rule that calls what does not exist',
      'regions: {where: "cuont > 1"}',
      's/a.yaml:2:56 error: the model small has no variable "cuont"; nearest count',
    ],
    [
      'a rule with names of toguna’s making',
      'regions: {where: "policy__a__rule > 1"}',
      's/a.yaml:2:56 error: the model small has no variable "policy__a__rule"',
    ],
    [
      'a rule of mixed units',
      'regions: {where: "count > speed"}',
      's/a.yaml:2:55 error: cannot compare person with person/month; expected the same unit on both sides',
    ],
    [
      'a rule that decides what it looks at',
      'regions: {where: "now < 4"}',
      's/a.yaml:2:55 error: rule a decides lever jobs as the run begins, but reads a variable that depends on jobs at that moment; expected a rule over stocks, inputs or parameters, or a start after the first month',
    ],
  ];
  it.each(cases)('%s', (_name, keys, problem) => {
    const { problems } = read(`policy: {a: {lever: jobs, level: 10, ${keys}}}\n`, {}, CLOCK);
    expect(problems).toEqual([problem]);
  });

  it('a variable with more dimensions than the lever', () => {
    const { problems } = read(
      'policy: {a: {lever: talks, level: 1, when: {variable: count, above: 1}}}\n',
      {},
      CLOCK,
    );
    expect(problems).toEqual([
      's/a.yaml:2:55 error: count varies over region, and the lever talks does not; expected of: [north], or a variable that is one number',
    ]);
  });

  it('a level that a trigger alone takes out of the range', () => {
    const { problems } = read(
      'policy: {a: {lever: talks, level: 2, when: {variable: count, above: 1, of: [north]}}}\n',
      {},
      CLOCK,
    );
    expect(problems).toEqual([
      's/a.yaml:2:35 error: a takes talks in 2022-01 to 2; expected 0 to 1',
    ]);
  });
});

function near(value: number | undefined): unknown {
  // Sums of thirds and twelfths, each rounded once: a few units in the last place.
  return expect.closeTo(value ?? Number.NaN, 12);
}
