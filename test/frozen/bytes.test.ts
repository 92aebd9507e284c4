import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import type { RunRequest } from '../../src/engine/engine.js';
import { horizonOf } from '../../src/engine/horizon.js';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import type { Model } from '../../src/model/model.js';
import { readModel } from '../../src/model/read.js';
import { applyAssumptions } from '../../src/plan/assumptions.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import { DiskFiles } from '../../src/study/disk-files.js';
import { readShipped } from '../sahel/shipped.js';

// A change that only moves code leaves these hashes as they are. One that changes numbers says so in CHANGELOG.md,
// under **Numbers**, and takes the new ones: `npx vitest run test/frozen -u`.

const HASHES = join(import.meta.dirname, 'bytes.txt');
const WORLDS = 16;

const SCENARIOS = [
  'mali/baseline',
  'mali/balanced_package',
  'mali/coup',
  'mali/equal_mixed',
  'mali/faction_split',
  'liptako/campaign',
  'from_2026/baseline',
  'hindcast/2010',
] as const;

const MODELS = [
  'models/sahel/model.yaml',
  'models/library/johnson_2011_attacks.yaml',
  'models/library/kaplan_2010_terror_queue.yaml',
  'bench/models/w2.yaml',
] as const;

function hashOf(...parts: readonly NodeJS.ArrayBufferView[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Metrics and reported paths of one shipped scenario over a few worlds. */
function resultHash(path: string): string {
  const { scenarios, problems } = readShipped([path]);
  const [scenario] = scenarios;
  if (scenario === undefined) throw new Error(problems);
  const { base, model, horizon, inputs, assumptions } = scenario;
  const plan = { worlds: WORLDS, design: 'latin_hypercube' as const, seed: 'frozen' };
  const worlds = makeWorlds(base, plan, new Diagnostics());
  const applied = applyAssumptions(worlds, base, assumptions);
  const request: RunRequest = { horizon, inputs, metrics: model.metrics, outputs: base.report };
  // Worlds are drawn with functions whose last bits differ between versions of Node.
  const values = applied.values.map((value) => Number(value.toPrecision(12)));
  const run = { first: 0, count: WORLDS, ...applied, values, key: worlds.key };
  const block = kernelEngine.prepare(model, request).run(run);
  expect([block.failures, block.repaired]).toEqual([[], 0]);
  return hashOf(
    block.metrics,
    ...[...block.series.keys()].sort().map((name) => block.series.get(name)!),
  );
}

function modelOf(path: string): Model {
  const diagnostics = new Diagnostics();
  const model = readModel(path, new DiskFiles(), diagnostics);
  if (model === undefined) throw new Error(`${path} cannot be read`);
  return model;
}

type ModuleClass = new (bytes: Uint8Array) => object;

describe('frozen bytes', () => {
  const compiled: Uint8Array[] = [];
  const api = (globalThis as unknown as { WebAssembly: { Module: ModuleClass } }).WebAssembly;
  const { Module } = api;

  beforeEach(() => {
    api.Module = class {
      constructor(bytes: Uint8Array) {
        compiled.push(bytes.slice());
        // biome-ignore lint/correctness/noConstructorReturn: stands in for the real class.
        return new Module(bytes);
      }
    };
  });
  afterEach(() => {
    api.Module = Module;
  });

  test('results of scenarios and modules of models are those of before', async () => {
    const lines = SCENARIOS.map((path) => `scenario ${path} ${resultHash(path)}`);
    for (const path of MODELS) {
      const model = modelOf(path);
      compiled.length = 0;
      kernelEngine.prepare(model, {
        horizon: horizonOf(model.time),
        inputs: { levers: new Map(), jumps: [] },
        metrics: model.metrics,
        outputs: model.report,
      });
      lines.push(`module ${path} ${hashOf(...compiled)}`);
      expect(compiled.length, path).toBe(1);
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(HASHES);
  });
});
