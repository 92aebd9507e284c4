import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import { givenWorlds, stretchesOf } from '../../src/ensemble/given-worlds.js';
import { taskOf } from '../../src/ensemble/job.js';
import { runEnsemble } from '../../src/ensemble/run.js';
import { LiveRuns, type LiveStep, runWorlds } from '../../src/live/runs.js';
import { resolvePlan } from '../../src/plan/defaults.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import { scenarioOf } from '../scenario/small-model.js';

const base = scenarioOf('plan: {worlds: 50, seed: s}');
const jobs = { ...scenarioOf('policy: {w: {lever: jobs, level: 40}}'), name: 'jobs' };
const more = { ...scenarioOf('policy: {w: {lever: jobs, level: 80}}'), name: 'jobs' };
const diagnostics = new Diagnostics();
const plan = resolvePlan(base.plan, {}, { file: 'a', line: 1, column: 1 }, diagnostics);
const worlds = makeWorlds(base.base, plan, diagnostics);

async function rest(live: LiveRuns): Promise<LiveStep[]> {
  const steps: LiveStep[] = [];
  for (let step = await live.step(); step !== undefined; step = await live.step()) {
    if (step !== 'newer') steps.push(step);
  }
  return steps;
}

test('the latest request wins, what is done stays, and the numbers are those of a run', async () => {
  const live = new LiveRuns(worlds, plan, referenceEngine);
  live.set([
    { key: 'a', scenario: base },
    { key: 'b', scenario: jobs },
  ]);
  expect(await live.step()).toMatchObject({ key: 'a', ensemble: { completed: 50 } });
  // A newer request drops b, and a is not run again.
  live.set([
    { key: 'a', scenario: base },
    { key: 'c', scenario: more },
  ]);
  const steps = await rest(live);
  expect(new Set(steps.map((one) => one.key))).toEqual(new Set(['c']));
  const last = steps.at(-1);
  const whole = await runEnsemble([base, more], worlds, plan, { engine: referenceEngine });
  expect(last?.ensemble.completed).toBe(worlds.count);
  for (const [i, runs] of whole.scenarios.entries()) {
    expect(last?.ensemble.scenarios[i]?.metricValues).toEqual(runs.metricValues);
    const series = last?.ensemble.scenarios[i]?.series;
    // Not those that only metrics gather.
    const reported = base.base.report.map((name) => [name, runs.series.get(name)]);
    expect([...(series ?? [])].sort()).toEqual(reported.sort());
  }
});

test('a chunk is given up when there is a newer request, and nothing of it counts', async () => {
  let asked = 0;
  const newer = () => {
    asked += 1;
    return asked === 1;
  };
  const live = new LiveRuns(worlds, plan, referenceEngine, { newer });
  live.set([{ key: 'a', scenario: base }]);
  expect(await live.step()).toBe('newer');
  const steps = await rest(live);
  expect(steps.at(-1)?.ensemble.completed).toBe(worlds.count);
});

test('a helper takes a part of the worlds, to the same numbers', async () => {
  const alone = new LiveRuns(worlds, plan, referenceEngine);
  alone.set([{ key: 'a', scenario: base }]);
  const [expected] = await rest(alone);
  const parts: number[] = [];
  const live = new LiveRuns(worlds, plan, referenceEngine, {
    helper: async (_, job, first, count) => {
      parts.push(first, count);
      const stretches = stretchesOf(givenWorlds(worlds, false));
      return runWorlds(taskOf(job, worlds, referenceEngine), stretches, first, count);
    },
  });
  live.set([{ key: 'a', scenario: base }]);
  const [found] = await rest(live);
  expect(parts).toEqual([32, 18]);
  const [own] = found?.ensemble.scenarios ?? [];
  expect(own?.metricValues).toEqual(expected?.ensemble.scenarios[0]?.metricValues);
  expect(own?.series).toEqual(expected?.ensemble.scenarios[0]?.series);
});

test('a scenario is compared with the one it names, and its paths can be had again', async () => {
  const live = new LiveRuns(worlds, plan, referenceEngine);
  const others = Array.from({ length: 4 }, (_, i) => ({ key: `x${i}`, scenario: base }));
  live.set([
    { key: 'a', scenario: base },
    ...others,
    { key: 'b', scenario: jobs, against: 'c' },
    { key: 'c', scenario: more },
  ]);
  const steps = await rest(live);
  const own = steps.find((one) => one.key === 'b');
  expect(own?.ensemble.scenarios.map((one) => one.scenario.inputs)).toEqual([
    more.inputs,
    jobs.inputs,
  ]);
  live.read('b');
  expect(live.whole('b')).toBeUndefined();
  live.again('b');
  expect((await rest(live)).map((one) => one.key)).toEqual(['b']);
  expect(live.whole('b')?.ensemble.completed).toBe(worlds.count);
});
