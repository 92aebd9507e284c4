import { describe, expect, it } from 'vitest';
import {
  costParts,
  headlineMetrics,
  tableMetrics,
  zeroMetrics,
} from '../../src/analysis/headline.js';
import type { Metric } from '../../src/model/model.js';
import { modelOf } from '../model/reading.js';
import { pilotModel, smallEnsemble } from '../results/small-ensemble.js';

// Ten metrics, of which two count harm, one the cost of all levers and two that of one lever each.
const model = modelOf(`title: Costs
time: {unit: month, start: 0, end: 3}
units: unchecked
levers:
  jobs: {title: Jobs, max: 10, cost: 5}
  talks: {title: Talks, max: 10, cost: 1}
auxiliaries:
  a: {equation: 1 + 0 * jobs + 0 * talks}
metrics:
  m1: {title: One, equation: a, over_time: end, better: lower}
  cost_jobs: {title: Jobs, equation: cost_of_jobs, over_time: sum, better: lower}
  cost_talks: {title: Talks, equation: cost_of_talks, over_time: sum, better: lower}
  m2: {title: Two, equation: a, over_time: end, better: lower}
  m3: {title: Three, equation: a, over_time: end, better: lower}
  m4: {title: Four, equation: a, over_time: end, better: lower}
  cost: {title: All, equation: policy_cost, over_time: sum, better: lower}
  m5: {title: Five, equation: a, over_time: end, better: lower}
  by_state: {title: By the state, equation: a, over_time: end, better: lower, harm: state}
  by_groups: {title: By groups, equation: a, over_time: end, better: lower, harm: group}
`);
const names = (metrics: readonly Metric[]) => metrics.map((one) => one.name);

describe('headlineMetrics', () => {
  it('has the first, the harm, the whole cost, and others up to six, as the model orders them', () => {
    expect(names(headlineMetrics(model))).toEqual([
      'm1',
      'm2',
      'm3',
      'cost',
      'by_state',
      'by_groups',
    ]);
    expect(names(costParts(model))).toEqual(['cost_jobs', 'cost_talks']);
  });

  it('leaves out no harm, however much of it is counted', () => {
    const harm = model.metrics.map((one) => ({ ...one, harm: 'state' as const }));
    expect(headlineMetrics({ ...model, metrics: harm })).toHaveLength(8);
  });

  it('keeps the cost of single levers where there is none of all', () => {
    const without = { ...model, metrics: model.metrics.filter((one) => one.name !== 'cost') };
    expect(costParts(without)).toEqual([]);
    expect(names(headlineMetrics(without))).toContain('cost_jobs');
  });
});

describe('tableMetrics', () => {
  // Deaths and cost under two scenarios; the numbers are set by each test.
  const ensemble = (deaths: number, cost: number, isCost = true) => {
    const base = pilotModel();
    const metrics = base.metrics.map((one) => ({ ...one, isCost: isCost && one.name === 'cost' }));
    const made = smallEnsemble({}, { ...base, metrics });
    for (const runs of made.scenarios) {
      for (const [i] of runs.metricValues.entries())
        runs.metricValues[i] = i % 2 === 0 ? deaths : cost;
    }
    return made;
  };

  it('leaves out a cost that is 0 in every world, and says so', () => {
    expect(tableMetrics(ensemble(3, 0), false)).toEqual({
      shown: ['deaths'],
      leftOut: [],
      costParts: [],
      zeroCosts: ['cost'],
    });
  });

  it('shows harm that is 0 in every world', () => {
    expect(tableMetrics(ensemble(0, 5), false).shown).toEqual(['deaths', 'cost']);
  });

  it('shows costs of 0 when there is nothing else', () => {
    const made = ensemble(0, 0);
    const scenarios = made.scenarios.map((runs) => ({
      ...runs,
      metrics: runs.metrics.filter((one) => one.isCost),
      metricValues: new Float64Array(5),
    }));
    expect(tableMetrics({ ...made, scenarios }, true)).toMatchObject({
      shown: ['cost'],
      zeroCosts: [],
    });
  });

  it('does not take one world that is not 0 for none', () => {
    const made = ensemble(0, 0);
    expect(zeroMetrics(made)).toEqual(new Set(['deaths', 'cost']));
    made.scenarios[1]!.metricValues[8] = 1e-300;
    expect(zeroMetrics(made)).toEqual(new Set(['cost']));
  });

  it('does not take worlds that failed for 0', () => {
    expect(zeroMetrics(ensemble(Number.NaN, 0))).toEqual(new Set(['cost']));
  });

  it('shows all, or one more, when asked', () => {
    const [first] = smallEnsemble().scenarios;
    const base = {
      ...first!.scenario.base,
      ...{ metrics: model.metrics, variables: model.variables },
    };
    const runs = {
      ...first!,
      scenario: { ...first!.scenario, base },
      metrics: model.metrics,
      metricValues: new Float64Array(5 * model.metrics.length).fill(1),
    };
    const made = smallEnsemble({ scenarios: [runs] });
    expect(tableMetrics(made, false)).toMatchObject({
      leftOut: ['m4', 'm5'],
      costParts: ['cost_jobs', 'cost_talks'],
    });
    expect(tableMetrics(made, false, 'm5').leftOut).toEqual(['m4']);
    expect(tableMetrics(made, true).shown).toEqual(names(model.metrics));
  });
});
