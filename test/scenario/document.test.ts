import { expect, it } from 'vitest';
import { z } from 'zod';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { parseYaml } from '../../src/diagnostics/yaml.js';
import { type ScenarioDocument, scenarioSchema } from '../../src/scenario/document.js';

function problemsOf(text: string): string[] {
  const diagnostics = new Diagnostics();
  parseYaml<ScenarioDocument>('s.yaml', text, scenarioSchema, diagnostics);
  return diagnostics.list().map(({ place, message, expected, nearest }) => {
    const wanted = expected === undefined ? '' : `; expected ${expected}`;
    const near = nearest === undefined ? '' : `; nearest ${nearest}`;
    return `${place.line}:${place.column} ${message}${wanted}${near}`;
  });
}

it.each([
  [
    'a whole scenario',
    'title: {en: A, fr: B}\nabout: x\nextends: base\nmodel: sahel\nbaseline: true',
  ],
  ['months and numbers', 'from: 2022-01\nto: 12.5'],
  ['a ramp as a number or a map', 'policy: {a: {ramp: 3}, b: {ramp: {months: 3, shape: s_curve}}}'],
  [
    'regions in four forms',
    'policy: {a: {regions: all}, b: {regions: [x]}, c: {regions: {where: y > 1}}, d: {regions: x}}',
  ],
  ['elements', 'policy: {a: {elements: {group: [jnim], region: mopti}}}'],
  ['a trigger', 'policy: {a: {when: {variable: deaths, above: 50, until: 30, of: [mopti]}}}'],
  [
    'null for what is inherited',
    'policy: {a: null, b: {end: null}}\nevents: {c: null}\nassumptions: {d: null}',
  ],
  ['an empty section', 'policy:\nevents:\nassumptions:\nplan:'],
  [
    'assumptions',
    'assumptions: {a: 1, b: {scale: 2}, c: {shift: 1}, d: {distribution: {kind: uniform, low: 0, high: 1}}, e: {mopti: {jnim: {scale: 2}}}}',
  ],
  ['worlds of the posterior', 'plan: {worlds: posterior}'],
  ['a seed as a number', 'plan: {seed: 42, worlds: 10, design: sobol, worlds_file: posterior.csv}'],
])('accepts %s', (_name, text) => {
  expect(problemsOf(text)).toEqual([]);
});

it.each([
  [
    'titel: A',
    '1:1 unknown key "titel"; expected one of title, about, extends, model, baseline, outcomes, from, to, assumptions, policy, events, plan; nearest title',
  ],
  [
    'policy: {a: {levl: 1}}',
    '1:14 unknown key "levl" in policy.a; expected one of title, about, lever, level, budget, unit, regions, elements, start, ramp, end, wind_down, when, cost; nearest level',
  ],
  ['policy: {a: {level: high}}', '1:21 policy.a.level is the text "high"; expected a number'],
  ['policy: {a: {ramp: -1}}', '1:20 policy.a.ramp is -1; expected at least 0'],
  [
    'policy: {a: {ramp: {months: 3, shape: cubic}}}',
    '1:39 policy.a.ramp.shape is "cubic"; expected one of linear, s_curve',
  ],
  [
    'policy: {a__b: {level: 1}}',
    '1:10 "a__b" cannot be a name here; expected a name of letters, digits and single underscores that starts with a letter (at most 64)',
  ],
  [
    'policy: {a: {when: {above: 3}}}',
    '1:14 policy.a.when lacks the key "variable"; expected a name of letters, digits and single underscores that starts with a letter (at most 64)',
  ],
  ['policy: {a: {cost: [1]}}', '1:20 policy.a.cost is a list; expected a number'],
  [
    'events: {a: {changes: {x: {times: 2}}}}',
    '1:28 unknown key "times" in events.a.changes.x; expected one of multiply, add, set, regions, elements',
  ],
  ['plan: {worlds: 0}', '1:16 plan.worlds is 0; expected at least 1'],
  ['plan: {worlds: 1.5}', '1:16 plan.worlds is 1.5; expected a whole number or posterior'],
  [
    'plan: {design: random}',
    '1:16 plan.design is "random"; expected one of latin_hypercube, monte_carlo, sobol',
  ],
  ['baseline: "yes"', '1:11 baseline is the text "yes"; expected true or false'],
])('refuses %s', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

it('refuses a month that is none', () => {
  expect(problemsOf('from: 2022-13')).toHaveLength(1);
  expect(problemsOf('policy: {a: {start: soon}}')).toHaveLength(1);
});

it('has a JSON Schema in which every key is described', () => {
  const options = { target: 'draft-7', io: 'input', unrepresentable: 'any' } as const;
  const schema = z.toJSONSchema(scenarioSchema, options);
  const undescribed = Object.entries(schema.properties ?? {}).flatMap(([key, value]) =>
    typeof value === 'object' && value.description !== undefined ? [] : [key],
  );
  expect(undescribed).toEqual([]);
  expect(schema.additionalProperties).toBe(false);
});
