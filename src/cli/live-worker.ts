import { parentPort, workerData } from 'node:worker_threads';
import { compareWith } from '../analysis/comparison.js';
import { provenance, saysNothing, shareError } from '../analysis/provenance.js';
import { kernelEngine } from '../engine/kernel/index.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import { bandsOf } from '../live/bands.js';
import type {
  LiveGrounds,
  LiveMessage,
  LiveOrder,
  LiveResult,
  LiveStart,
} from '../live/protocol.js';
import { unpacked } from '../live/protocol.js';
import { LiveRegionRuns } from '../live/region-runs.js';
import { type LiveEntry, LiveRuns, type LiveStep } from '../live/runs.js';
import type { PathBands } from '../live/shown.js';
import { startHelper } from '../live/threads/start-helper.js';
import { readDraft } from './live-drafts.js';

const start = workerData as LiveStart & { readonly threads: number };
const model = start.base;
let order: LiveOrder | undefined;
let entries: readonly LiveEntry[] = [];
let busy = false;

const wish = () => order?.number ?? 0;
const newer = () => Atomics.load(start.wishes, 0) !== wish();
const helper = start.threads > 1 ? startHelper(start, model, wish) : undefined;
const runs = new LiveRuns(start.worlds, start.plan, kernelEngine, {
  outputs: start.views.map((one) => one.variable),
  newer,
  ...(helper === undefined ? {} : { helper: helper.for('all') }),
});
const byRegion = new LiveRegionRuns(start, newer, helper?.for('regions'));

function post(message: LiveMessage): void {
  parentPort?.postMessage(message);
}

/** What is known at once: the outcomes, and the paths that are looked at. */
function resultOf({ key, ensemble }: LiveStep): LiveResult {
  const own = ensemble.scenarios.at(-1);
  const reference = ensemble.scenarios[0];
  if (own === undefined || reference === undefined) throw new Error('a result has a scenario');
  const { completed } = ensemble;
  const [failure] = own.failures;
  return {
    kind: 'result',
    key,
    done: completed,
    comparisons: compareWith(reference, own, completed),
    paths: (order?.shown ?? []).flatMap((variable) => bandsOf(own, completed, variable) ?? []),
    failed: own.failures.length,
    ...(failure === undefined
      ? {}
      : {
          failure: `world ${failure.world}: ${failure.variable} is ${failure.value}, from ${failure.operand}`,
        }),
  };
}

/** The paths that are not looked at yet, gathered a view at a time, so that newer wishes are heard. */
interface Digest {
  readonly key: string;
  next: number;
  readonly paths: PathBands[];
}
let digests: readonly Digest[] = [];

function digestSome(digest: Digest): void {
  const step = runs.whole(digest.key);
  const own = step?.ensemble.scenarios.at(-1);
  const view = start.views[digest.next];
  if (step !== undefined && own !== undefined && view !== undefined) {
    digest.next += 1;
    const found = bandsOf(own, step.ensemble.completed, view.variable);
    if (found !== undefined) digest.paths.push(found);
    return;
  }
  digests = digests.filter((one) => one !== digest);
  if (step === undefined) {
    runs.again(digest.key);
    return;
  }
  post({ kind: 'paths', key: digest.key, paths: digest.paths });
  runs.read(digest.key);
  if (entries[0]?.key === digest.key) post({ kind: 'grounds', ...restsOn(step.ensemble) });
}

// Ranks of all parameters take long: once, when the baseline is whole.
function restsOn(ensemble: Ensemble): Omit<LiveGrounds, 'kind'> {
  const [baseline] = ensemble.scenarios;
  const found = (baseline?.metrics ?? []).flatMap(({ name }) => {
    const one = baseline && provenance(ensemble, baseline, name);
    return one === undefined ? [] : [{ metric: name, ...one }];
  });
  return {
    assumedShares: found.map(({ metric, assumedShare, error, tooFew, worlds }) => ({
      metric,
      share: assumedShare,
      error,
      tooFew,
      worlds,
    })),
    drivers: found.flatMap(({ metric, byParameter, worlds }) =>
      byParameter
        .filter((one) => one.share > 0 && !saysNothing(one.share, shareError(one, worlds)))
        .map(({ parameter, share, correlation }) => ({ metric, parameter, share, correlation })),
    ),
  };
}

// What is on screen, then its regions, then what may be looked at next, then the other scenarios.
async function workOnce(): Promise<boolean> {
  if (!runs.urgent()) {
    const found = await byRegion.step();
    if (found !== undefined) {
      for (const one of found) post(one);
      return true;
    }
    const [digest] = digests;
    if (digest !== undefined) {
      digestSome(digest);
      return true;
    }
  }
  const step = await runs.step();
  if (step === undefined) return digests.length > 0;
  if (step !== 'newer' && step.ensemble.completed > 0) tell(step);
  return true;
}

async function work(): Promise<void> {
  try {
    busy = await workOnce();
    // Between chunks newer wishes are heard.
    if (busy) setImmediate(work);
  } catch (error) {
    // A promise nobody waits for would hide it.
    setImmediate(() => {
      throw error;
    });
  }
}

function tell(step: LiveStep): void {
  post(resultOf(step));
  if (step.ensemble.completed < start.worlds.count) return;
  const fresh = { key: step.key, next: 0, paths: [] };
  digests = [...digests.filter((one) => one.key !== step.key), fresh];
}

function entryOf(known: ReadonlyMap<string, LiveEntry>, wanted: LiveOrder['wishes'][number]) {
  const { key, scenario, draft } = wanted;
  const old = known.get(key);
  if (old !== undefined) return [old];
  const against = wanted.against === undefined ? {} : { against: wanted.against };
  if (scenario !== undefined) return [{ key, scenario: unpacked(scenario, model), ...against }];
  if (draft === undefined) return [];
  const read = readDraft(draft, model);
  if (typeof read !== 'string') return [{ key, scenario: read, ...against }];
  post({ kind: 'problem', key, message: read });
  return [];
}

// Charts that are newly looked at do not wait for their turn.
function tellShown({ drawn, shown }: LiveOrder): void {
  for (const key of new Set([entries[0]?.key ?? '', ...drawn])) {
    const step = runs.whole(key);
    const own = step?.ensemble.scenarios.at(-1);
    if (step === undefined || own === undefined) continue;
    const { completed } = step.ensemble;
    post({ kind: 'paths', key, paths: shown.flatMap((one) => bandsOf(own, completed, one) ?? []) });
  }
}

parentPort?.on('message', (next: LiveOrder) => {
  const before = order;
  order = next;
  const known = new Map(entries.map((one) => [one.key, one]));
  entries = next.wishes.flatMap((one): LiveEntry[] => entryOf(known, one));
  const keys = entries.map((one) => one.key);
  runs.set(entries);
  helper?.keep('all', keys);
  helper?.keep('regions', keys);
  digests = digests.filter((one) => keys.includes(one.key));
  if (before !== undefined && before.shown.join() !== next.shown.join()) tellShown(next);
  for (const one of byRegion.set(entries, next)) post(one);
  if (!busy) {
    busy = true;
    setImmediate(work);
  }
});
