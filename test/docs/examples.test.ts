import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatChecks } from '../../src/checks/format.js';
import { readChecks } from '../../src/checks/read.js';
import { runChecks } from '../../src/checks/run.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { formatDiagnostics } from '../../src/diagnostics/format.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import { readModel } from '../../src/model/read.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import { createReaders, readScenario } from '../../src/scenario/read.js';
import { ROOT } from '../cli/program.js';
import { ran } from '../engine/running.js';
import { modelOf } from '../model/reading.js';
import type { Example } from './examples.js';
import { examplesOf, PAGES } from './examples.js';

const yaml = PAGES.flatMap(examplesOf).filter((one) => one.language === 'yaml');
const where = (one: Example) => [`${one.page}:${one.line}`, one] as const;
const isAbout = (keys: readonly string[]) => (one: Example) =>
  keys.some((key) => Object.hasOwn(parse(one.text) as object, key));

const checks = yaml.filter(isAbout(['checks']));
const models = yaml.filter((one) => !checks.includes(one) && one.page === 'docs/language.md');
// Those of docs/calibration.md are run by test/calibration/docs.test.ts.
const scenarios = yaml.filter(
  (one) => !checks.includes(one) && !models.includes(one) && one.page !== 'docs/calibration.md',
);

it('every page has its examples, and every example is of a known kind', () => {
  expect(models.length).toBeGreaterThan(2);
  expect(scenarios.length).toBeGreaterThan(3);
  expect(checks).toHaveLength(1);
  expect(scenarios.filter((one) => one.page !== 'docs/scenarios.md')).toEqual([]);
});

/** A fragment of a model stands in one with nothing else. */
const asModel = (one: Example) =>
  one.isFragment
    ? `title: Fragment\ntime: {unit: year, start: 0, end: 50}\nunits: unchecked\n${one.text}`
    : one.text;

describe.each(models.map(where))('the model at %s', (_, one) => {
  const model = modelOf(asModel(one));

  it('is read without a diagnostic, has its units checked unless it is a fragment, and runs', () => {
    expect(model.unitsChecked).toBe(!one.isFragment);
    const { failures, block } = ran(model);
    expect(failures).toEqual([]);
    expect([...block.metrics].every(Number.isFinite)).toBe(true);
  });

  it('does something', () => {
    const { path } = ran(model);
    const moving = [...model.variables.values()].filter(
      (variable) => variable.kind === 'stock' && new Set(path(variable.name)).size > 2,
    );
    expect(moving.length).toBeGreaterThan(0);
  });
});

it.each(checks.map(where))('the checks at %s hold for the shipped model', (_, one) => {
  const name = (parse(one.text) as { model: string }).model;
  const path = `models/library/${name}.yaml`;
  const files = new TextFiles({
    [path]: readFileSync(join(ROOT, path), 'utf8'),
    [`models/library/${name}.checks.yaml`]: one.text,
  });
  const diagnostics = new Diagnostics();
  const model = readModel(path, files, diagnostics);
  const found =
    model && readChecks(`models/library/${name}.checks.yaml`, model, files, diagnostics);
  expect(formatDiagnostics(diagnostics)).toBe('');
  const results = found === undefined ? [] : runChecks(found, referenceEngine, makeWorlds);
  expect(results.length).toBeGreaterThan(0);
  expect(
    results.every((result) => result.passed),
    formatChecks(results),
  ).toBe(true);
});

// What the examples of docs/scenarios.md speak of.
const MODEL = `title: A model for examples
time: {unit: month, start: 2022-01, end: 2026-12}
units: [person, USD, event]
dimensions: {region: {elements: [mopti, segou, gao]}}
parameters:
  contact: {title: Contact rate, unit: 1/month, value: 0.05, grade: assumed}
  exit_rate: {title: Exit rate, unit: 1/month, value: 0.02, grade: assumed, distribution: {kind: uniform, low: 0.01, high: 0.03}}
  trust: {title: Trust, unit: 1, over: region, value: 0.5, grade: assumed}
  deadliness: {title: Deaths for each fighter, unit: event/(person*month), value: 0.5, grade: assumed}
inputs:
  gold_price: {title: Price of gold, unit: USD, over: region, value: 1800}
levers:
  jobs: {title: Jobs, unit: person, over: region, max: 10000}
  dialogue: {title: Dialogue, unit: 1, over: region, max: 1}
stocks:
  fighters: {unit: person, over: region, initial: 100, inflows: [recruits], outflows: [exits], floor: 0}
flows:
  recruits: {unit: person/month, over: region, equation: "contact * fighters * (1 - trust) * presence * (1 - dialogue) * gold_price / gold_price"}
  exits: {unit: person/month, over: region, equation: "exit_rate * (fighters + 0 * jobs)"}
auxiliaries:
  presence: {unit: share, over: region, equation: 1 - 0.2 * trust}
  deaths: {unit: event/month, over: region, equation: deadliness * fighters}
`;
const BASELINE = `title: Baseline
model: examples
baseline: true
policy:
  dialogue: {lever: dialogue, level: 0.1}
`;

describe.each(scenarios.map(where))('the scenario at %s', (at, one) => {
  const [first] = scenarios;
  const files = new TextFiles({
    'models/examples/model.yaml': MODEL,
    's/baseline.yaml': BASELINE,
    's/jobs_first.yaml': first?.text ?? '',
    's/example.yaml': one.isFragment ? `title: Fragment\nextends: baseline\n${one.text}` : one.text,
  });
  const diagnostics = new Diagnostics();
  const readers = createReaders(files, diagnostics);
  const scenario = readScenario('s/example.yaml', readers, files, diagnostics);

  it('resolves without a diagnostic and runs', () => {
    expect(formatDiagnostics(diagnostics), at).toBe('');
    if (scenario === undefined) throw new Error('there is no scenario');
    const { model, horizon, inputs } = scenario;
    const request = { horizon, inputs, metrics: model.metrics, outputs: ['fighters'] };
    const { failures, series } = referenceEngine
      .prepare(model, request)
      .run({ first: 0, count: 1, columns: [], values: new Float64Array(0), key: [1, 2] });
    expect(failures).toEqual([]);
    expect(series.get('fighters')?.every(Number.isFinite)).toBe(true);
  });
});
