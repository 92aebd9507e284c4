import { parentPort, workerData } from 'node:worker_threads';
import { compareScenarios } from '../analysis/comparison.js';
import { kernelEngine } from '../engine/kernel/index.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import type { LiveEntry } from '../ensemble/live.js';
import { LiveRuns } from '../ensemble/live.js';
import { findings } from './compute.js';
import { bandsOf } from './live-bands.js';
import type { LiveResult, LiveStart, LiveWish } from './live-message.js';

const start = workerData as LiveStart;
const runs = new LiveRuns(
  start.worlds,
  start.plan,
  kernelEngine,
  start.views.map((one) => one.variable),
);
let entries: readonly LiveEntry[] = [];
let busy = false;

function resultOf(key: string, ensemble: Ensemble): LiveResult {
  const own = ensemble.scenarios.at(-1);
  if (own === undefined) throw new Error('a result has a scenario');
  const { name } = own.scenario;
  const [failure] = own.failures;
  const whole = ensemble.completed === start.worlds.count;
  return {
    key,
    done: ensemble.completed,
    comparisons: compareScenarios(ensemble).filter((one) => one.scenario === name),
    paths: start.views.flatMap((view) => bandsOf(own, ensemble.completed, view.variable) ?? []),
    failed: own.failures.length,
    ...(failure === undefined
      ? {}
      : { failure: `world ${failure.world}: ${failure.variable} is ${failure.value}` }),
    // Ranks of all parameters take long: once, when the baseline is whole.
    assumedShares: ensemble.scenarios.length === 1 && whole ? findings(ensemble).assumedShares : [],
  };
}

function work(): void {
  const step = runs.step();
  busy = step !== undefined;
  if (step === undefined) return;
  if (step.ensemble.completed > 0) parentPort?.postMessage(resultOf(step.key, step.ensemble));
  // Between chunks newer wishes are heard.
  setImmediate(work);
}

parentPort?.on('message', (wishes: readonly LiveWish[]) => {
  const known = new Map(entries.map((one) => [one.key, one]));
  entries = wishes.flatMap(({ key, scenario }) => {
    const old = known.get(key);
    if (old !== undefined) return [old];
    if (scenario === undefined) return [];
    const { base } = start;
    return [{ key, scenario: { ...scenario, base, model: scenario.model ?? base } }];
  });
  runs.set(entries);
  if (!busy) {
    busy = true;
    setImmediate(work);
  }
});
