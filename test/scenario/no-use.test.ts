import { describe, expect, it } from 'vitest';
import { read } from './small-model.js';

const MODEL = `title: Uses
time: {unit: month, start: 2022-01, end: 2022-12}
units: unchecked
dimensions:
  region: {elements: [north, south]}
parameters:
  first: {title: First, over: region, value: 100, grade: assumed}
  pull: {title: Pull, over: region, value: 0.1, grade: assumed}
  idle: {title: Idle, value: 1, grade: assumed}
  past: {title: Past, value: 3, grade: assumed}
  seen: {title: Seen, value: 1, grade: assumed}
  watched: {title: Watched, value: 0, grade: assumed}
  wage: {title: Wage, value: 1, grade: assumed}
inputs:
  gold: {title: Gold, value: 1}
levers:
  jobs: {title: Jobs, max: 10, cost: wage}
  talks: {title: Talks, max: 1}
  posts: {title: Posts, max: 1, cost: wage}
stocks:
  x: {over: region, initial: first, inflows: [f], floor: 0}
  y: {initial: "x[north]", inflows: [g]}
flows:
  f: {over: region, equation: pull * gold}
  g: {equation: "jobs + delay_fixed(gold, 3, past)"}
auxiliaries:
  alone: {equation: idle + talks}
metrics:
  m: {title: M, equation: "sum(x) + y", over_time: end, better: lower}
  c: {title: C, equation: policy_cost, over_time: sum, better: lower}
report: [seen]
`;

const said = (text: string) =>
  read(text, {}, MODEL).problems.map((one) => one.replace(/^\S+ warning: /, ''));
const event = (keys: string) => said(`events: {e: {${keys}}}\n`);

const FIRST_VALUES = (name: string) => [
  `events.e changes ${name} after the start of the run, and ${name} is used for first values alone: it changes nothing`,
];
const NOBODY = 'no metric and no reported variable depends on it';

describe('an event', () => {
  it.each(['first', 'past'])(
    'on %s, used for first values alone, acts at the start only',
    (name) => {
      const change = `changes: {${name}: {multiply: 2}}`;
      expect(event(`at: 2022-06, ${change}`)).toEqual(FIRST_VALUES(name));
      expect(event(`at: 2022-02, ${change}`)).toEqual(FIRST_VALUES(name));
      expect(event(`at: 2022-01, ${change}`)).toEqual([]);
      expect(event(`at: 2021-06, ${change}`)).toEqual([]);
      expect(event(`at: 2022-01, until: 2022-01, ${change}`)).toEqual([]);
    },
  );

  it('before the run, or after it, is said to lie outside, once', () => {
    const change = 'changes: {first: {multiply: 2}}';
    for (const keys of ['at: 2021-06, until: 2021-08', 'at: 2023-06'])
      expect(event(`${keys}, ${change}`)).toEqual([
        'events.e lies outside the run (2022-01 to 2022-12): it changes nothing',
      ]);
  });

  it.each(['pull', 'gold', 'x', 'f', 'seen'])('on %s acts in any month', (name) => {
    expect(event(`at: 2022-06, changes: {${name}: {multiply: 2}}`)).toEqual([]);
  });

  it.each(['idle', 'alone'])('on %s changes what nobody sees', (name) => {
    expect(event(`at: 2022-01, changes: {${name}: {multiply: 2}}`)).toEqual([
      `events.e changes ${name}, and ${NOBODY}`,
    ]);
  });

  it('acts on what only a trigger looks at', () => {
    const change = 'events: {e: {at: 2022-06, changes: {watched: {set: 5}}}}\n';
    expect(said(change)).toEqual([`events.e changes watched, and ${NOBODY}`]);
    expect(
      said(`policy: {a: {lever: jobs, level: 1, when: {variable: watched, above: 2}}}\n${change}`),
    ).toEqual([]);
  });

  it('that another one sets anew in all of its months changes nothing', () => {
    const both = (early: string, late: string) =>
      said(`events:
  a: {at: 2022-03, until: 2022-05, changes: ${early}}
  b: {at: 2022-03, changes: ${late}}
`);
    const message = (name: string) => [
      `events.a changes ${name}, and events.b sets it in the same months: the first changes nothing`,
    ];
    expect(both('{pull: {add: 1}}', '{pull: {set: 2}}')).toEqual(message('pull'));
    expect(both('{x: {add: 1}}', '{x: {set: 2}}')).toEqual(expect.arrayContaining(message('x')));
    expect(both('{pull: {add: 1}}', '{pull: {set: 2, regions: [north]}}')).toEqual([]);
    expect(
      both('{pull: {add: 1, regions: [north]}}', '{pull: {set: 2, regions: [north]}}'),
    ).toEqual(message('pull'));
    expect(both('{pull: {add: 1}}', '{pull: {multiply: 2}}')).toEqual([]);
    expect(
      said(`events:
  a: {at: 2022-02, changes: {pull: {add: 1}, x: {add: 1}}}
  b: {at: 2022-03, changes: {pull: {set: 2}, x: {set: 2}}}
`),
    ).toEqual([]);
  });
});

describe('an assumption', () => {
  it('about what nobody sees changes nothing', () => {
    expect(said('assumptions: {idle: 2}\n')).toEqual([
      `assumptions.idle changes nothing: ${NOBODY}`,
    ]);
    expect(said('assumptions: {first: {north: 2}, pull: 1, wage: 3, seen: 2}\n')).toEqual([]);
  });

  it('that an event sets during the whole run changes nothing', () => {
    const set = (at: string, more = '') =>
      said(`assumptions: {pull: 2}\nevents: {e: {at: ${at}, changes: {pull: {set: 1${more}}}}}\n`);
    expect(set('2022-01')).toEqual([
      'assumptions.pull changes nothing: events.e sets it during the whole run',
    ]);
    expect(set('2022-02')).toEqual([]);
    expect(set('2022-01', ', regions: [south]')).toEqual([]);
  });
});

describe('an intervention', () => {
  it('on a lever that nothing looks at changes nothing', () => {
    const policy = (lever: string) => said(`policy: {a: {lever: ${lever}, level: 1}}\n`);
    expect(policy('jobs')).toEqual([]);
    expect(policy('talks')).toEqual([`policy.a uses the lever talks, and ${NOBODY}`]);
    expect(policy('posts')).toEqual([
      'policy.a uses the lever posts, and nothing but its cost depends on it',
    ]);
  });
});
