import { expect, test } from 'vitest';
import { pathSummary, SUMMARY_PROBABILITIES } from '../../src/analysis/paths.js';
import { quantile } from '../../src/analysis/quantile.js';
import { regionMedians, regionPath } from '../../src/analysis/regions.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import { runEnsemble } from '../../src/ensemble/run.js';
import { small } from '../ensemble/fixture.js';

const { scenarios, worlds, plan } = small(['base']);
const ensemble = await runEnsemble(scenarios, worlds, plan, { engine: referenceEngine });
const [runs] = ensemble.scenarios;
if (runs === undefined) throw new Error('the fixture has a baseline');
const { completed } = ensemble;

test('one region of a variable over regions alone is its element in the summary', () => {
  const whole = pathSummary(runs, completed, 'members', SUMMARY_PROBABILITIES);
  for (const element of [0, 1]) {
    const found = regionPath(runs, completed, 'members', 'region', element, 'sum');
    for (const [p, values] of (whole?.quantiles ?? []).entries()) {
      const own = values.filter((_, at) => at % 2 === element);
      expect(found?.quantiles[p]).toEqual(own);
    }
  }
});

test('what a region amounts to is gathered in each world first', () => {
  const series = runs.series.get('members') ?? new Float64Array();
  const { reports } = runs.scenario.horizon;
  const of = (overTime: 'sum' | 'mean' | 'end') =>
    regionMedians(runs, completed, 'members', 'region', 'sum', overTime)?.[1] ?? Number.NaN;
  const sums = Array.from({ length: completed }, (_, world) => {
    let sum = 0;
    for (let k = 0; k < reports; k += 1) sum += series[(world * reports + k) * 2 + 1] ?? Number.NaN;
    return sum;
  }).filter(Number.isFinite);
  const ends = Array.from(
    { length: completed },
    (_, world) => series[((world + 1) * reports - 1) * 2 + 1] ?? Number.NaN,
  ).filter(Number.isFinite);
  expect(of('sum')).toBe(quantile(sums, 0.5));
  expect(of('mean')).toBeCloseTo(quantile(sums, 0.5) / reports, 10);
  expect(of('end')).toBe(quantile(ends, 0.5));
});

test('a variable that is one number, or was not kept, has no regions', () => {
  expect(regionPath(runs, completed, 'everyone', 'region', 0, 'sum')).toBeUndefined();
  expect(regionMedians(runs, completed, 'nothing', 'region', 'sum', 'end')).toBeUndefined();
});
