import type { MetricComparison } from './comparison.js';

/**
 * Scenarios ranked by what they change: the baseline stays first, then the best median of the paired difference of a
 * metric comes first, and what cannot be compared last. Of a metric without a better direction the lowest comes first.
 *
 * ```ts
 * const { comparisons } = compare(ensemble);
 * const best = rankByDifference(study.scenarios, comparisons, 'cost')[1];
 * ```
 */
export function rankByDifference<S extends { readonly name: string }>(
  scenarios: readonly S[],
  comparisons: readonly MetricComparison[],
  metric: string,
): S[] {
  const [baseline, ...others] = scenarios;
  const scoreOf = ({ name }: S) => {
    const found = comparisons.find((one) => one.scenario === name && one.metric.name === metric);
    const change = found?.differenceMedian ?? Number.NaN;
    if (Number.isNaN(change)) return Number.POSITIVE_INFINITY;
    return found?.metric.better === 'higher' ? -change : change;
  };
  const scored = others.map((scenario) => ({ scenario, score: scoreOf(scenario) }));
  // Equal scores keep their order; infinities are equal too.
  scored.sort((a, b) => (a.score === b.score ? 0 : a.score - b.score));
  return [...(baseline === undefined ? [] : [baseline]), ...scored.map((one) => one.scenario)];
}
