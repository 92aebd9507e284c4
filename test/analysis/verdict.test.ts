import { describe, expect, test } from 'vitest';
import type { MetricComparison } from '../../src/analysis/comparison.js';
import { alarmOf, doesHarm, isAlarming, verdictOf } from '../../src/analysis/verdict.js';

/** A row over 200 worlds whose differences all lie at `difference`, with a baseline of 100. */
function row(metric: object, difference: number, more: object = {}): MetricComparison {
  return {
    metric,
    worlds: 200,
    baselineMean: 100,
    baselineMedian: 100,
    differenceMean: difference,
    differenceMedian: difference,
    differenceP25: difference,
    differenceP75: difference,
    lowerWorlds: difference < 0 ? 200 : 0,
    higherWorlds: difference > 0 ? 200 : 0,
    worseWorlds: 0,
    ...more,
  } as unknown as MetricComparison;
}

test('a verdict follows what is better', () => {
  const verdicts = [
    [{ better: 'lower' }, -1],
    [{ better: 'lower' }, 1],
    [{ better: 'higher' }, 1],
    [{ better: 'lower' }, 0],
    [{ better: 'neither' }, 5],
    [{ better: 'lower' }, Number.NaN],
  ] as const;
  expect(verdicts.map(([metric, change]) => verdictOf(row(metric, change)))).toEqual([
    'better',
    'worse',
    'better',
    'same',
    'unjudged',
    'unjudged',
  ]);
});

describe('harm by the state', () => {
  const state = { harm: 'state', better: 'lower' };

  test('gives a warning where it rises by a hundredth, not where it rises by less', () => {
    expect(alarmOf(row(state, 1)).stateHarmRises).toBe(true);
    expect(alarmOf(row(state, 0.99)).stateHarmRises).toBe(false);
    expect(alarmOf(row(state, -5)).stateHarmRises).toBe(false);
  });

  test('that is rare is seen by its mean: the medians are 0', () => {
    const rare = { baselineMedian: 0, baselineMean: 14, differenceMedian: 0, differenceMean: 19 };
    expect(alarmOf(row(state, 0, { ...rare, higherWorlds: 19 })).stateHarmRises).toBe(true);
    const fewer = { ...rare, higherWorlds: 2, lowerWorlds: 19 };
    expect(alarmOf(row(state, 0, fewer)).stateHarmRises).toBe(false);
  });

  test('is told from harm by others', () => {
    expect(alarmOf(row({ harm: 'group' }, 5)).stateHarmRises).toBe(false);
  });
});

describe('worlds that get worse', () => {
  const worse = (worseWorlds: number, differenceP75: number, better = 'lower') =>
    isAlarming(row({ better }, -1, { worseWorlds, differenceP75 }));

  test('give a warning from more than a quarter on', () => {
    expect(worse(50, 3)).toBe(false);
    expect(worse(51, 3)).toBe(true);
  });

  test('give no warning where they get worse by less than a hundredth', () => {
    expect(worse(60, 0.5)).toBe(false);
  });

  test('are those that get lower where higher is better', () => {
    const higher = { better: 'higher' };
    expect(isAlarming(row(higher, 0, { worseWorlds: 60, differenceP25: -2 }))).toBe(true);
    expect(isAlarming(row(higher, 0, { worseWorlds: 60, differenceP75: 2 }))).toBe(false);
  });

  test('are no news in a cost', () => {
    expect(isAlarming(row({ better: 'lower', isCost: true }, 9, { worseWorlds: 200 }))).toBe(false);
  });

  test('cannot be counted where nothing was compared', () => {
    const nothing = { worlds: 0, differenceP75: Number.NaN, baselineMedian: Number.NaN };
    expect(isAlarming(row({ better: 'lower' }, Number.NaN, nothing))).toBe(false);
  });
});

test('a policy does harm whatever metric is looked at', () => {
  const rows = [row({ better: 'lower' }, -5), row({ harm: 'state', better: 'lower' }, 2)];
  expect(doesHarm(rows)).toBe(true);
  expect(doesHarm(rows.slice(0, 1))).toBe(false);
  // More harm by armed groups in a few worlds, less in most.
  const few = { higherWorlds: 80, lowerWorlds: 120, worseWorlds: 80, differenceP75: 5 };
  expect(doesHarm([row({ harm: 'group', better: 'lower' }, -3, few)])).toBe(false);
  expect(doesHarm([row({ harm: 'group', better: 'lower' }, 3)])).toBe(true);
  // Fewer schools are a loss, and no harm to people by anyone.
  expect(doesHarm([row({ better: 'higher' }, -5, { worseWorlds: 200 })])).toBe(false);
});
