import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Scenario } from '../../src/scenario/scenario.js';
import { MODEL, read, run } from './small-model.js';

// A case runs two worlds of 48 steps on the reference engine, twice.
const RUNS = { numRuns: 15 };

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Map = Record<string, Json>;

const month = fc.integer({ min: 0, max: 17 }).map((k) => {
  const [year, number] = [2021 + Math.floor((k + 9) / 12), ((k + 9) % 12) + 1];
  return `${year}-${String(number).padStart(2, '0')}`;
});

/** A window of months, the end not before the start. */
const calendar = fc
  .record({
    months: fc.tuple(month, month),
    ramp: fc.constantFrom(0, 1, 3, 4.5),
    shape: fc.constantFrom('linear', 's_curve'),
    windDown: fc.constantFrom(0, 1, 2),
    open: fc.boolean(),
  })
  .map(({ months, ramp, shape, windDown, open }): Map => {
    const [start = '', end = ''] = [...months].sort();
    const rest = { start, ramp: { months: ramp, shape }, wind_down: windDown };
    return open ? rest : { ...rest, end };
  });

const when = fc.constantFrom<Json>(
  { variable: 'fighters', above: 48, until: 47 },
  { variable: 'fighters', below: 55, of: ['south'] },
  { variable: 'all_fighters', above: 100 },
  { variable: 'recruits', above: 2 },
);
const regions = fc.constantFrom<Json>(
  'all',
  ['north'],
  ['south'],
  { where: 'trust > 0.3' },
  {
    where: 'fighters < 49 or price > 120',
  },
);

const jobs = fc
  .record(
    {
      level: fc.constantFrom(3, 7.1, 12.3),
      regions,
      calendar,
      when,
      cost: fc.constantFrom(0, 4.7),
    },
    { requiredKeys: ['level', 'calendar'] },
  )
  .map(({ calendar: dates, ...rest }): Map => ({ lever: 'jobs', ...rest, ...dates }));

const shock = fc
  .record({
    at: month,
    change: fc.constantFrom<[string, Map]>(
      ['price', { multiply: 1.3 }],
      ['trust', { add: 0.07, regions: ['south'] }],
      ['trust', { set: 0.31 }],
      ['fighters', { multiply: 0.9 }],
      ['recruits', { multiply: 0.7 }],
      ['noise', { add: 0.1 }],
    ),
    ramp: fc.constantFrom(0, 3),
  })
  .map(
    ({ at, change: [variable, change], ramp }): Map => ({
      at,
      ramp,
      changes: { [variable]: change },
    }),
  );

const named = (prefix: string, entry: fc.Arbitrary<Map>) =>
  fc
    .array(entry, { maxLength: 3 })
    .map((list): Map => Object.fromEntries(list.map((one, k) => [`${prefix}${k}`, one])));

const story = fc.record({ policy: named('p', jobs), events: named('e', shock) });

it('an intervention at level zero changes no bit of any result', () => {
  fc.assert(
    fc.property(story, jobs, (scenario, extra) => {
      const zero = { ...scenario, policy: { ...scenario.policy, zero: { ...extra, level: 0 } } };
      expect(bits(made(zero))).toBe(bits(made(scenario)));
    }),
    RUNS,
  );
});

it('an intervention at level zero leaves the very model', () => {
  fc.assert(
    fc.property(jobs, (extra) => {
      const scenario = made({ policy: { zero: { ...extra, level: 0 } } });
      expect(scenario.model).toBe(scenario.base);
      expect(scenario.inputs.levers.size).toBe(0);
    }),
    RUNS,
  );
});

it('an event of no effect changes no bit of any result', () => {
  const changes: Map = { price: { multiply: 1 }, fighters: { add: 0 }, trust: { add: 0 } };
  fc.assert(
    fc.property(story, month, (scenario, at) => {
      const idle = { ...scenario, events: { ...scenario.events, idle: { at, changes } } };
      expect(bits(made(idle))).toBe(bits(made(scenario)));
    }),
    RUNS,
  );
});

it('a trigger that is never pulled changes no bit, though its equations run', () => {
  fc.assert(
    fc.property(jobs, (extra) => {
      const { cost: _, ...dated } = extra;
      const never = { variable: 'fighters', above: 1e9 };
      const dates = { start: '2020-01', end: '2022-09' };
      const scenario = made({ policy: { never: { ...dated, ...dates, when: never } } });
      expect(scenario.model).not.toBe(scenario.base);
      expect(bits(scenario)).toBe(bits(made({})));
    }),
    RUNS,
  );
});

it('the order of keys changes no bit of any result', () => {
  fc.assert(
    fc.property(story, fc.infiniteStream(fc.nat()), (scenario, stream) => {
      const turned = shuffle(scenario as unknown as Json, () => Number(stream.next().value));
      expect(bits(made(turned as Map))).toBe(bits(made(scenario)));
    }),
    RUNS,
  );
});

it('a story told in two files is the story told in one', () => {
  fc.assert(
    fc.property(story, fc.infiniteStream(fc.boolean()), (scenario, stream) => {
      const parent: Record<string, Map> = {};
      const child: Record<string, Map> = {};
      for (const [section, entries] of Object.entries(scenario)) {
        for (const [name, entry] of Object.entries(entries)) {
          for (const [key, value] of Object.entries(entry as Map)) {
            const side = stream.next().value ? parent : child;
            side[section] ??= {};
            side[section][name] ??= {};
            (side[section][name] as Map)[key] = value;
          }
        }
      }
      const split = made(
        { ...child, extends: 'parent' },
        { 's/parent.yaml': JSON.stringify(parent) },
      );
      expect(bits(split)).toBe(bits(made(scenario)));
      // What people see may stand in another order, no more.
      const names = (one: Scenario) => one.interventions.map((each) => each.name).sort();
      expect(names(split)).toEqual(names(made(scenario)));
    }),
    RUNS,
  );
});

it('an event elsewhere in the model does not disturb random draws', () => {
  const draws = (scenario: Scenario) => [...(run(scenario, ['noise']).series.get('noise') ?? [])];
  const trigger = { lever: 'jobs', level: 5, when: { variable: 'fighters', above: 1 } };
  const changed = made({
    policy: { a: trigger },
    events: { e: { at: '2022-02', changes: { noise: { add: 0 }, price: { add: 1 } } } },
  });
  expect(draws(changed)).toEqual(draws(made({})));
  expect(new Set(draws(changed)).size).toBe(24);
});

/** Resolves a scenario given as data: JSON is YAML. Warnings (a start after the run) are no matter. */
function made(scenario: Map, others: Record<string, string> = {}): Scenario {
  const text = JSON.stringify(scenario).slice(1, -1);
  const files = { ...others, 's/a.yaml': `{model: small${text === '' ? '' : `, ${text}`}}` };
  const found = read('', files, MODEL);
  if (found.scenario === undefined) throw new Error(found.problems.join('\n'));
  return found.scenario;
}

/** Every number of every result, bit by bit. */
function bits(scenario: Scenario): string {
  const { metrics, series } = run(scenario);
  const hash = createHash('sha256').update(new Uint8Array(metrics.buffer));
  for (const [name, values] of series) hash.update(name).update(new Uint8Array(values.buffer));
  return hash.digest('hex');
}

function shuffle(value: Json, random: () => number): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, one]): [string, Json] => [
    key,
    shuffle(one, random),
  ]);
  for (let left = entries.length; left > 1; left--) {
    const pick = random() % left;
    const last = entries[left - 1];
    const other = entries[pick];
    if (last === undefined || other === undefined) break;
    entries[pick] = last;
    entries[left - 1] = other;
  }
  return Object.fromEntries(entries);
}
