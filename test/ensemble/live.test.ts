import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import { LiveRuns } from '../../src/ensemble/live.js';
import { runEnsemble } from '../../src/ensemble/run.js';
import { resolvePlan } from '../../src/plan/defaults.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import { scenarioOf } from '../scenario/small-model.js';

const base = scenarioOf('plan: {worlds: 50, seed: s}');
const jobs = { ...scenarioOf('policy: {w: {lever: jobs, level: 40}}'), name: 'jobs' };
const more = { ...scenarioOf('policy: {w: {lever: jobs, level: 80}}'), name: 'jobs' };
const diagnostics = new Diagnostics();
const plan = resolvePlan(base.plan, {}, { file: 'a', line: 1, column: 1 }, diagnostics);
const worlds = makeWorlds(base.base, plan, diagnostics);

test('the newest wishes win, what is done stays, and the numbers are those of a run', async () => {
  const live = new LiveRuns(worlds, plan, referenceEngine);
  live.set([
    { key: 'a', scenario: base },
    { key: 'b', scenario: jobs },
  ]);
  expect(live.step()).toMatchObject({ key: 'a', ensemble: { completed: 32 } });
  while (live.step()?.key === 'a');
  // The first chunk of b has run; a newer wish drops it, and a is not run again.
  live.set([
    { key: 'a', scenario: base },
    { key: 'c', scenario: more },
  ]);
  const keys: string[] = [];
  let last: ReturnType<LiveRuns['step']>;
  for (let step = live.step(); step !== undefined; step = live.step()) {
    keys.push(step.key);
    last = step;
  }
  expect(new Set(keys)).toEqual(new Set(['c']));
  const whole = await runEnsemble([base, more], worlds, plan, { engine: referenceEngine });
  expect(last?.ensemble.completed).toBe(worlds.count);
  for (const [i, runs] of whole.scenarios.entries()) {
    expect(last?.ensemble.scenarios[i]?.metricValues).toEqual(runs.metricValues);
    expect(last?.ensemble.scenarios[i]?.series).toEqual(runs.series);
  }
});
