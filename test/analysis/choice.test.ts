import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bestOutcomes,
  choose,
  commonWorlds,
  maximumRegrets,
  meanRegrets,
  regrets,
  sharesMeeting,
  worstOutcomes,
} from '../../src/analysis/choice.js';

const A = Float64Array.of(10, 8, 6, 4, 2);
const B = Float64Array.of(7, 7, 7, 6, 5);
const C = Float64Array.of(12, 3, 9, 1, 8);
const policies = [A, B, C];

// Sums and quotients of small integers; only the division by 5 rounds, by one unit in the last place.
const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 14));

describe('rules of choice, more is better', () => {
  it('maximin and maximax', () => {
    expect(worstOutcomes(policies, 'higher')).toEqual([2, 5, 1]);
    expect(bestOutcomes(policies, 'higher')).toEqual([10, 7, 12]);
  });

  it('regret', () => {
    expect(regrets(policies, 'higher').map((row) => [...row])).toEqual([
      [2, 0, 3, 2, 6],
      [5, 1, 2, 0, 3],
      [0, 5, 0, 5, 0],
    ]);
    expect(maximumRegrets(policies, 'higher')).toEqual([6, 5, 5]);
    expect(meanRegrets(policies, 'higher')).toEqual(near([2.6, 2.2, 2.0]));
  });

  it('share of worlds that meet a threshold', () => {
    expect(sharesMeeting(policies, 6, 'higher')).toEqual(near([0.6, 0.8, 0.6]));
  });

  it('names every policy that ties for the best', () => {
    expect(choose(worstOutcomes(policies, 'higher'), 'higher')).toEqual([1]);
    expect(choose(bestOutcomes(policies, 'higher'), 'higher')).toEqual([2]);
    expect(choose(maximumRegrets(policies, 'higher'), 'lower')).toEqual([1, 2]);
    expect(choose(meanRegrets(policies, 'higher'), 'lower')).toEqual([2]);
    expect(choose([Number.NaN, 3], 'lower')).toEqual([1]);
  });
});

describe('rules of choice, either way', () => {
  it('choose the same when all signs and the direction are turned round', () => {
    const rows = fc.integer({ min: 1, max: 6 }).chain((worlds) => {
      const row = fc.array(fc.integer({ min: -9, max: 9 }), {
        minLength: worlds,
        maxLength: worlds,
      });
      return fc.array(row, { minLength: 1, maxLength: 4 });
    });
    fc.assert(
      fc.property(rows, fc.integer({ min: -9, max: 9 }), (table, threshold) => {
        const more = table.map((row) => Float64Array.from(row));
        const less = more.map((row) => row.map((value) => 0 - value));
        const negative = (values: number[]) => values.map((value) => 0 - value);
        expect(worstOutcomes(less, 'lower')).toEqual(negative(worstOutcomes(more, 'higher')));
        expect(bestOutcomes(less, 'lower')).toEqual(negative(bestOutcomes(more, 'higher')));
        expect(regrets(less, 'lower')).toEqual(regrets(more, 'higher'));
        expect(sharesMeeting(less, 0 - threshold, 'lower')).toEqual(
          sharesMeeting(more, threshold, 'higher'),
        );
      }),
    );
  });
});

describe('commonWorlds', () => {
  it('leaves a world out for all policies when it failed under one', () => {
    const failed = Float64Array.of(1, Number.NaN, 3);
    expect(commonWorlds([failed, Float64Array.of(4, 5, 6)])).toEqual([
      Float64Array.of(1, 3),
      Float64Array.of(4, 6),
    ]);
  });
});
