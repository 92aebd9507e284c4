import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.js';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import { runEnsemble } from '../../src/ensemble/run.js';
import type { WrittenDraft } from '../../src/live/asker.js';
import { regionBandsOf, regionValuesOf } from '../../src/live/bands.js';
import type { ResultReply } from '../../src/live/protocol.js';
import {
  base,
  draftOf,
  looking,
  open,
  plainRun,
  plan,
  scenarioOf,
  views,
  works,
  worlds,
} from './small-lab.js';

const ENGINES: readonly (readonly [string, Engine])[] = [
  ['reference', referenceEngine],
  ['kernel', kernelEngine],
];

type Lab = ReturnType<typeof open>;

const resultsOf = (lab: Lab, key: string): ResultReply[] =>
  lab.line.replies.filter((one): one is ResultReply => one.kind === 'result' && one.key === key);

const comparisonsOf = (lab: Lab, name: string) =>
  lab.asker.latest?.comparisons.filter((one) => one.scenario === name);

test.each(ENGINES)('a request gets the numbers of a plain run, on the %s', async (_, engine) => {
  const lab = open(engine);
  await lab.line.quiet();
  const { latest } = lab.asker;
  expect(latest).toMatchObject({ done: worlds.count, total: worlds.count, stale: [] });
  const plain = await plainRun(base, works, engine);
  expect(comparisonsOf(lab, 'works')).toEqual(plain.comparisons);
  expect(lab.line.replies.at(-1)?.kind).not.toBe('unknown');
  expect(lab.line.replies.filter((one) => one.kind === 'provenance')).toHaveLength(1);
  for (const { variable } of views) {
    const found = latest?.paths.find(
      (one) => one.scenario === 'works' && one.variable === variable,
    );
    expect(found).toEqual(plain.bands(variable));
  }
  expect(lab.failures).toEqual([]);
});

test('a newer request is heard in the middle of a chunk, which is given up', async () => {
  const lab = open();
  await lab.line.quiet();
  const [first, second] = [draftOf('draft', 10), draftOf('draft', 20)];
  const before = lab.line.replies.length;
  lab.line.betweenSlices = () => lab.asker.show([second], looking('draft'));
  lab.asker.show([first], looking('draft'));
  expect(lab.asker.latest?.progress).toEqual({
    base: worlds.count,
    works: worlds.count,
    draft: 0,
  });
  await lab.line.quiet();
  expect(resultsOf(lab, first.key)).toEqual([]);
  expect(resultsOf(lab, second.key).at(-1)?.done).toBe(worlds.count);
  // What had run in full stays: it is not run again.
  const after = lab.line.replies.slice(before);
  expect(after.flatMap((one) => (one.kind === 'result' ? [one.key] : []))).not.toContain('base');
  const plain = await plainRun(base, scenarioOf(second));
  expect(comparisonsOf(lab, 'draft')).toEqual(plain.comparisons);
});

test('to look at another chart gives up no work, and tells its paths', async () => {
  const lab = open();
  await lab.line.quiet();
  const draft = draftOf('draft', 10);
  const other = views.at(-1)?.variable ?? '';
  lab.asker.show([draft], looking('draft'));
  const { number } = lab.line.requests.at(-1) ?? {};
  lab.line.betweenSlices = () =>
    lab.asker.show([draft], { ...looking('draft'), variables: [other] });
  const before = lab.line.replies.length;
  await lab.line.quiet();
  expect(lab.line.requests.at(-1)?.number).toBe(number);
  const replies = lab.line.replies.slice(before);
  expect(replies.find((one) => one.kind === 'paths' && one.key === 'base')).toMatchObject({
    paths: [{ variable: other }],
  });
  expect(resultsOf(lab, draft.key).at(-1)?.done).toBe(worlds.count);
});

test.each([
  ['alone', false],
  ['with a helper', true],
])('numbers by region come when they are asked for, for each chart, %s', async (_, helped) => {
  const lab = open(kernelEngine, { helped });
  await lab.line.quiet();
  expect(lab.line.replies.filter((one) => one.kind === 'regions')).toEqual([]);
  const regional = views.filter((one) => one.byRegion !== undefined);
  expect(regional.length).toBeGreaterThan(1);
  const paths = regional.flatMap((one) => one.byRegion?.variable ?? []);
  const run = await runEnsemble([works], worlds, plan, { engine: kernelEngine, paths });
  const [runs] = run.scenarios;
  if (runs === undefined) throw new Error('one scenario ran');
  for (const view of regional) {
    for (const region of ['north', 'south']) {
      const variables = [view.variable];
      lab.asker.show([], { drawn: ['works'], variables, region, byRegion: true });
      await lab.line.quiet();
      const { latest } = lab.asker;
      expect(latest?.regions).toEqual([regionValuesOf(runs, worlds.count, view)]);
      const shown = latest?.paths.filter(
        (one) => one.region !== undefined && one.variable === view.variable,
      );
      expect(shown).toEqual([regionBandsOf(runs, worlds.count, view, region)]);
    }
  }
  expect(lab.failures).toEqual([]);
  // To look at regions runs nothing else again.
  expect(resultsOf(lab, 'works').filter((one) => one.done === worlds.count)).toHaveLength(1);
});

test('a draft with an error is told of, and the rest runs', async () => {
  const lab = open();
  const broken = draftOf('draft', 1000);
  lab.asker.show([broken], looking('draft'));
  await lab.line.quiet();
  expect(lab.asker.latest?.problems).toEqual({ draft: expect.stringContaining('100') });
  expect(comparisonsOf(lab, 'works')).not.toEqual([]);
  expect(resultsOf(lab, broken.key)).toEqual([]);
  // Asked again, the same draft is not read again, and the runner knows it.
  lab.asker.show([broken], looking('draft', 'works'));
  await lab.line.quiet();
  expect(lab.line.replies.filter((one) => one.kind === 'unknown')).toEqual([]);
  expect(lab.asker.latest?.problems).toHaveProperty('draft');
  lab.asker.show([draftOf('draft', 100)], looking('draft'));
  await lab.line.quiet();
  expect(lab.asker.latest?.problems).toEqual({});
  expect(lab.asker.latest?.done).toBe(worlds.count);
});

test('inputs that the runner does not have are sent again', async () => {
  const lab = open();
  await lab.line.quiet();
  lab.startRunner();
  lab.asker.show([], looking('works'));
  await lab.line.quiet();
  const unknown = lab.line.replies.flatMap((one) => (one.kind === 'unknown' ? [one.key] : []));
  expect(unknown).toEqual(['base', 'works']);
  expect(resultsOf(lab, 'works').filter((one) => one.done === worlds.count)).toHaveLength(2);
});

test('a scenario that is dropped is told of no more, and can come back', async () => {
  const lab = open();
  const draft = draftOf('draft', 10);
  lab.asker.show([draft], looking('draft'));
  await lab.line.quiet();
  lab.asker.show([], looking());
  await lab.line.quiet();
  expect(lab.asker.latest?.comparisons.map((one) => one.scenario)).not.toContain('draft');
  expect(lab.asker.latest?.progress).not.toHaveProperty('draft');
  const before = lab.line.replies.length;
  lab.asker.show([draft], looking('draft'));
  await lab.line.quiet();
  // Its inputs were forgotten with it, and the asker knows that.
  expect(lab.line.replies.slice(before).map((one) => one.kind)).not.toContain('unknown');
  expect(comparisonsOf(lab, 'draft')).toEqual(
    (await plainRun(base, scenarioOf(draft))).comparisons,
  );
});

test('a draft that was dropped and asked for again at once is told of again', async () => {
  for (const [draft, problems] of [
    [draftOf('draft', 10), {}],
    [draftOf('draft', 1000), { draft: expect.stringContaining('100') }],
  ] as const) {
    const lab = open();
    const looked = { ...looking('draft'), region: 'north', byRegion: true };
    lab.asker.show([draft], looked);
    await lab.line.quiet();
    const before = lab.asker.latest;
    // The runner takes up the second request alone, so it never hears that the draft was dropped.
    lab.asker.show([], looking());
    lab.asker.show([draft], looked);
    await lab.line.quiet();
    expect(lab.asker.latest?.problems).toEqual(problems);
    expect(lab.asker.latest).toEqual(before);
  }
});

test('a draft is compared with the draft that it names, also when that one changes', async () => {
  const lab = open();
  const own = draftOf('own', 80, 'other');
  for (const level of [10, 20]) {
    const other = draftOf('other', level);
    // What it is compared with is not on screen, so it runs later.
    lab.asker.show([own, other], looking('own'));
    await lab.line.quiet();
    const plain = await plainRun(scenarioOf(other), scenarioOf(own));
    expect(comparisonsOf(lab, 'own')).toEqual(plain.comparisons);
    expect(lab.asker.latest).toMatchObject({ done: worlds.count, stale: [] });
  }
});

test('a draft whose reference cannot run is not compared with the baseline instead', async () => {
  const lab = open();
  lab.asker.show([draftOf('own', 80, 'other'), draftOf('other', 1000)], looking('own'));
  await lab.line.quiet();
  expect(comparisonsOf(lab, 'own')).toEqual([]);
  expect(lab.asker.latest?.problems).toEqual({
    own: 'the scenario that it is compared with cannot run',
    other: expect.anything(),
  });
  lab.asker.show([draftOf('own', 80, 'nobody')], looking('own'));
  await lab.line.quiet();
  expect(comparisonsOf(lab, 'own')).toEqual([]);
  expect(lab.asker.latest?.problems).toHaveProperty('own');
  expect(lab.failures).toEqual([]);
});

test('whatever was asked before, the last snapshot has the numbers of the last request', async () => {
  const request = fc.record({
    levels: fc.array(fc.constantFrom(0, 10, 55, 100), { maxLength: 7 }),
    interrupts: fc.boolean(),
    chart: fc.nat(views.length - 1),
  });
  const list = fc.array(request, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(list, fc.boolean(), async (requests, helped) => {
      const lab = open(kernelEngine, { helped });
      let drafts: readonly WrittenDraft[] = [];
      for (const { levels, interrupts, chart } of requests) {
        drafts = levels.map((level, i) => draftOf(`d${i}`, level));
        const variables = [views[chart]?.variable ?? ''];
        const show = () => lab.asker.show(drafts, { ...looking('d0', 'd1'), variables });
        if (interrupts) {
          await lab.line.quiet();
          lab.line.betweenSlices = show;
          lab.asker.show([draftOf('d0', 33)], looking('d0'));
        } else show();
      }
      await lab.line.quiet();
      lab.line.betweenSlices?.();
      await lab.line.quiet();
      expect(lab.failures).toEqual([]);
      expect(lab.asker.latest?.done).toBe(worlds.count);
      for (const draft of drafts) {
        const plain = await plainRun(base, scenarioOf(draft));
        // Recycled arrays hold what other scenarios left: nothing of it is told.
        const named = plain.comparisons.map((one) => ({ ...one, scenario: draft.draft.name }));
        expect(comparisonsOf(lab, draft.draft.name)).toEqual(named);
        const paths = lab.asker.latest?.paths.filter((one) => one.scenario === draft.draft.name);
        expect(new Set(paths?.map((one) => one.variable))).toEqual(
          new Set(views.map((one) => one.variable)),
        );
        for (const one of paths ?? []) {
          expect(one).toEqual({ ...plain.bands(one.variable), scenario: draft.draft.name });
        }
      }
    }),
    { numRuns: 15 },
  );
});

test('a path that was asked for and not computed ends the runner, and is not shown', async () => {
  const [, lost = ''] = views.map((one) => one.variable);
  const engine: Engine = {
    ...kernelEngine,
    prepare(model, request) {
      const outputs = request.outputs.filter((one) => one !== lost);
      return kernelEngine.prepare(model, { ...request, outputs });
    },
  };
  const lab = open(engine);
  await lab.line.quiet();
  expect(lab.failures).toEqual([new Error(`the engine gave no path of ${lost}`)]);
  expect(lab.asker.latest).toBeUndefined();
});

test('docs/live.md tells of every message, and draws what protocol.ts draws', () => {
  const page = readFileSync('docs/live.md', 'utf8');
  const source = readFileSync('src/live/protocol.ts', 'utf8');
  const kinds = [...source.matchAll(/readonly kind: '(\w+)'/g)].map((match) => match[1]);
  expect(kinds.length).toBeGreaterThan(5);
  for (const kind of kinds) expect(page).toContain(`| runner | ${kind} |`);
  const drawn = source.split('\n').filter((line) => /^ \*.*[│▶◀└]/.test(line));
  for (const line of drawn) expect(page).toContain(line.slice(2).trim());
});
