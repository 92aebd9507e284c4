import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  check,
  compare,
  explain,
  InputError,
  load,
  loadModel,
  metricColumn,
  run,
  shippedModels,
  TextFiles,
  worldColumn,
  writeResults,
} from '../../src/index.js';
import { toguna } from '../cli/in-process.js';

/** What a verb throws, as the codes of its errors. */
function codesOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.diagnostics.list().map((one) => one.code);
    throw error;
  }
  return [];
}

const POOL = `title: A pool that empties
time: {unit: month, start: 0, end: 3}
units: unchecked
parameters:
  rate: {title: Rate, value: 0.2, grade: assumed, distribution: {kind: uniform, low: 0.1, high: 0.3}}
stocks:
  pool: {initial: 100, outflows: [leaving]}
flows:
  leaving: {equation: rate * pool}
metrics:
  left: {title: Left, equation: pool, over_time: end, better: higher}
report: [pool]
`;

const LIBRARY = 'models/library/lanchester_square_1916.yaml';

describe('the library', () => {
  test('runs files that are held in memory, and hashes them', async () => {
    const text = readFileSync(LIBRARY, 'utf8');
    const files = new TextFiles({ 'war.yaml': text });
    const study = load(['war.yaml'], { worlds: 3 }, files);
    const folder = mkdtempSync(join(tmpdir(), 'toguna-study-'));
    await writeResults(folder, await run(study), study);
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
    expect(manifest).toContain('war.yaml');
    // The hash of no bytes would say that nothing was read.
    expect(manifest).not.toContain(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  test('writes nothing when the run kept no paths of what is to be written', async () => {
    const study = load([LIBRARY], { worlds: 2 });
    const folder = mkdtempSync(join(tmpdir(), 'toguna-study-'));
    const trajectories = { format: 'csv', variables: ['nothing'] } as const;
    const written = writeResults(folder, await run(study), study, { trajectories });
    await expect(written).rejects.toThrow('the run kept no paths of nothing');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('writes what the command writes', async () => {
    const [own, other] = ['own', 'other'].map((name) =>
      mkdtempSync(join(tmpdir(), `toguna-${name}-`)),
    );
    const study = load([LIBRARY], { worlds: 3 });
    await writeResults(own ?? '', await run(study), study);
    const { code } = await toguna('run', LIBRARY, '--worlds', '3', '--out', other ?? '', '--quiet');
    expect(code).toBe(0);
    for (const name of ['comparison.csv', 'metrics.csv', 'summary.csv', 'worlds.csv', 'README.txt'])
      expect(readFileSync(join(own ?? '', name), 'utf8'), name).toBe(
        readFileSync(join(other ?? '', name), 'utf8'),
      );
  });

  test('says how far it is, and gives the worlds beside what came of them', async () => {
    const files = new TextFiles({ 'pool.yaml': POOL });
    const study = load(['pool.yaml'], { worlds: 16 }, files);
    const seen: number[] = [];
    const ensemble = await run(study, { onProgress: ({ done }) => seen.push(done) });
    expect(seen.at(-1)).toBe(16);
    const [baseline] = ensemble.scenarios;
    if (baseline === undefined) throw new Error('no scenario ran');
    const rates = worldColumn(ensemble, baseline, 'rate') ?? new Float64Array();
    const left = metricColumn(baseline, 'left', ensemble.completed);
    expect(rates).toHaveLength(16);
    // Euler's method, a month at a time.
    for (const [world, rate] of rates.entries())
      expect(left[world]).toBeCloseTo(100 * (1 - rate) ** 3, 9);
    expect(worldColumn(ensemble, baseline, 'toString')).toBeUndefined();
    expect(compare(ensemble).comparisons).toMatchObject([{ scenario: 'pool', differenceMean: 0 }]);
  });

  test('a run that is told to stop before it begins gives no world', async () => {
    const stop = new AbortController();
    stop.abort();
    const ensemble = await run(load([LIBRARY], { worlds: 5 }), { signal: stop.signal });
    expect(ensemble.completed).toBeLessThanOrEqual(5);
    expect(ensemble.scenarios).toHaveLength(1);
  });

  test('every verb throws all problems of what it reads', () => {
    expect(codesOf(() => load(['gone.yaml', 'away.yaml']))).toHaveLength(2);
    expect(codesOf(() => load([LIBRARY], { worlds: -1, seed: '' }))).toEqual(['plan', 'plan']);
    expect(codesOf(() => check(['gone.yaml']))).toHaveLength(1);
    expect(codesOf(() => loadModel('sahell'))).toEqual(['unknown-model']);
    expect(codesOf(() => explain('sahel', 'recruit'))).toEqual(['unknown-name']);
    expect(codesOf(() => explain(loadModel(LIBRARY), 'constructor'))).toEqual(['unknown-name']);
  });

  test('check tells what was read and what was expected, as data', () => {
    const { read, results, passed } = check([LIBRARY]);
    expect(read.map((one) => one.path)).toEqual([LIBRARY]);
    expect(results.length).toBeGreaterThan(0);
    expect(passed).toBe(true);
    expect(check([LIBRARY], { checks: 'named' }).results).toEqual([]);
  });

  test('every shipped model is explained by its name', () => {
    for (const name of shippedModels()) {
      const [metric] = loadModel(name).metrics;
      if (metric !== undefined) expect(explain(name, metric.name).name).toBe(metric.name);
    }
  });
});
