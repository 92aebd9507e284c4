import { describe, expect, it } from 'vitest';
import { referenceEngine } from '../../src/engine/reference/index.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import { planOf, readShipped, SCENARIOS, shippedBaseline, shippedModel } from './shipped.js';

describe('the Mali model', () => {
  it('reads without a problem, as does every scenario of it', () => {
    const { scenarios, problems } = readShipped(SCENARIOS);
    expect(problems).toBe('');
    expect(scenarios.map(({ name }) => name)).toEqual(SCENARIOS);
  });

  it('has its units checked, and counts harm by the state', () => {
    const model = shippedModel();
    expect(model.unitsChecked).toBe(true);
    const harm = model.metrics.filter((metric) => metric.harm !== undefined);
    expect(harm.map(({ name, harm: by, better }) => [name, by, better])).toEqual([
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
    // Which zone a region belongs to is a fact of the map, not a finding.
    expect(unfounded.map(({ name }) => name)).toEqual(['south', 'centre', 'north']);
  });

  it('gives at central values what a second implementation gave', () => {
    const { model, horizon, inputs } = shippedBaseline();
    const program = referenceEngine.prepare(model, {
      horizon,
      inputs,
      metrics: model.metrics,
      outputs: [],
    });
    const { metrics } = program.run({
      first: 0,
      count: 1,
      columns: [],
      values: new Float64Array(),
      key: [0, 0],
    });
    const found = Object.fromEntries(model.metrics.map(({ name }, m) => [name, metrics[m] ?? 0]));
    // A separate vectorised implementation in NumPy that read the same YAML; sums of 60 months in another order.
    const expected: Readonly<Record<string, number>> = {
      civilian_deaths: 6094.803146185783,
      civilian_deaths_by_state: 2893.384994815124,
      civilian_deaths_by_groups: 3201.418151370658,
      all_deaths: 14525.808539778509,
      forces_deaths: 5105.942190013699,
      recruits: 6647.694012148401,
      fighters_end: 4255.108031426733,
      attacks: 5335.696918951097,
      displaced_end: 312187.21936981,
      presence: 0.3650612856521468,
      insurgent_governance: 0.3753998354911428,
      trust: 0.5547155785631562,
      livelihood: 0.912252139932862,
      cost: 0,
    };
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [name, value] of Object.entries(expected))
      expect(Math.abs((found[name] ?? Number.NaN) - value), name).toBeLessThanOrEqual(
        1e-11 * value,
      );
  });

  it('stays finite and within bounds in five worlds', () => {
    const { model, horizon, inputs } = shippedBaseline();
    const worlds = makeWorlds(model, planOf(5));
    const outputs = ['presence', 'insurgent_gov', 'grievance', 'trust', 'conduct', 'fighters'];
    const run = referenceEngine
      .prepare(model, { horizon, inputs, metrics: model.metrics, outputs })
      .run({
        first: 0,
        count: 5,
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
});
