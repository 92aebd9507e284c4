import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import type { Files } from '../../src/diagnostics/files.js';
import { formatDiagnostics } from '../../src/diagnostics/format.js';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import { createReaders, readScenario } from '../../src/scenario/read.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { DiskFiles } from '../../src/study/disk-files.js';
import {
  CENTRAL,
  planOf,
  readShipped,
  SCENARIOS,
  shippedBaseline,
  shippedModel,
} from './shipped.js';

describe('the Sahel model', () => {
  it('reads without a problem, as does every scenario of it', () => {
    const { scenarios, problems } = readShipped(SCENARIOS);
    expect(problems).toBe('');
    expect(scenarios.length).toBe(SCENARIOS.length);
    expect(SCENARIOS.length).toBeGreaterThan(60);
  });

  it('has its units checked, and counts harm by the state', () => {
    const model = shippedModel();
    expect(model.unitsChecked).toBe(true);
    const harm = model.metrics.filter((metric) => metric.harm !== undefined);
    expect(harm.map(({ name, harm: by, better }) => [name, by, better])).toEqual([
      // Those of Mali first: the baseline of the Mali scenarios asks for them.
      ['civilian_deaths_by_state_mali', 'state', 'lower'],
      ['civilian_deaths_by_groups_mali', 'group', 'lower'],
      ['civilian_deaths_by_state', 'state', 'lower'],
      ['civilian_deaths_by_groups', 'group', 'lower'],
    ]);
  });

  it('tells of every parameter where it is from', () => {
    const parameters = [...shippedModel().variables.values()].filter(
      (variable) => variable.kind === 'parameter',
    );
    const unfounded = parameters.filter(
      ({ evidence, grade }) =>
        grade !== 'assumed' && grade !== 'published' && evidence.length === 0,
    );
    // Which zone and country a region belongs to is a fact of the map, not a finding.
    expect(unfounded.map(({ name }) => name)).toEqual([
      'south',
      'centre',
      'north',
      'member',
      'in_mali',
      'in_burkina',
      'in_niger',
    ]);
  });

  it('is the same in both engines at central values', () => {
    const { model, horizon, inputs } = shippedBaseline();
    const request = { horizon, inputs, metrics: model.metrics, outputs: [] };
    const worlds = {
      first: 0,
      count: 1,
      columns: [],
      values: new Float64Array(),
      key: [0, 0] as const,
    };
    const [one, other] = [referenceEngine, kernelEngine].map(
      (engine) => engine.prepare(model, request).run(worlds).metrics,
    );
    model.metrics.forEach(({ name }, m) => {
      const value = one?.[m] ?? Number.NaN;
      // Rounding of exp, log and powers, over 60 months of feedback.
      expect(Math.abs((other?.[m] ?? Number.NaN) - value), name).toBeLessThanOrEqual(1e-9 * value);
    });
  });

  it('loses nobody who moves or goes through the exit programme', () => {
    const { model, horizon, inputs } = shippedBaseline();
    const outputs = ['moved_out', 'moved_in'];
    const { series } = kernelEngine
      .prepare(model, { horizon, inputs, metrics: model.metrics, outputs })
      .run({ first: 0, count: 1, columns: [], values: new Float64Array(), key: [0, 0] });
    const [out, into] = outputs.map((name) => series.get(name) ?? new Float64Array());
    const total = (values: Float64Array | undefined, month: number) =>
      (values ?? new Float64Array())
        .slice(month * 40, month * 40 + 40)
        .reduce((sum, value) => sum + value, 0);
    for (const month of [0, 30, 59]) {
      expect(total(out, month)).toBeGreaterThan(0);
      expect(Math.abs(total(into, month) / total(out, month) - 1)).toBeLessThan(1e-12);
    }
  });

  it('stays finite and within bounds in fifty worlds', () => {
    const { model, horizon, inputs } = shippedBaseline();
    const worlds = makeWorlds(model, planOf(50));
    const outputs = ['presence', 'insurgent_gov', 'grievance', 'trust', 'conduct', 'fighters'];
    const run = kernelEngine
      .prepare(model, { horizon, inputs, metrics: model.metrics, outputs })
      .run({
        first: 0,
        count: 50,
        columns: worlds.columns,
        values: worlds.values,
        key: worlds.key,
      });
    expect(run.failures).toEqual([]);
    for (const [name, values] of run.series) {
      const most = name === 'fighters' ? 20_000 : 1;
      expect(Math.min(...values), name).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values), name).toBeLessThanOrEqual(most);
    }
  });

  it.each([25, 400])(
    'moves fighters on without making any, also where %d more are detained than there are',
    (more) => {
      const { model, horizon, inputs } = readMoreDetained(more);
      const outputs = ['fighters', 'moved_out', 'moved_in', 'detained'];
      const request = { horizon, inputs, metrics: [], outputs };
      const { series } = kernelEngine.prepare(model, request).run(CENTRAL);
      const at = (name: string, k: number) => {
        const { size = 0 } = model.variables.get(name) ?? {};
        return [...(series.get(name) ?? [])].slice(k * size, (k + 1) * size);
      };
      let dry = 0;
      for (let k = 0; k < horizon.reports; k++) {
        const sum = (name: string) => at(name, k).reduce((total, one) => total + one, 0);
        expect(Math.abs(sum('moved_in') - sum('moved_out'))).toBeLessThanOrEqual(
          1e-12 * sum('moved_out'),
        );
        expect(Math.min(...at('fighters', k))).toBeGreaterThanOrEqual(0);
        dry += at('detained', k).filter((one) => one < more).length;
      }
      // Or no floor was met, and this would show less than it says.
      expect(dry).toBeGreaterThan(0);
    },
  );
});

/** The baseline with more fighters detained a month wherever there are so many. */
function readMoreDetained(more: number): Scenario {
  const path = 'scenarios/mali/more_detained.yaml';
  const text = `extends: baseline
title: More detained
events:
  sweep: {at: 2022-06, until: 2023-06, changes: {detained: {add: ${more}}}}
`;
  const disk = new DiskFiles();
  const files: Files = {
    read: (file, limit) =>
      file.endsWith('more_detained.yaml') ? { text } : disk.read(file, limit),
    isInside: (file, folder) => disk.isInside(file, folder) || file.endsWith('more_detained.yaml'),
    list: (folder) => disk.list(folder),
  };
  const diagnostics = new Diagnostics();
  const scenario = readScenario(path, createReaders(files, diagnostics), files, diagnostics);
  if (scenario === undefined) throw new Error(formatDiagnostics(diagnostics));
  return scenario;
}
