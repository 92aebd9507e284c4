import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { pathSummary } from '../../src/analysis/paths.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import type { Ensemble } from '../../src/ensemble/ensemble.js';
import { runInPool } from '../../src/ensemble/pool.js';
import { runEnsemble } from '../../src/ensemble/run.js';
import { SKETCH_ERROR } from '../../src/ensemble/sketch.js';
import { worldsOf } from '../../src/plan/draw.js';
import { checkedRecipe } from '../../src/plan/worlds.js';
import { small } from './fixture.js';

const ALL = ['base', 'half', 'bold'];
// The worker of the bundle, which `npm test` builds first.
const workerUrl = pathToFileURL(join(import.meta.dirname, '../../dist/worker.js'));

describe.each([referenceEngine, kernelEngine])('with the engine $name', (engine) => {
  const run = (names = ALL, options = {}) => {
    const { scenarios, worlds, plan } = small(names);
    return runEnsemble(scenarios, worlds, plan, { engine, ...options });
  };
  const runsNamed = ({ scenarios }: Ensemble, name: string) => {
    const found = scenarios.find((one) => one.scenario.name === name);
    if (found === undefined) throw new Error(name);
    const { metricValues, series, failures } = found;
    return { metricValues, series, failures };
  };

  describe('what other scenarios there are changes no bit of one', () => {
    test('their order', async () => {
      const [one, other] = [await run(), await run([...ALL].reverse())];
      for (const name of ALL) expect(runsNamed(other, name)).toEqual(runsNamed(one, name));
    });

    test('one more', async () => {
      const [few, more] = [await run(['base', 'half']), await run()];
      expect(runsNamed(few, 'half')).toEqual(runsNamed(more, 'half'));
    });
  });

  test('the first worlds of a Monte Carlo plan are those of a longer one, to the bit', async () => {
    const values = async (count: number) => {
      const plan = { worlds: count, design: 'monte_carlo', seed: 'a' } as const;
      const { scenarios, worlds } = small(['base'], plan);
      const ensemble = await runEnsemble(scenarios, worlds, plan, { engine });
      return [...runsNamed(ensemble, 'base').metricValues];
    };
    const [few, many] = [await values(7), await values(20)];
    expect(few).toEqual(many.slice(0, 7));
  });

  test('worlds that fail are the same under every scenario with the same cause, and are counted', async () => {
    const ensemble = await run();
    const worlds = ALL.map((name) => runsNamed(ensemble, name).failures.map((one) => one.world));
    expect(worlds[0]?.length).toBe(6);
    expect(worlds[1]).toEqual(worlds[0]);
    const [failure] = runsNamed(ensemble, 'base').failures;
    expect(failure).toMatchObject({ variable: 'joining', step: 0, element: 0 });
    expect(failure?.operand).toMatch(/\/ edge with .*edge = 0/);
    const summary = pathSummary(ensemble.scenarios[0]!, ensemble.completed, 'everyone');
    expect(summary).toMatchObject({ worlds: 54, failed: 6 });
  });

  test('an interrupted ensemble holds the worlds that ran under every scenario', async () => {
    const abort = new AbortController();
    const ensemble = await run(ALL, {
      signal: abort.signal,
      // The first chunk is one world; it is ended under every scenario.
      onProgress: () => abort.abort(),
    });
    expect(ensemble.completed).toBe(1);
    const whole = await run();
    for (const name of ALL) {
      const [part, all] = [runsNamed(ensemble, name), runsNamed(whole, name)];
      const seen = part.metricValues.subarray(0, ensemble.completed);
      expect(seen).toEqual(all.metricValues.subarray(0, ensemble.completed));
    }
  });

  describe('workers', () => {
    for (const [workers, chunk] of [
      [1, 1],
      [2, 1],
      [3, 7],
      [2, 64],
    ] as const) {
      test(`${workers} workers with ${chunk} worlds at a time give the bits of one thread`, async () => {
        const { scenarios, worlds, plan } = small(ALL);
        const pooled = await runInPool(scenarios, worlds, plan, {
          engine,
          workers,
          chunk,
          workerUrl,
        });
        const alone = await run();
        expect(pooled.completed).toBe(60);
        for (const name of ALL) {
          const [a, b] = [runsNamed(pooled, name), runsNamed(alone, name)];
          expect([...a.metricValues]).toEqual([...b.metricValues]);
          for (const [variable, values] of b.series) {
            expect([...(a.series.get(variable) ?? [])]).toEqual([...values]);
          }
          expect(a.failures).toEqual(b.failures);
        }
      });
    }
  });

  test('an interrupted pool holds the worlds that ran under every scenario, and what failed of them', async () => {
    const plan = { worlds: 3000, design: 'monte_carlo', seed: 'a' } as const;
    const { scenarios, worlds } = small(ALL, plan);
    const abort = new AbortController();
    const { completed, ...part } = await runInPool(scenarios, worlds, plan, {
      engine,
      workers: 2,
      chunk: 4,
      workerUrl,
      signal: abort.signal,
      onProgress: (_, soFar) => {
        if (soFar.completed > 8) abort.abort();
      },
    });
    expect(completed).toBeGreaterThan(8);
    const few = small(ALL, { ...plan, worlds: Math.min(completed, 40) });
    const whole = await runEnsemble(few.scenarios, few.worlds, few.plan, { engine });
    const upTo = few.plan.worlds;
    for (const [index, runs] of whole.scenarios.entries()) {
      const own = part.scenarios[index]!;
      const { length } = runs.metricValues;
      expect([...own.metricValues.subarray(0, length)]).toEqual([...runs.metricValues]);
      expect(own.failures.filter((one) => one.world < upTo)).toEqual(runs.failures);
      expect(own.failures.every((one) => one.world < completed)).toBe(true);
    }
  });

  test('worlds drawn as they are run give the bits of those drawn before', async () => {
    // More than are drawn at a time.
    const plan = { worlds: 300, design: 'latin_hypercube', seed: 'a' } as const;
    const { scenarios, worlds } = small(ALL, plan);
    const recipe = checkedRecipe(scenarios[0]!.base, plan, new Diagnostics(), {});
    const large = worldsOf(recipe, undefined, 0);
    const held = await runEnsemble(scenarios, worlds, plan, { engine });
    const options = { engine, workers: 2, chunk: 7, workerUrl };
    for (const drawn of [
      await runInPool(scenarios, large, plan, options),
      await runEnsemble(scenarios, large, plan, { engine }),
    ]) {
      for (const name of ALL) {
        const [a, b] = [runsNamed(drawn, name), runsNamed(held, name)];
        expect([...a.metricValues]).toEqual([...b.metricValues]);
        expect(a.failures).toEqual(b.failures);
      }
      expect(drawn.scenarios.map((one) => one.values)).toEqual(
        held.scenarios.map((one) => one.values),
      );
    }
  });

  test('a pool that is stopped before it begins runs nothing', async () => {
    const { scenarios, worlds, plan } = small(ALL);
    const signal = AbortSignal.abort();
    const options = { engine, workers: 2, chunk: 4, workerUrl, signal };
    expect((await runInPool(scenarios, worlds, plan, options)).completed).toBe(0);
  });

  describe('sketches, when paths do not fit', () => {
    const { scenarios, worlds, plan } = small(ALL);
    const sketch = (workers: number) =>
      runInPool(scenarios, worlds, plan, { engine, workers, chunk: 5, workerUrl, pathBytes: 0 });
    const PROBABILITIES = [0.05, 0.5, 0.95];

    test('do not depend on the number of workers', async () => {
      const [one, three] = [await sketch(1), await sketch(3)];
      const summaries = (of: Ensemble) =>
        of.scenarios.map((runs) => pathSummary(runs, of.completed, 'members', PROBABILITIES));
      expect(summaries(three)).toEqual(summaries(one));
    });

    // Room for 8 worlds of 3 scenarios at a time.
    const slabBytes = 8 * 8 * 3 * 12 * 4;
    const few = { engine, chunk: 4, workerUrl, pathBytes: 0, slabBytes };

    test.each([1, 2, 3])(
      'with %i workers that keep few worlds at a time are the same',
      async (workers) => {
        const pooled = await runInPool(scenarios, worlds, plan, { ...few, workers });
        const alone = await run(ALL, { pathBytes: 0 });
        for (const variable of ['members', 'everyone', 'metric__members']) {
          const of = (ensemble: Ensemble) =>
            ensemble.scenarios.map((runs) => pathSummary(runs, 60, variable, PROBABILITIES));
          expect(of(pooled)).toEqual(of(alone));
          expect(of(pooled)[0]).toMatchObject({ worlds: 54, failed: 6 });
        }
      },
    );

    test('of a run that is interrupted are those of the worlds that are whole', async () => {
      const plan = { worlds: 3000, design: 'monte_carlo', seed: 'a' } as const;
      const { scenarios, worlds } = small(ALL, plan);
      const abort = new AbortController();
      const part = await runInPool(scenarios, worlds, plan, {
        ...few,
        workers: 2,
        signal: abort.signal,
        onProgress: (_, { completed }) => {
          if (completed > 8) abort.abort();
        },
      });
      expect(part.completed).toBeGreaterThan(8);
      expect(part.completed).toBeLessThan(3000);
      const first = small(ALL, { ...plan, worlds: part.completed });
      const options = { engine, pathBytes: 0 };
      const whole = await runEnsemble(first.scenarios, first.worlds, first.plan, options);
      const of = (ensemble: Ensemble) =>
        ensemble.scenarios.map((runs) =>
          pathSummary(runs, part.completed, 'members', PROBABILITIES),
        );
      expect(of(part)).toEqual(of(whole));
    });

    test('are within the stated error of the exact order statistics', async () => {
      const [sketched, exact] = [await sketch(2), await run()];
      expect(sketched.scenarios[0]?.series.size).toBe(0);
      for (const [index, runs] of sketched.scenarios.entries()) {
        const summary = pathSummary(runs, 60, 'everyone', PROBABILITIES);
        const series = exact.scenarios[index]?.series.get('everyone') ?? new Float64Array();
        for (let k = 0; k < 12; k++) {
          const column = Array.from({ length: 60 }, (_, world) => series[world * 12 + k] ?? 0);
          const sorted = column.filter(Number.isFinite).sort((a, b) => a - b);
          for (const [p, probability] of PROBABILITIES.entries()) {
            const wanted = sorted[Math.floor(probability * (sorted.length - 1))] ?? 0;
            const found = summary?.quantiles[p]?.[k] ?? 0;
            expect(Math.abs(found - wanted)).toBeLessThanOrEqual(SKETCH_ERROR * wanted);
          }
        }
      }
    });

    test('on one thread are those of the pool', async () => {
      const [alone, pooled] = [await run(ALL, { pathBytes: 0 }), await sketch(2)];
      const of = (ensemble: Ensemble) =>
        ensemble.scenarios.map((runs) => pathSummary(runs, 60, 'members', PROBABILITIES));
      expect(of(alone)).toEqual(of(pooled));
    });
  });
});
