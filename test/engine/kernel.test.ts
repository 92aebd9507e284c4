import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import type { Model } from '../../src/model/model.js';
import { readModel } from '../../src/model/read.js';
import { DiskFiles } from '../../src/study/disk-files.js';
import { models as library } from '../library/models.js';
import { modelOf } from '../model/reading.js';
import {
  everything,
  firstOtherBit,
  largestDifference,
  runBoth,
  WAYS,
  worldsAround,
} from './kernel-compare.js';

function shipped(path: string): Model {
  const diagnostics = new Diagnostics();
  const model = readModel(path, new DiskFiles(), diagnostics);
  if (model === undefined) throw new Error(JSON.stringify(diagnostics.list()));
  return model;
}

describe('the compiled model gives what the reference gives', () => {
  test.each(library)('%s', (path) => {
    const model = shipped(path);
    const { reference, kernel } = runBoth(model, everything(model, 100), worldsAround(model, 3));
    // The arithmetic is the same, operation by operation; exp, log and powers differ in the last place. What is
    // a millionth of the largest value of its variable is left of a subtraction, which keeps their error.
    expect(largestDifference(reference, kernel, { floor: 1e-6 })).toMatchObject({
      difference: expect.toSatisfy((one: number) => one <= 1e-12),
    });
    expect(kernel.failures).toEqual(reference.failures);
  });
});

describe('the workloads of the benchmark', () => {
  interface Workload {
    readonly parameters: Readonly<Record<string, { readonly low: number; readonly high: number }>>;
    readonly expected: readonly {
      readonly parameters: Readonly<Record<string, number>>;
      readonly end_state: Readonly<Record<string, number | readonly number[]>>;
    }[];
  }

  test.each(['w1', 'w2'])('%s reaches the end states that it gives', (key) => {
    const spec = JSON.parse(readFileSync(`bench/workloads/${key}.json`, 'utf8')) as Workload;
    const model = shipped(`bench/models/${key}.yaml`);
    const columns = Object.keys(spec.parameters);
    const rows = spec.expected.map((one) => columns.map((name) => one.parameters[name] ?? 0));
    const horizon = { report: 240, stepsPerReport: 240, reports: 2, steps: 240, start: 0 } as const;
    const block = kernelEngine
      .prepare(model, {
        horizon: { ...horizon, method: 'euler' },
        inputs: { levers: new Map(), jumps: [] },
        metrics: [],
        outputs: Object.keys(spec.expected[0]?.end_state ?? {}),
      })
      .run({
        first: 0,
        count: rows.length,
        columns,
        values: Float64Array.from(rows.flat()),
        key: [0, 0],
      });
    spec.expected.forEach((one, world) => {
      for (const [name, state] of Object.entries(one.end_state)) {
        const expected = [state].flat();
        const series = block.series.get(name) ?? new Float64Array();
        const from = (2 * world + 1) * expected.length;
        expected.forEach((value, element) => {
          const got = series[from + element] ?? Number.NaN;
          // 240 steps of a growing system make 1e-13 of a last place.
          expect(Math.abs(got / value - 1), `${name} of world ${world}`).toBeLessThan(1e-12);
        });
      }
    });
  });
});

describe('no bit depends on how worlds are put together', () => {
  test('the Sahel model', () => {
    const model = shipped('models/sahel/model.yaml');
    const request = everything(model, 12);
    const worlds = worldsAround(model, 7, 1000);
    const whole = kernelEngine.prepare(model, request).run(worlds);
    for (const way of WAYS)
      expect(firstOtherBit(model, request, worlds, whole, way)).toBeUndefined();
  });

  test('a step that one world of a group must do again changes nothing for the others', () => {
    // The power of 0 with a negative exponent, and a logarithm of 0, have no fast form.
    const model = modelOf(`title: Odd
time: {unit: month, start: 0, end: 8}
units: unchecked
parameters:
  p: {title: P, value: 1, grade: assumed}
stocks:
  s: {initial: 1}
flows:
  f: {to: s, equation: 'exp(-p * s) + tanh(max(-9, log(p))) + min(3, p^(-0.7)) + exp(-740 * p)'}
metrics:
  m: {title: M, equation: s^0.3, over_time: sum, better: lower}
`);
    const values = [1, 0, 2, 1e-310, 0.5, 3, 0, 1e-3, 7];
    const worlds = { first: 0, count: values.length, columns: ['p'], key: [1, 2] as const };
    const request = everything(model);
    const all = { ...worlds, values: Float64Array.from(values) };
    const { reference, kernel } = runBoth(model, request, all);
    expect(largestDifference(reference, kernel, { floor: 1e-6 }).difference).toBeLessThan(1e-14);
    for (const way of WAYS) expect(firstOtherBit(model, request, all, kernel, way)).toBeUndefined();
  });
});
