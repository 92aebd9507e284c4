import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, Expectation } from '../../src/checks/check.js';
import { judge, statisticOf } from '../../src/checks/judge.js';

const place = { file: 'x', line: 1, column: 1 };
const subject = { kind: 'metric', name: 'm' } as const;

function judged(condition: Condition, values: readonly number[], more: Partial<Expectation> = {}) {
  const expectation = { subject, condition, text: '', place, ...more };
  const found = { worlds: 1, times: values.length, elements: 1, values: Float64Array.from(values) };
  return judge(expectation, found);
}

const value = (kind: 'above' | 'below', bound: number): Condition => ({ kind, value: bound });
const equals = (v: number, tolerance: number): Condition => ({
  kind: 'equals',
  value: v,
  tolerance,
});

describe('conditions', () => {
  it('equals holds up to the tolerance, included', () => {
    expect(judged(equals(2, 0.5), [2.5]).passed).toBe(true);
    expect(judged(equals(2, 0.5), [1.4])).toMatchObject({ passed: false, found: 1.4 });
    expect(judged(equals(2, 0), [2])).toMatchObject({ passed: true, difference: 0 });
  });

  it('between holds on its bounds', () => {
    const condition: Condition = { kind: 'between', low: 1, high: 3 };
    expect(judged(condition, [1, 3])).toMatchObject({ passed: true, difference: 0 });
    expect(judged(condition, [1, 3.5, 0])).toMatchObject({
      passed: false,
      found: 0,
      difference: 1,
    });
  });

  it('above and below do not hold on their bound', () => {
    expect(judged(value('above', 1), [1])).toMatchObject({ passed: false, difference: 0 });
    expect(judged(value('above', 1), [1.5, 1.25])).toMatchObject({ passed: true, found: 1.25 });
    expect(judged(value('below', 1), [1]).passed).toBe(false);
    expect(judged(value('below', 1), [0.5]).passed).toBe(true);
  });

  it.each([
    ['rising', [1, 2, 3], [1, 1, 2]],
    ['falling', [3, 2, 1], [3, 2, 2]],
    ['not_rising', [2, 2, 1], [1, 1.01, 1]],
    ['not_falling', [1, 1, 2], [2, 1.99, 3]],
  ] as const)('a trend is %s from each report to the next', (trend, good, bad) => {
    const condition: Condition = { kind: 'trend', trend, tolerance: 0 };
    expect(judged(condition, good).passed).toBe(true);
    expect(judged(condition, bad).passed).toBe(false);
  });

  it('what is not a number fails everything', () => {
    for (const condition of [equals(0, 1e9), value('above', -1), value('below', 1)]) {
      const verdict = judged(condition, [0, Number.NaN, 0]);
      expect(verdict.passed).toBe(false);
      expect(verdict.found).toBeNaN();
      expect(verdict.at.time).toBe(1);
    }
  });
});

describe('worlds', () => {
  const found = {
    worlds: 10,
    times: 1,
    elements: 1,
    values: Float64Array.from({ length: 10 }, (_, i) => i),
  };
  const of = (more: Partial<Expectation>, condition = value('below', 3)) =>
    judge({ subject, condition, text: '', place, ...more }, found);

  it('counts those in which the condition holds, exactly at the share too', () => {
    expect(of({ share: 0.3 })).toMatchObject({ passed: true, holdsIn: 3 });
    expect(of({ share: 0.31 }).passed).toBe(false);
    expect(of({})).toMatchObject({ passed: false, found: 9, at: { world: 9 } });
  });

  it('or looks at one number for all', () => {
    expect(of({ statistic: 'median' }, equals(4.5, 0)).passed).toBe(true);
    expect(of({ statistic: 'p05' }, equals(0.45, 1e-12)).passed).toBe(true);
  });
});

describe('statistics', () => {
  it('are those of R and NumPy', () => {
    const sample = Float64Array.of(4, 1, 10, 2);
    const all = ['mean', 'median', 'p05', 'p25', 'p75', 'p95', 'min', 'max'] as const;
    // numpy.quantile([4, 1, 10, 2], [.5, .05, .25, .75, .95])
    const expected = [4.25, 3, 1.15, 1.75, 5.5, 9.1, 1, 10];
    all.forEach((one, k) => expect(statisticOf(sample, one)).toBeCloseTo(expected[k] ?? 0, 12));
  });

  it('lie in order within the sample', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 }), (list) => {
        const sample = Float64Array.from(list);
        const order = ['min', 'p05', 'p25', 'median', 'p75', 'p95', 'max'] as const;
        const found = order.map((one) => statisticOf(sample, one));
        for (let k = 1; k < found.length; k++) {
          expect(found[k]).toBeGreaterThanOrEqual((found[k - 1] ?? 0) - 1e-9);
        }
        expect(found[0]).toBe(Math.min(...list));
        expect(found.at(-1)).toBe(Math.max(...list));
      }),
    );
  });
});
