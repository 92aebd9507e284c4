import { expect, test } from 'vitest';
import type { MetricComparison } from '../../src/analysis/comparison.js';
import { rankByDifference } from '../../src/analysis/rank.js';

const scenarios = ['base', 'a', 'b', 'c', 'd'].map((name) => ({ name }));

function rows(better: 'lower' | 'higher' | 'neither', changes: Readonly<Record<string, number>>) {
  return Object.entries(changes).map(
    ([scenario, differenceMedian]) =>
      ({ scenario, differenceMedian, metric: { name: 'deaths', better } }) as MetricComparison,
  );
}
const changes = { base: 0, a: 5, b: -3, c: Number.NaN };
const ranked = (better: 'lower' | 'higher' | 'neither') =>
  rankByDifference(scenarios, rows(better, changes), 'deaths').map((one) => one.name);

test('the best change comes first after the baseline, what cannot be compared last', () => {
  expect(ranked('lower')).toEqual(['base', 'b', 'a', 'c', 'd']);
  expect(ranked('neither')).toEqual(['base', 'b', 'a', 'c', 'd']);
  expect(ranked('higher')).toEqual(['base', 'a', 'b', 'c', 'd']);
});
