import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import { createReaders, readScenario } from '../../src/scenario/read.js';
import { DiskFiles } from '../../src/study/disk-files.js';
import { disagreement, outputsOf, runBoth } from './kernel-compare.js';

const files = new DiskFiles();
const diagnostics = new Diagnostics();
const readers = createReaders(files, diagnostics, ['.']);

// The scenarios whose events change the equations of the model, and one of each place that runs it as it is.
const SCENARIOS = [
  'mali/baseline',
  'mali/balanced_package',
  'mali/blockade',
  'mali/coup',
  'mali/drought',
  'mali/foreign_partner',
  'mali/gold_price',
  'mali/mission_exit',
  'liptako/coup',
  'from_2026/baseline',
];

// How fast what starts at its balance leaves it, and how far cohesion is from where it began: at first nothing but
// the rounding of two numbers that are all but equal.
const LEFT_OF_BALANCE = /_drift$|^disunity$/;

describe('the shipped scenarios, compiled and not, in a drawn world', () => {
  // Every element at every month of the first two years, in the second of two worlds.
  test.each(SCENARIOS)('%s', (name) => {
    const scenario = readScenario(`scenarios/${name}.yaml`, readers, files, diagnostics);
    if (scenario === undefined) throw new Error(JSON.stringify(diagnostics.list()));
    const { model, base, inputs } = scenario;
    const plan = { worlds: 2, design: 'latin_hypercube', seed: name } as const;
    const stretch = { first: 1, count: 1 };
    const { columns, values, key } = makeWorlds(base, plan, diagnostics, { stretch });
    const reports = Math.min(25, scenario.horizon.reports);
    const steps = (reports - 1) * scenario.horizon.stepsPerReport;
    const horizon = { ...scenario.horizon, reports, steps };
    const outputs = outputsOf(model).filter((one) => !LEFT_OF_BALANCE.test(one));
    const request = { horizon, inputs, metrics: model.metrics, outputs };
    const worlds = { ...stretch, columns, values, key };
    const both = runBoth(model, request, worlds);
    expect([both.kernel.failures, both.reference.failures]).toEqual([[], []]);
    const worst = disagreement(model, request, worlds, both, 1e-3);
    expect(worst.difference, worst.where).toBeLessThanOrEqual(1e-12);
  });
});
