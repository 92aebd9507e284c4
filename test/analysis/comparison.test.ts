import { describe, expect, it } from 'vitest';
import { compareScenarios, metricColumn } from '../../src/analysis/comparison.js';
import { baseUnit } from '../../src/model/unit.js';
import { pilotModel, smallEnsemble } from '../results/small-ensemble.js';

describe('compareScenarios', () => {
  const rows = compareScenarios(smallEnsemble());
  const row = (scenario: string, metric: string) =>
    rows.find((one) => one.scenario === scenario && one.metric.name === metric);

  it('has a row for each scenario and metric, the baseline first', () => {
    expect(rows.map((one) => `${one.scenario} ${one.metric.name} ${one.unit}`)).toEqual([
      'baseline deaths person',
      'baseline cost USD',
      'jobs deaths person',
      'jobs cost USD',
    ]);
  });

  // Worlds 0, 1, 2, 4: baseline 10 20 30 50, jobs 8 20 25.5 60, differences -2 0 -4.5 10.
  it('pairs by world and leaves the failed world out of both sides', () => {
    expect(row('jobs', 'deaths')).toMatchObject({
      worlds: 4,
      median: 22.75,
      baselineMedian: 25,
      differenceMedian: -1,
      lowerWorlds: 2,
      higherWorlds: 1,
      betterWorlds: 2,
      worseWorlds: 1,
    });
    // h = 3 * 0.05 = 0.15: -4.5 + 0.15 * 2.5; h = 2.85: 0 + 0.85 * 10. Rounded once or twice.
    expect(row('jobs', 'deaths')?.differenceP05).toBeCloseTo(-4.125, 13);
    expect(row('jobs', 'deaths')?.differenceP95).toBeCloseTo(8.5, 13);
  });

  it('finds no difference between the baseline and itself', () => {
    expect(row('baseline', 'deaths')).toMatchObject({
      worlds: 5,
      median: 30,
      baselineMedian: 30,
      differenceMedian: 0,
      differenceP05: 0,
      differenceP95: 0,
      betterWorlds: 0,
      worseWorlds: 0,
    });
  });

  it('calls nothing better when neither direction is, and still says how it moved', () => {
    expect(row('jobs', 'cost')).toMatchObject({
      differenceMedian: 5,
      lowerWorlds: 0,
      higherWorlds: 4,
      betterWorlds: 0,
      worseWorlds: 0,
    });
  });

  it('turns better round for a metric that should be high', () => {
    const model = pilotModel();
    const turned = model.metrics.map((one) => ({ ...one, better: 'higher' as const }));
    const [, , deaths] = compareScenarios(smallEnsemble({}, { ...model, metrics: turned }));
    expect(deaths).toMatchObject({ betterWorlds: 1, worseWorlds: 2 });
  });

  it('compares only the worlds that ran under every scenario', () => {
    const [, , deaths] = compareScenarios(smallEnsemble({ completed: 2 }));
    expect(deaths).toMatchObject({
      worlds: 2,
      median: 14,
      baselineMedian: 15,
      differenceMedian: -1,
    });
  });

  it('does not compare a metric with one of another unit', () => {
    const ensemble = smallEnsemble();
    const [baseline, jobs] = ensemble.scenarios;
    const metrics = jobs!.metrics.map((one) => ({ ...one, unit: baseUnit('event') }));
    const rows = compareScenarios({ ...ensemble, scenarios: [baseline!, { ...jobs!, metrics }] });
    expect(rows[2]).toMatchObject({ unit: 'event', worlds: 0, median: 22.75, betterWorlds: 0 });
    expect(rows[2]?.differenceMedian).toBeNaN();
    expect(rows[2]?.baselineMedian).toBeNaN();
  });

  it('is computed once for an ensemble, and anew for another one', () => {
    const ensemble = smallEnsemble();
    expect(compareScenarios(ensemble)).toBe(compareScenarios(ensemble));
    const fewer = { ...ensemble, completed: 2 };
    expect(compareScenarios(fewer)).toEqual(compareScenarios(smallEnsemble({ completed: 2 })));
  });

  it('is empty without scenarios, and NaN when every world failed', () => {
    expect(compareScenarios(smallEnsemble({ scenarios: [] }))).toEqual([]);
    const [first] = compareScenarios(smallEnsemble({ completed: 0 }));
    expect(first).toMatchObject({ worlds: 0, median: Number.NaN, differenceMedian: Number.NaN });
  });
});

describe('metricColumn', () => {
  it('is NaN where the world failed, and all NaN for a metric that is not there', () => {
    const jobs = smallEnsemble().scenarios[1]!;
    expect([...metricColumn(jobs, 'deaths', 5)]).toEqual([8, 20, 25.5, Number.NaN, 60]);
    expect([...metricColumn(jobs, 'other', 2)]).toEqual([Number.NaN, Number.NaN]);
  });
});
