import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import type { Model } from '../../src/model/model.js';
import { readModel } from '../../src/model/read.js';
import { DiskFiles } from '../../src/study/disk-files.js';
import { modelOf } from '../model/reading.js';
import type { Options, Ran } from './running.js';
import { plain, ran } from './running.js';

// Everything at once: floors in a chain and in a ring, flows by both spellings, memories, draws, levers with costs.
const MODEL = plain(
  'start: 0, end: 8, step: 0.5',
  `dimensions:
  region: {elements: [a, b, c], networks: {road: {matrix: [[0, 1, 2], [1, 0, 0.5], [2, 0.1, 0]]}}}
  other: {like: region}
parameters:
  rate: {title: R, over: region, value: {a: 0.31, b: 0.17, c: 0.09}, grade: assumed}
  pull: {title: P, value: 0.7, grade: assumed}
  contact: {title: C, over: [region, other], value: 0.013, grade: assumed}
  wage: {title: W, value: 3.1, grade: assumed}
inputs:
  price: {title: P, points: [[0, 1], [3, 2.7], [8, 0.4]]}
tables:
  effect: {points: [[0, 1], [50, 0.3], [200, 0.1]]}
levers:
  jobs: {title: J, over: region, default: 3.3, cost: wage}
  talks: {title: T, default: 0.3, cost: 17.1 * price}
  posts: {title: Q, over: region, default: 1.7, cost: wage / 7}
stocks:
  young: {over: region, initial: 40.1, floor: 0, inflows: [births, exits], outflows: [joins, leaves]}
  active: {over: region, initial: 10.3, floor: 0, inflows: [joins], outflows: [exits]}
  camp: {over: region, initial: 0.7, floor: 0}
  mood: {initial: 0.9}
flows:
  births: {over: region, equation: rate * price}
  joins: {over: region, equation: "(0.2 + sum(contact * active[other], other)) * young * effect(neighbours(active)) + lognormal(2, 0.3)"}
  leaves: {over: region, equation: "pull * young / (1 + jobs) + poisson(2.5)"}
  exits: {over: region, equation: "previous(joins, 1) * 0.4 + pull * active"}
  to_camp: {over: region, to: camp, equation: 0.3 * leaves}
  out_a: {over: region, from: camp, equation: "delay(to_camp, 2.5, 3) * 1.9"}
  out_b: {over: region, from: camp, equation: 1.3 * posts}
  out_c: {over: region, from: camp, equation: 0.01 * camp + talks}
  worse: {to: mood, equation: 0.01 * sum(active)}
  better: {from: mood, equation: "smooth(mood, 3) * 0.11"}
  calmer: {from: mood, equation: talks * 0.07}
auxiliaries:
  total: {equation: sum(young) + sum(active)}
  seen: {over: region, equation: "max(joins, smooth(exits, 2.1, 2)) + delay_fixed(out_b, 1.5, 0)"}
metrics:
  joined: {title: J, equation: sum(joins), over_time: sum, better: lower, discount: 0.05}
  cost: {title: C, equation: policy_cost, over_time: sum, better: lower}
  mood: {title: M, equation: mood * total, over_time: mean, better: lower}
`,
);

type Sections = Record<string, Record<string, unknown>>;

const SHUFFLED = [
  'parameters',
  'inputs',
  'tables',
  'levers',
  'stocks',
  'flows',
  'auxiliaries',
  'metrics',
];

/** The same text with its sections, and the entries of each, in the order that random numbers give. */
function shuffled(text: string, numbers: readonly number[]): string {
  const document = parse(text) as Sections;
  let next = 0;
  const mix = <T>(list: readonly T[]): T[] =>
    list
      .map((one) => ({ one, at: numbers[next++ % numbers.length] ?? 0 }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
  const entries = mix(Object.entries(document)).map(([key, value]) => [
    key,
    SHUFFLED.includes(key) ? Object.fromEntries(mix(Object.entries(value))) : value,
  ]);
  return stringify(Object.fromEntries(entries));
}

function withoutDraws(text: string): string {
  return text.replace(' + lognormal(2, 0.3)', '').replace(' + poisson(2.5)', '');
}

function expectSameBits(a: Ran, b: Ran, rename: (name: string) => string = (name) => name): void {
  for (const metric of a.model.metrics)
    expect(b.metric(rename(metric.name)), metric.name).toBe(a.metric(metric.name));
  for (const [name, { size }] of a.model.variables) {
    for (let element = 0; element < size; element++)
      expect(b.path(rename(name), element), name).toEqual(a.path(name, element));
  }
}

describe.each(['euler', 'rk4'] as const)('by %s', (method) => {
  const original = ran(MODEL, { method });

  it('is a model where floors cut and nothing fails', () => {
    expect(original.failures).toEqual([]);
    expect(original.path('camp', 0)).toContain(0);
    expect(new Set(original.path('joins', 1)).size).toBe(9);
  });

  it('the order of definition changes no bit', () => {
    const random = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 97,
      maxLength: 97,
    });
    fc.assert(
      fc.property(random, (numbers) => {
        expectSameBits(original, ran(shuffled(MODEL, numbers), { method }));
      }),
      { numRuns: 12, seed: 8 },
    );
  });
});

it('the order of definition changes no bit of a shipped model', () => {
  const path = 'models/library/kroese_revolution_seir.yaml';
  const text = readFileSync(path, 'utf8');
  const numbers = Array.from({ length: 61 }, (_, i) => (i * 37) % 61);
  expectSameBits(ran(modelOf(text)), ran(modelOf(shuffled(text, numbers))));
});

it('a name changes no bit of a model without draws', () => {
  const text = withoutDraws(MODEL);
  // The flows that camp and mood take by from and to are added up by name, so these keep their order.
  const renames = new Map(
    Object.entries({
      rate: 'zeta',
      pull: 'a1',
      young: 'Z_young',
      active: 'b_active',
      mood: 'aaa',
      births: 'y9',
      joins: 'a_joins',
      leaves: 'zz_leaves',
      exits: 'c',
      total: 'sum_of_all',
      seen: 'aa',
      price: 'q',
      effect: 'eff',
      wage: 'pay',
    }),
  );
  const all = new RegExp(`\\b(${[...renames.keys()].join('|')})\\b`, 'g');
  const rename = (name: string) => name.replace(all, (word) => renames.get(word) ?? word);
  const renamed = text.replace(all, (word) => renames.get(word) ?? word);
  const [a, b] = [ran(text), ran(renamed)];
  const visible = new Map([...a.model.variables].filter(([, one]) => !one.hidden));
  expectSameBits({ ...a, model: { ...a.model, variables: visible } }, b, rename);
});

it('an equation split into auxiliaries gives the same bits', () => {
  const whole = plain(
    'start: 0, end: 20',
    'stocks: {s: {initial: 3, floor: 0}}\nflows:\n  f: {to: s, equation: "0.3 * s * (1 - s / 40) + smooth(s ^ 2, 5) / 1000"}',
  );
  const split = plain(
    'start: 0, end: 20',
    'auxiliaries:\n  room: {equation: 1 - s / 40}\n  growth: {equation: 0.3 * s}\n  square: {equation: s ^ 2}\n  slow: {equation: "smooth(square, 5)"}\nstocks: {s: {initial: 3, floor: 0}}\nflows:\n  f: {to: s, equation: growth * room + slow / 1000}',
  );
  for (const method of ['euler', 'rk4'] as const)
    expect(ran(split, { method }).path('s')).toEqual(ran(whole, { method }).path('s'));
});

describe('a world', () => {
  const worlds = { pull: [0.1, 0.9, 0.5, 0.3, 0.7] };
  const together = ran(MODEL, { worlds, first: 10 });
  const pathsOf = (run: Ran, world: number) =>
    ['young', 'active', 'camp', 'joins', 'seen'].map((name) => run.path(name, 2, world));

  it.each([0, 1, 2, 3, 4])('alone gives the bits that it gives in a block: %d', (world) => {
    const alone = ran(MODEL, { worlds: { pull: [worlds.pull[world] ?? 0] }, first: 10 + world });
    expect(pathsOf(alone, 0)).toEqual(pathsOf(together, world));
    for (const metric of together.model.metrics)
      expect(alone.metric(metric.name)).toBe(together.metric(metric.name, world));
  });

  it('gives them in a block cut elsewhere', () => {
    const rest = ran(MODEL, { worlds: { pull: worlds.pull.slice(2) }, first: 12 });
    expect(pathsOf(rest, 1)).toEqual(pathsOf(together, 3));
  });

  it('draws by its number, not by its place', () => {
    const moved = ran(MODEL, { worlds, first: 11 });
    expect(pathsOf(moved, 0)).not.toEqual(pathsOf(together, 0));
  });
});

it('a model runs twice to the same bits, and a program is not worn out by a run', () => {
  const options: Options = { worlds: { pull: [0.4, 0.4] } };
  expectSameBits(ran(MODEL, options), ran(MODEL, options));
  const still = withoutDraws(MODEL);
  const { path } = ran(still, options);
  expect(path('camp', 1, 1)).toEqual(path('camp', 1, 0));
});

it('a horizon that begins later is the same model begun there', () => {
  const text = plain(
    'start: 0, end: 12, step: 0.5',
    'stocks: {s: {initial: 5}}\nflows: {f: {to: s, equation: "sin(time) * s / 4"}}',
  );
  const { path } = ran(text, { from: 4, to: 7 });
  let s = 5;
  const want: number[] = [];
  for (let step = 0; step <= 6; step++) {
    if (step % 2 === 0) want.push(s);
    s += 0.5 * ((Math.sin(4 + step / 2) * s) / 4);
  }
  path('s').forEach((value, k) => {
    expect(value).toBeCloseTo(want[k] ?? 0, 14);
  });
});

it('the Sahel model gives a world the same bits alone and in a block', () => {
  const diagnostics = new Diagnostics();
  const model = readModel('models/sahel/model.yaml', new DiskFiles(), diagnostics) as Model;
  const block = ran(model, { count: 2, first: 3, to: 6 });
  const alone = ran(model, { count: 1, first: 4, to: 6 });
  for (const metric of model.metrics)
    expect(alone.metric(metric.name)).toBe(block.metric(metric.name, 1));
});
