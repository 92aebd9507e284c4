import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { sharedCopy } from '../ensemble/shared-numbers.js';
import type { DiskFiles } from '../study/disk-files.js';
import type { Study as Comparison } from '../study/load.js';
import type { Shown } from '../tui/bench.js';
import type { Snapshot, SnapshotSource } from '../tui/snapshot.js';
import { reasonOf } from './errors.js';
import { assumptionsOf } from './live-assumptions.js';
import { viewsOf } from './live-bands.js';
import { makeBench, type WrittenDraft } from './live-bench.js';
import { LiveBoard, type Wanted } from './live-board.js';
import type { LiveMessage, LiveOrder, LiveStart, LiveWish } from './live-message.js';
import { packed } from './live-message.js';

// One thread for the interface; more than two for the worlds would not pay for the telling.
const MOST_THREADS = 2;

/** Runs a comparison, and drafts beside it, on threads of their own, and shows what is whole so far. */
export function liveSource(
  comparison: Comparison,
  signal: AbortSignal,
  files: DiskFiles,
): SnapshotSource {
  const [baseline] = comparison.scenarios;
  if (baseline === undefined) throw new Error('a comparison has a baseline');
  const views = viewsOf(baseline.model);
  const { plan } = comparison;
  const worlds = sharedWorlds(comparison.worlds);
  const wishes = new Int32Array(new SharedArrayBuffer(4));
  const start: LiveStart & { readonly threads: number } = {
    base: baseline.base,
    worlds,
    plan,
    views,
    wishes,
    threads: Math.min(MOST_THREADS, comparison.workers ?? availableParallelism()),
  };
  const worker = new Worker(new URL('./live-worker.js', import.meta.url), { workerData: start });
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const failed = new Set<(reason: Error) => void>();
  let broken: Error | undefined;
  const fail = (reason: Error) => {
    broken ??= reason;
    for (const tell of failed) tell(broken);
  };
  const loaded = comparison.scenarios.map(
    (scenario): Wanted => ({ key: scenario.name, name: scenario.name, scenario }),
  );
  const board = new LiveBoard(loaded, worlds.count);
  let sent = new Set<string>();
  let before = '';
  let latest: Snapshot | undefined;
  const publish = () => {
    latest = board.snapshot();
    for (const listener of listeners) listener(latest);
  };
  const ask = ({ drawn, variables, region, byRegion }: Omit<Shown, 'drafts' | 'against'>) => {
    const wanted = inHaste(board.wanted, drawn);
    const urgent = wanted.map((one) => one.key).join('\n');
    if (urgent !== before) Atomics.add(wishes, 0, 1);
    before = urgent;
    const keys = new Map(board.wanted.map((one) => [one.name, one.key]));
    const order: LiveOrder = {
      number: Atomics.load(wishes, 0),
      wishes: wanted.map((one) => wishOf(one, sent, keys)),
      drawn: drawn.flatMap((name) => keys.get(name) ?? []),
      shown: variables,
      region,
      byRegion,
    };
    worker.postMessage(order);
    sent = new Set(wanted.map((one) => one.key));
  };
  worker.on('message', (message: LiveMessage) => {
    if (board.take(message)) publish();
  });
  worker.on('error', (reason) => fail(new Error(reasonOf(reason))));
  worker.on('exit', (code) => {
    if (!signal.aborted)
      fail(new Error(`the thread that runs worlds ended early with code ${code}`));
  });
  signal.addEventListener('abort', () => void worker.terminate());
  const first = views.slice(0, 1).map((one) => one.variable);
  ask({ drawn: [], variables: first, region: undefined, byRegion: false });
  const show = (drafts: readonly WrittenDraft[], wanted: Shown) => {
    const changed = board.want([
      ...loaded,
      ...drafts.map((one) => ({ ...one, name: one.draft.name })),
    ]);
    ask(wanted);
    if (changed) publish();
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
    bench: makeBench(
      comparison,
      files,
      views,
      assumptionsOf(baseline.base, worlds),
      show,
      () => latest,
    ),
    subscribe(listener, fail) {
      listeners.add(listener);
      failed.add(fail);
      if (latest !== undefined) listener(latest);
      if (broken !== undefined) fail(broken);
      return () => {
        listeners.delete(listener);
        failed.delete(fail);
      };
    },
  };
}

// The baseline first, then what is on screen, the rest after it.
function inHaste(wanted: readonly Wanted[], drawn: readonly string[]): readonly Wanted[] {
  const [first, ...others] = wanted;
  if (first === undefined) return [];
  const hasty = drawn.flatMap((name) => others.find((one) => one.name === name) ?? []);
  return [first, ...hasty, ...others.filter((one) => !hasty.includes(one))];
}

function wishOf(
  { key, scenario, draft, path, text, against }: Wanted,
  sent: ReadonlySet<string>,
  keys: ReadonlyMap<string, string>,
): LiveWish {
  if (sent.has(key)) return { key };
  const other = against === undefined ? undefined : keys.get(against);
  return {
    key,
    ...(scenario === undefined ? {} : { scenario: packed(scenario) }),
    ...(draft === undefined ? {} : { draft: { draft, path: path ?? '', text: text ?? '' } }),
    ...(other === undefined ? {} : { against: other }),
  };
}

function sharedWorlds(worlds: Comparison['worlds']): Comparison['worlds'] {
  const { count, columns, key, quantiles, values } = worlds;
  return { count, columns, key, quantiles: sharedCopy(quantiles), values: sharedCopy(values) };
}
