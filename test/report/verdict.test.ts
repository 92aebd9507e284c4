import { expect, test } from 'vitest';
import type { MetricComparison } from '../../src/analysis/comparison.js';
import { alarmOf, isAlarming, verdictOf } from '../../src/report/verdict.js';

function comparison(
  metric: object,
  differenceMedian: number,
  worseWorlds = 0,
  worlds = 200,
): MetricComparison {
  return { metric, differenceMedian, worseWorlds, worlds } as unknown as MetricComparison;
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
  expect(verdicts.map(([metric, change]) => verdictOf(comparison(metric, change)))).toEqual([
    'better',
    'worse',
    'better',
    'same',
    'unjudged',
    'unjudged',
  ]);
});

test('harm by the state that rises in the median is alarming, harm that falls is not', () => {
  expect(alarmOf(comparison({ harm: 'state' }, 0.001)).stateHarmRises).toBe(true);
  expect(alarmOf(comparison({ harm: 'state' }, 0)).stateHarmRises).toBe(false);
  expect(alarmOf(comparison({ harm: 'group' }, 5)).stateHarmRises).toBe(false);
});

test('a quarter of worlds that get worse is not alarming, one more is', () => {
  expect(isAlarming(comparison({ better: 'lower' }, -1, 50))).toBe(false);
  expect(isAlarming(comparison({ better: 'lower' }, -1, 51))).toBe(true);
  expect(isAlarming(comparison({ better: 'lower' }, Number.NaN, 0, 0))).toBe(false);
});
