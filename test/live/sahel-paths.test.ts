import { expect, test } from 'vitest';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import { runEnsemble } from '../../src/ensemble/run.js';
import { viewsOf } from '../../src/live/bands.js';
import { LiveRuns, type LiveStep } from '../../src/live/runs.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import { planOf, readShipped, scenariosIn } from '../sahel/shipped.js';

test('the Sahel model: every path was asked for and computed, also in used arrays', async () => {
  const { scenarios } = readShipped(scenariosIn('mali').slice(0, 3));
  const [baseline, first, second] = scenarios;
  if (baseline === undefined || first === undefined || second === undefined)
    throw new Error('there are three scenarios');
  const plan = planOf(33);
  const worlds = makeWorlds(baseline.base, plan);
  const outputs = [...new Set(viewsOf(baseline.model).map((one) => one.variable))];
  expect(outputs.length).toBeGreaterThan(10);
  const live = new LiveRuns(worlds, plan, kernelEngine, { outputs });
  let last: LiveStep | undefined;
  for (const scenario of [first, second]) {
    live.set([
      { key: 'baseline', scenario: baseline },
      { key: scenario.name, scenario },
    ]);
    for (let step = await live.step(); step !== undefined; step = await live.step()) {
      if (step !== 'newer') last = step;
    }
  }
  const whole = await runEnsemble([baseline, second], worlds, plan, {
    engine: kernelEngine,
    paths: outputs,
  });
  for (const [i, runs] of whole.scenarios.entries()) {
    const series = last?.ensemble.scenarios[i]?.series;
    expect([...(series?.keys() ?? [])].sort()).toEqual([...outputs].sort());
    for (const name of outputs) expect(series?.get(name)).toEqual(runs.series.get(name));
  }
});
