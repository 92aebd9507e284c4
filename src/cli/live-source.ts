import { Worker } from 'node:worker_threads';
import type { Draft } from '../scenario/draft.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Snapshot, SnapshotSource } from '../tui/snapshot.js';
import type { DiskFiles } from './disk-files.js';
import { viewsOf } from './live-bands.js';
import { makeBench } from './live-bench.js';
import type { LiveResult, LiveStart, LiveWish } from './live-message.js';
import type { Comparison } from './load.js';

interface Wanted {
  readonly key: string;
  readonly scenario: Scenario;
}

/** Runs a comparison, and drafts beside it, on a thread of its own, and shows what is whole so far. */
export function liveSource(
  comparison: Comparison,
  signal: AbortSignal,
  files: DiskFiles,
): SnapshotSource {
  const [baseline] = comparison.scenarios;
  if (baseline === undefined) throw new Error('a comparison has a baseline');
  const views = viewsOf(baseline.model);
  const { worlds, plan } = comparison;
  const start: LiveStart = { base: baseline.base, worlds, plan, views };
  const worker = new Worker(new URL('./live-worker.js', import.meta.url), { workerData: start });
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const failed = new Set<(reason: Error) => void>();
  const loaded = comparison.scenarios.map((scenario) => ({ key: scenario.name, scenario }));
  let wanted: readonly Wanted[] = loaded;
  let sent = new Set<string>();
  // By name of the scenario: the latest result, whichever inputs it came from.
  const results = new Map<string, LiveResult>();
  let latest: Snapshot | undefined;
  const publish = () => {
    latest = snapshotOf(wanted, results, worlds.count);
    for (const listener of listeners) listener(latest);
  };
  const ask = (haste: string) => {
    const [first, ...others] = wanted;
    if (first === undefined) return;
    const hasty = others.filter(({ scenario }) => scenario.name === haste);
    const order = [first, ...hasty, ...others.filter((one) => !hasty.includes(one))];
    worker.postMessage(
      order.map(({ key, scenario }) => wish(key, sent.has(key) ? undefined : scenario)),
    );
    sent = new Set(order.map((one) => one.key));
  };
  worker.on('message', (result: LiveResult) => {
    const own = wanted.find((one) => one.key === result.key);
    if (own === undefined) return;
    results.set(own.scenario.name, result);
    publish();
  });
  worker.on('error', (reason: Error) => {
    for (const tell of failed) tell(reason);
  });
  signal.addEventListener('abort', () => void worker.terminate());
  ask('');
  const show = (
    drafts: readonly { readonly draft: Draft; readonly scenario: Scenario }[],
    haste: string,
  ) => {
    const names = new Set(drafts.map((one) => one.draft.name));
    for (const name of results.keys()) {
      if (!names.has(name) && !loaded.some((one) => one.key === name)) results.delete(name);
    }
    wanted = [...loaded, ...drafts.map(({ draft, scenario }) => ({ key: keyOf(draft), scenario }))];
    ask(haste);
    publish();
  };
  return {
    model: baseline.model.title,
    seed: plan.seed,
    unitsChecked: comparison.scenarios.every((one) => one.model.unitsChecked),
    scenarios: comparison.scenarios,
    views,
    warnings: comparison.diagnostics
      .list()
      .map(({ place, message }) => `${place.file}:${place.line}: ${message}`),
    bench: makeBench(comparison, files, views, show, () => latest),
    subscribe(listener, fail) {
      listeners.add(listener);
      failed.add(fail);
      if (latest !== undefined) listener(latest);
      return () => {
        listeners.delete(listener);
        failed.delete(fail);
      };
    },
  };
}

function keyOf(draft: Draft): string {
  return `${draft.name} ${JSON.stringify([draft.source, draft.changes])}`;
}

function wish(key: string, scenario: Scenario | undefined): LiveWish {
  if (scenario === undefined) return { key };
  const { base, model, ...rest } = scenario;
  return { key, scenario: model === base ? rest : { ...rest, model } };
}

function snapshotOf(
  wanted: readonly Wanted[],
  results: ReadonlyMap<string, LiveResult>,
  total: number,
): Snapshot {
  const found = wanted.flatMap(({ scenario }) => results.get(scenario.name) ?? []);
  const doneOf = ({ key, scenario }: Wanted) => {
    const result = results.get(scenario.name);
    return result?.key === key ? result.done : 0;
  };
  const stale = wanted.filter((one) => {
    const result = results.get(one.scenario.name);
    return result !== undefined && result.key !== one.key;
  });
  return {
    comparisons: found.flatMap((one) => one.comparisons),
    paths: found.flatMap((one) => one.paths),
    done: Math.min(...wanted.map(doneOf)),
    total,
    progress: Object.fromEntries(wanted.map((one) => [one.scenario.name, doneOf(one)])),
    failures: wanted.flatMap(({ scenario }) => {
      const result = results.get(scenario.name);
      return result === undefined || result.failed === 0
        ? []
        : [{ scenario: scenario.name, worlds: result.failed, first: result.failure ?? '' }];
    }),
    assumedShares: found.flatMap((one) => one.assumedShares),
    stale: stale.map((one) => one.scenario.name),
  };
}
