import { expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { documentReader, readChain } from '../../src/scenario/chain.js';
import { mergeChain } from '../../src/scenario/merge.js';
import type { Parts } from '../../src/scenario/part.js';
import { placeOf } from '../../src/scenario/part.js';

/** Merges the scenario in `s/<name>.yaml`; also what was wrong, as `file:line:column message`. */
function merge(texts: Record<string, string>, name: string) {
  const files = new TextFiles(
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [`s/${key}.yaml`, text])),
  );
  const diagnostics = new Diagnostics();
  const read = documentReader(files, diagnostics);
  const chain = readChain(`s/${name}.yaml`, read, files, diagnostics);
  const merged = chain && mergeChain(chain, diagnostics);
  const problems = diagnostics.list().map(({ place, message, nearest, expected }) => {
    const parts = [`${place.file}:${place.line}:${place.column} ${message}`];
    if (expected !== undefined) parts.push(`expected ${expected}`);
    if (nearest !== undefined) parts.push(`nearest ${nearest}`);
    return parts.join('; ');
  });
  return { merged, problems };
}

function values(parts: Parts<object> | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parts ?? {}).map(([key, part]) => [key, (part as { value: unknown }).value]),
  );
}

const base = `title: Base
about: The one that others extend
model: sahel
from: 2022-01
policy:
  jobs: {lever: jobs, level: 100, start: 2022-03, ramp: {months: 6, shape: s_curve}, end: 2023-01}
  talks: {lever: dialogue, level: 1}
events:
  coup: {at: 2023-08, changes: {presence: {multiply: 0.8}, price: {add: 5}}}
assumptions:
  trust: {mopti: 0.2, segou: 0.3}
  beta: {scale: 2}
plan: {worlds: 100, seed: demo}
`;

it('changes what it inherits key by key', () => {
  const child = `extends: base
policy:
  jobs: {level: 200, ramp: 3}
events:
  coup: {until: 2023-12, changes: {price: {multiply: 2}}}
assumptions:
  trust: {mopti: 0.5}
  beta: {shift: 1}
plan: {worlds: 200}
`;
  const { merged, problems } = merge({ base, child }, 'child');
  expect(problems).toEqual([]);
  expect(merged?.policy.map((one) => one.name)).toEqual(['jobs', 'talks']);
  expect(values(merged?.policy[0]?.parts)).toEqual({
    lever: 'jobs',
    level: 200,
    start: '2022-03',
    ramp: 3,
    end: '2023-01',
  });
  expect(values(merged?.events[0]?.parts)).toEqual({ at: '2023-08', until: '2023-12' });
  expect([...(merged?.events[0]?.changes ?? [])].map(([name, { value }]) => [name, value])).toEqual(
    [
      ['presence', { multiply: 0.8 }],
      ['price', { multiply: 2 }],
    ],
  );
  const assumptions = merged?.assumptions.map((one) => [
    one.parameter,
    ...one.elements,
    one.part.value,
  ]);
  expect(assumptions).toEqual([
    ['trust', 'mopti', 0.5],
    ['trust', 'segou', 0.3],
    ['beta', { shift: 1 }],
  ]);
  expect(values(merged?.plan)).toEqual({ worlds: 200, seed: 'demo' });
  expect(merged?.from?.value).toBe('2022-01');
});

it('does not inherit title, about and baseline', () => {
  const { merged } = merge({ base: `${base}baseline: true\n`, child: 'extends: base\n' }, 'child');
  expect(merged?.title).toBe('child');
  expect(merged).not.toHaveProperty('about');
  expect(merged?.ancestors).toEqual(['base']);
  expect(merged?.files).toEqual(['s/child.yaml', 's/base.yaml']);
});

it('points an inherited value into the file where it stands', () => {
  const { merged } = merge(
    { base, child: 'extends: base\npolicy:\n  jobs:\n    level: 5\n' },
    'child',
  );
  const { level, lever } = merged?.policy[0]?.parts ?? {};
  expect(level && placeOf(level)).toMatchObject({ file: 's/child.yaml', line: 4, column: 12 });
  expect(lever && placeOf(lever)).toMatchObject({ file: 's/base.yaml', line: 6, column: 17 });
  expect(merged?.policy[0]?.at).toMatchObject({ file: 's/child.yaml', line: 3, column: 3 });
});

it('removes what it inherits where it says null, whole or by key', () => {
  const child = `extends: base
from: null
policy: {jobs: {end: null}, talks: null}
events: {coup: {changes: {price: null}}}
assumptions: {trust: {segou: null}, beta: null}
plan: {seed: null}
`;
  const { merged, problems } = merge({ base, child }, 'child');
  expect(problems).toEqual([]);
  expect(merged?.policy.map((one) => one.name)).toEqual(['jobs']);
  expect(merged?.policy[0]?.parts).not.toHaveProperty('end');
  expect([...(merged?.events[0]?.changes.keys() ?? [])]).toEqual(['presence']);
  expect(merged?.assumptions.map((one) => one.elements)).toEqual([['mopti']]);
  expect(values(merged?.plan)).toEqual({ worlds: 100 });
  expect(merged).not.toHaveProperty('from');
});

it('brings back under a grandchild what the child removed', () => {
  const { merged } = merge(
    {
      base,
      child: 'extends: base\npolicy: {jobs: null}\n',
      grandchild: 'extends: child\npolicy: {jobs: {lever: jobs, level: 1}}\n',
    },
    'grandchild',
  );
  const jobs = merged?.policy.find((one) => one.name === 'jobs');
  expect(values(jobs?.parts)).toEqual({ lever: 'jobs', level: 1 });
  expect(merged?.ancestors).toEqual(['child', 'base']);
});

it('replaces a change of a whole parameter by one of its elements, and the reverse', () => {
  const { merged } = merge(
    { base, child: 'extends: base\nassumptions: {trust: {scale: 0.5}, beta: {mopti: 3}}\n' },
    'child',
  );
  expect(
    merged?.assumptions.map((one) => [one.parameter, ...one.elements, one.part.value]),
  ).toEqual([
    ['trust', { scale: 0.5 }],
    ['beta', 'mopti', 3],
  ]);
});

it('tells an element called scale from the change', () => {
  const { merged } = merge(
    { a: 'assumptions: {x: {scale: {shift: 1}}, y: {scale: 2, mopti: 3}, z: {distribution: 4}}\n' },
    'a',
  );
  expect(
    merged?.assumptions.map((one) => [one.parameter, ...one.elements, one.part.value]),
  ).toEqual([
    ['x', 'scale', { shift: 1 }],
    ['y', 'scale', 2],
    ['y', 'mopti', 3],
    ['z', 'distribution', 4],
  ]);
});

it('says what null cannot remove', () => {
  const child = 'extends: base\npolicy: {job: null}\nevents: {coup: {changes: {pric: null}}}\n';
  expect(merge({ base, child }, 'child').problems).toEqual([
    's/child.yaml:2:10 policy.job is empty, and nothing of this name is inherited that it could remove; nearest jobs',
    's/child.yaml:3:27 changes.pric is empty, and nothing of this name is inherited that it could remove; nearest price',
  ]);
});

it('says which scenario may have been meant', () => {
  expect(merge({ base, child: 'extends: bsae\n' }, 'child').problems).toEqual([
    's/child.yaml:1:10 there is no scenario "bsae" in s; expected the name of a scenario file in the same folder, without .yaml; nearest base',
  ]);
  expect(merge({ base, child: 'extends: base.yaml\n' }, 'child').problems).toEqual([
    's/child.yaml:1:10 there is no scenario "base.yaml" in s; expected the name of a scenario file in the same folder, without .yaml; nearest base',
  ]);
});

it('keeps extends inside the folder', () => {
  const { merged, problems } = merge({ base, child: 'extends: ../s/base\n' }, 'child');
  expect(merged).toBeUndefined();
  expect(problems).toEqual([
    's/child.yaml:1:10 extends is "../s/base"; expected the name of a scenario file in the same folder, without .yaml',
  ]);
});

it('tells a circle in the same words whichever file is read', () => {
  const texts = {
    a: 'title: A\nextends: b\n',
    b: 'extends: c\n',
    c: 'extends: a\n',
    outside: 'extends: c\n',
    self: 'extends: self\n',
  };
  const circle = ['s/a.yaml:2:10 the scenarios extend one another in a circle: a -> b -> c -> a'];
  for (const name of ['a', 'b', 'c', 'outside'])
    expect(merge(texts, name).problems).toEqual(circle);
  expect(merge(texts, 'self').problems).toEqual([
    's/self.yaml:1:10 the scenarios extend one another in a circle: self -> self',
  ]);
});

it('follows at most 20 files', () => {
  const chain = (length: number) =>
    Object.fromEntries(
      Array.from({ length: length + 1 }, (_, k) => [
        `s${k}`,
        k < length ? `extends: s${k + 1}\n` : 'title: Last\n',
      ]),
    );
  expect(merge(chain(20), 's0').merged?.ancestors).toHaveLength(20);
  expect(merge(chain(21), 's0').problems).toEqual([
    's/s20.yaml:1:10 s0 extends more than 20 files, one after another',
  ]);
});
