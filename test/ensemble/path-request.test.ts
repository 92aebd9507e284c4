import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import { PATH_BYTES, prepareJobs } from '../../src/ensemble/job.js';
import type { PathRequest } from '../../src/ensemble/path-request.js';
import { runEnsemble } from '../../src/ensemble/run.js';
import { chunkForSlabs, newSlabs } from '../../src/ensemble/slabs.js';
import { small } from './fixture.js';

const ALL = ['base', 'half', 'bold'];
const { scenarios, worlds, plan } = small(ALL);

describe.each([referenceEngine, kernelEngine])('with the engine $name', (engine) => {
  const keptOf = async (paths: PathRequest | undefined) => {
    const { scenarios: all } = await runEnsemble(scenarios, worlds, plan, { engine, paths });
    return all.map((runs) => runs.series);
  };

  test.each([
    [undefined, ['everyone', 'members', 'metric__members']],
    ['reported', ['everyone', 'members', 'metric__members']],
    ['metrics', ['metric__members']],
    [['joining'], ['joining', 'metric__members']],
    [{ variables: ['joining'], metrics: [] }, ['joining']],
    [{ variables: [], metrics: ['members'] }, ['metric__members']],
    // What a model does not have is nobody's path.
    [['toString', 'nothing'], ['metric__members']],
  ] satisfies [PathRequest | undefined, string[]][])('%j keeps %j', async (paths, names) => {
    for (const series of await keptOf(paths)) expect([...series.keys()].sort()).toEqual(names);
  });

  test('what a metric gathers is kept as it ran, whatever else is kept', async () => {
    const [reported, metrics] = [await keptOf('reported'), await keptOf('metrics')];
    for (const [i, series] of reported.entries()) {
      // The metric is the variable `everyone`, at the end.
      expect(series.get('metric__members')).toEqual(series.get('everyone'));
      expect(metrics[i]?.get('metric__members')).toEqual(series.get('everyone'));
      expect(series.get('everyone')?.some((one) => one > 0)).toBe(true);
    }
  });
});

describe('memory for paths', () => {
  const bytesOf = (count: number, pathBytes?: number) => {
    const many = { ...worlds, count, columns: [] };
    const options = { paths: 'reported', room: 'job', shared: true, pathBytes } as const;
    const jobs = prepareJobs(scenarios, many, options);
    const bytes = jobs.flatMap((job) => [...job.series.values()].map((one) => one.byteLength));
    return { bytes: bytes.reduce((a, b) => a + b, 0), sketched: jobs.some((one) => one.sketched) };
  };

  // 3 scenarios, 12 reports of everyone, of two regions of members, and of the metric.
  const perWorld = 3 * 12 * 4 * 8;

  test('is what is asked for, as long as that fits, and none beyond', () => {
    expect(bytesOf(1000)).toEqual({ bytes: 1000 * perWorld, sketched: false });
    const most = Math.floor(PATH_BYTES / perWorld);
    expect(bytesOf(most)).toEqual({ bytes: most * perWorld, sketched: false });
    expect(bytesOf(most + 1)).toEqual({ bytes: 0, sketched: true });
    expect(bytesOf(1000, 1000 * perWorld - 1)).toEqual({ bytes: 0, sketched: true });
  });

  test('of sketches is bounded too, whatever is asked for', () => {
    const many = { ...worlds, count: 1_000_000, columns: [] };
    const options = { paths: 'reported', room: 'job', shared: true, pathBytes: 0 } as const;
    const jobs = prepareJobs(scenarios, many, options);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 1e6 }),
        (wished, most) => {
          const chunk = chunkForSlabs(jobs, wished, most);
          const slabs = newSlabs(jobs, many.count, chunk, most);
          const rooms = slabs.rooms.flat().flatMap((room) => [...room.values()]);
          const bytes = rooms.reduce((sum, one) => sum + one.byteLength, 0);
          // Two slabs, each of a few worlds at least.
          expect(bytes).toBeLessThanOrEqual(2 * Math.max(most, 8 * perWorld));
          expect(chunk).toBeLessThanOrEqual(wished);
        },
      ),
    );
  });

  test('is never more than the bound, for any number of worlds', () => {
    for (const count of [1, 255, 256, 5000, 500_000, 1_000_000]) {
      expect(bytesOf(count).bytes).toBeLessThanOrEqual(PATH_BYTES);
    }
  });
});
