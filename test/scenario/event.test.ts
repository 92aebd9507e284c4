import { describe, expect, it } from 'vitest';
import { path, read, scenarioOf } from './small-model.js';

const event = (keys: string) => `events: {shock: {${keys}}}\n`;

describe('an event', () => {
  it('multiplies an input from at to until, both included, and only in the regions named', () => {
    const plain = path(scenarioOf(''), 'price');
    const shocked = path(
      scenarioOf(event('at: 2022-03, until: 2022-05, changes: {price: {multiply: 2}}')),
      'price',
    );
    expect(shocked).toEqual(
      plain.map((price, month) => (month >= 2 && month <= 4 ? 2 * price : price)),
    );
  });

  it('lasts to the end of the run without until', () => {
    const scenario = scenarioOf(event('at: 2022-11, changes: {price: {add: 5}}'));
    const plain = path(scenarioOf(''), 'price');
    expect(path(scenario, 'price')).toEqual(
      plain.map((price, month) => (month >= 10 ? price + 5 : price)),
    );
  });

  it('adds to a parameter in one region, fading in and out', () => {
    const keys =
      'at: 2022-02, ramp: 2, until: 2022-04, wind_down: 2, changes: {trust: {add: 0.25, regions: [south]}}';
    const scenario = scenarioOf(event(keys));
    expect(path(scenario, 'trust', 1).slice(0, 7)).toEqual(
      [0.6, 0.725, 0.85, 0.85, 0.725, 0.6, 0.6].map((one) => expect.closeTo(one, 15)),
    );
    expect(path(scenario, 'trust', 0)).toEqual(new Array(12).fill(0.2));
  });

  it('sets exactly, and moves part of the way while it fades', () => {
    const scenario = scenarioOf(
      event('at: 2022-02, ramp: 4, until: 2022-06, changes: {trust: {set: 0.1}}'),
    );
    expect(path(scenario, 'trust', 0)).toEqual(
      [0.2, 0.175, 0.15, 0.125, 0.1, 0.1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2].map((one) =>
        expect.closeTo(one, 15),
      ),
    );
    expect(path(scenario, 'trust', 0)[4]).toBe(0.1);
    expect(path(scenario, 'trust', 0)[6]).toBe(0.2);
  });

  it('leaves the worlds of a changed parameter as they were', () => {
    // The first world draws a rate of 0.1.
    const scenario = scenarioOf(
      event('at: 2022-03, until: 2022-03, changes: {rate: {multiply: 3}}'),
    );
    expect(path(scenario, 'rate').slice(1, 4)).toEqual([0.1, 0.1 * 3, 0.1]);
  });

  it('changes a flow, and what it fills and drains', () => {
    const scenario = scenarioOf(
      event('at: 2022-03, changes: {recruits: {set: 0}, exits: {set: 0}}'),
    );
    const fighters = path(scenario, 'fighters');
    expect(fighters[1]).not.toBe(fighters[0]);
    expect(new Set(fighters.slice(2)).size).toBe(1);
  });

  it('changes a stock once, as the month begins', () => {
    const still = 'a: {at: 2021-12, changes: {recruits: {set: 0}, exits: {set: 0}}}';
    const one = (change: string) =>
      path(
        scenarioOf(`events: {${still}, b: {at: 2022-04, changes: {fighters: ${change}}}}\n`),
        'fighters',
        1,
      );
    expect(one('{multiply: 0.5}')).toEqual([50, 50, 50, ...new Array(9).fill(25)]);
    expect(one('{add: 7, regions: [south]}')[3]).toBe(57);
    expect(one('{set: 3}')[3]).toBe(3);
    expect(one('{add: 7, regions: [north]}')[3]).toBe(50);
    // The floor holds.
    expect(one('{add: -80}')[3]).toBe(0);
  });

  it('is written as jumps at the first step of the month', () => {
    const scenario = scenarioOf(
      event('at: 2022-04, changes: {fighters: {add: 7, regions: [south]}}'),
    );
    expect(scenario.inputs.jumps).toEqual([
      { step: 12, stock: 'fighters', element: 1, multiply: 1, add: 7 },
    ]);
    expect(scenario.model).toBe(scenario.base);
  });

  it('acts after those that began before it, whatever the order in the file', () => {
    const first = 'z: {at: 2022-02, changes: {trust: {set: 0.4}}}';
    const second = 'a: {at: 2022-03, changes: {trust: {multiply: 0.5}}}';
    for (const events of [`${first}, ${second}`, `${second}, ${first}`]) {
      const trust = path(scenarioOf(`events: {${events}}\n`), 'trust');
      expect(trust.slice(0, 4)).toEqual([0.2, 0.4, 0.2, 0.2]);
    }
  });

  it('is described for people', () => {
    const keys =
      'title: Coup, about: x, at: 2022-03, until: 2022-05, changes: {trust: {multiply: 0.8, regions: [north]}, price: {add: -5}, unrest: {set: 2}}';
    expect(scenarioOf(event(keys)).events).toEqual([
      {
        name: 'shock',
        title: 'Coup',
        about: 'x',
        at: 2,
        until: 4,
        text: 'trust * 0.8 (north); price - 5; unrest = 2',
      },
    ]);
  });
});

describe('what is wrong with an event', () => {
  const cases: readonly [string, string, string][] = [
    [
      'no month',
      'changes: {price: {add: 1}}',
      's/a.yaml:2:10 error: events.shock lacks the key "at", and inherits none; expected a month such as 2022-01',
    ],
    [
      'no changes',
      'at: 2022-03',
      's/a.yaml:2:10 error: events.shock lacks the key "changes", and inherits none; expected variables with what happens to them, such as {presence: {multiply: 0.8}}',
    ],
    [
      'a change that says nothing',
      'at: 2022-03, changes: {price: {}}',
      's/a.yaml:2:41 error: events.shock.changes.price does not say what happens; expected one of multiply, add, set',
    ],
    [
      'a change that says two things',
      'at: 2022-03, changes: {price: {add: 1, set: 2}}',
      's/a.yaml:2:41 error: events.shock.changes.price says add and set; expected one of multiply, add, set',
    ],
    [
      'an unknown variable',
      'at: 2022-03, changes: {pirce: {add: 1}}',
      's/a.yaml:2:41 error: the model small has no variable "pirce"; expected an input, parameter, auxiliary, flow or stock; nearest price',
    ],
    [
      'a lever',
      'at: 2022-03, changes: {jobs: {add: 1}}',
      's/a.yaml:2:41 error: jobs is a lever: a policy sets it; expected an intervention under policy, or another variable',
    ],
    [
      'a stock set below its floor',
      'at: 2022-03, changes: {fighters: {set: -1}}',
      's/a.yaml:2:57 error: set -1 takes fighters below its floor; expected a result of at least 0',
    ],
    [
      'an until before at',
      'at: 2022-03, until: 2022-02, changes: {price: {add: 1}}',
      's/a.yaml:2:38 error: events.shock.until (2022-02) is before at (2022-03)',
    ],
    [
      'a month after the run',
      'at: 2024-03, changes: {price: {add: 1}}',
      's/a.yaml:2:22 warning: events.shock lies outside the run (2022-01 to 2022-12): it changes nothing',
    ],
    [
      'a stock that would change before the run',
      'at: 2021-03, changes: {price: {add: 1}, fighters: {add: 1}}',
      's/a.yaml:2:22 warning: events.shock begins outside the run (2022-01 to 2022-12): fighters would change then, and does not',
    ],
    [
      'an until for a stock',
      'at: 2022-03, until: 2022-04, changes: {fighters: {add: 1}}',
      's/a.yaml:2:31 warning: events.shock.until has no effect: a stock changes once, at the start of month 2022-03',
    ],
  ];
  it.each(cases)('%s', (_name, keys, problem) => {
    expect(read(event(keys)).problems).toEqual([problem]);
  });
});
