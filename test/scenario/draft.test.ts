import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { type Draft, draftText, withFile } from '../../src/scenario/draft.js';
import { createReaders, readScenario } from '../../src/scenario/read.js';
import { levels, MODEL, problemsOf } from './small-model.js';

const SOURCE = `model: small
policy:
  works: {lever: jobs, level: 40, regions: [north], start: 2022-03, ramp: 4}
`;
const FILES = { 'models/small/model.yaml': MODEL, 's/works.yaml': SOURCE };
const draft: Draft = {
  name: 'works_2',
  title: 'Works, changed',
  source: 'works',
  changes: { works: { level: 50 }, talks: { lever: 'talks', level: 0.5, start: '2022-06' } },
};

function read(files: ConstructorParameters<typeof TextFiles>[0], one: Draft, text: string) {
  const overlay = withFile(new TextFiles(files), `s/${one.name}.yaml`, text);
  const diagnostics = new Diagnostics();
  const readers = createReaders(overlay, diagnostics);
  const scenario = readScenario(`s/${one.name}.yaml`, readers, overlay, diagnostics);
  if (scenario === undefined) throw new Error(problemsOf(diagnostics).join('\n'));
  return scenario;
}

test('a draft is a file that says only what differs', () => {
  expect(draftText(draft)).toMatchInlineSnapshot(`
    "title: Works, changed
    extends: works
    policy:
      works: {level: 50}
      talks: {lever: talks, level: 0.5, start: 2022-06}
    "
  `);
  const scenario = read(FILES, draft, draftText(draft));
  expect(levels(scenario, 'jobs')).toEqual([0, 0, 12.5, 25, 37.5, 50, 50, 50, 50, 50, 50, 50]);
  expect(levels(scenario, 'talks').slice(4, 7)).toEqual([0.25, 0.75, 0.75]);
});

test('saved again, comments and the order of keys stay', () => {
  const saved = `# mine
title: My own words # really
extends: works
policy:
  talks: {lever: talks, level: 0.5, start: 2022-06} # from June
  # jobs follow
  works: {level: 50}
`;
  const changed = { ...draft, changes: { ...draft.changes, works: { level: 60, ramp: 2 } } };
  expect(draftText(changed, undefined, saved)).toBe(
    saved.replace('{level: 50}', '{level: 60, ramp: 2}'),
  );
  expect(draftText(draft, undefined, saved)).toBe(saved);
  const { talks: _, ...others } = draft.changes;
  const without = draftText({ ...draft, changes: others }, undefined, saved);
  expect(without).not.toContain('talks');
  expect(without).toContain('# mine');
});

test('what is written on disk and read back gives the same series to the bit', () => {
  const level = fc.double({ min: 0, max: 60, noNaN: true });
  const start = fc.integer({ min: 1, max: 9 }).map((month) => `2022-0${month}`);
  const ramp = fc.integer({ min: 0, max: 12 });
  const regions = fc.constantFrom('all' as const, ['north'], ['south'], ['north', 'south']);
  fc.assert(
    fc.property(level, start, ramp, regions, (...[one, from, months, where]) => {
      const changes = { works: { level: one, start: from, ramp: months, regions: where } };
      const made = { ...draft, changes };
      const text = draftText(made);
      const live = read(FILES, made, text);
      const saved = read(
        { ...FILES, [`s/${made.name}.yaml`]: text },
        made,
        draftText(made, undefined, text),
      );
      expect(saved.inputs.levers.get('jobs')).toEqual(live.inputs.levers.get('jobs'));
      const region = where === 'all' || where.includes('north') ? 0 : 1;
      // At level zero there is no series at all.
      const delivered = levels(live, 'jobs', region).filter(Number.isFinite);
      expect(Math.max(0, ...delivered)).toBeLessThanOrEqual(one);
    }),
    { numRuns: 30 },
  );
});

test('a file that is saved again keeps numbers and names as they were written', () => {
  const existing = `title: Works
extends: works
plan: {seed: 01, worlds: 1e3} # as written
policy:
  works: {level: 010}
  null: {lever: talks, level: 0.50}
`;
  const changes = { works: { level: 10 }, null: { lever: 'talks', level: 0.25 } };
  expect(draftText({ ...draft, changes }, undefined, existing)).toBe(`title: Works
extends: works
plan: {seed: 01, worlds: 1e3} # as written
policy:
  works: {level: 010}
  "null": {lever: talks, level: 0.25}
`);
});

test.each(['01', '0x1', '1e0', '1.0', 'true', '"~"', 'a b', '1'])(
  'the seed %s is the text that is written, also in a file that is saved again',
  (seed) => {
    const existing = `title: A\nextends: works\nplan: {seed: ${seed}}\npolicy:\n  works: {level: 40}\n`;
    const text = draftText(draft, undefined, existing);
    expect(read(FILES, draft, text).plan.seed).toBe(seed.replaceAll('"', ''));
    expect(read(FILES, draft, existing).plan.seed).toBe(seed.replaceAll('"', ''));
  },
);
