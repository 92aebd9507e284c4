import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brierScore } from '../../src/calibration/score/rules/brier.js';
import { coverage, meanWidth } from '../../src/calibration/score/rules/coverage.js';
import {
  crpsLognormal,
  crpsNormal,
  crpsPoisson,
} from '../../src/calibration/score/rules/crps-closed.js';
import {
  crpsEnsemble,
  crpsFair,
  crpsWeighted,
} from '../../src/calibration/score/rules/crps-ensemble.js';
import {
  intervalScore,
  weightedIntervalScore,
} from '../../src/calibration/score/rules/interval-score.js';
import { logScoreEvents, logScoreMixture } from '../../src/calibration/score/rules/log-score.js';
import { msle } from '../../src/calibration/score/rules/msle.js';
import { weightedQuantiles } from '../../src/calibration/score/rules/weighted-quantile.js';

// Published and independently computed numbers: 1e-9 is the precision they are given to.
const DIGITS = 9;

describe('CRPS of an ensemble', () => {
  test.each([
    [0, [0, 1], 0.25],
    [2, [0, 1], 1.25],
    [0, [-1, 1], 0.5],
    [0, [0, 0, 1], 1 / 9],
    [1, [0, 0, 1], 4 / 9],
    [0, [-1, 0, 0, 1], 1 / 8],
    [0, [1, 1], 1],
  ])('of %d under %j is %d', (observed, members, expected) => {
    expect(crpsEnsemble(observed, members)).toBeCloseTo(expected, DIGITS);
  });

  test.each([
    [1, [0, 2], [0.8, 0.2], 0.68],
    [1.5, [0, 2], [0.8, 0.2], 0.98],
    [-1, [0, 1, 2], [1 / 3, 1 / 3, 1 / 3], 1 + 1 / 9 + 4 / 9],
    [1, [0, 1, 2, 3], [0.25, 0.25, 0.25, 0.25], 3 / 8],
  ])('of %d under %j weighted %j is %d', (observed, members, weights, expected) => {
    expect(crpsWeighted(observed, members, weights)).toBeCloseTo(expected, DIGITS);
  });

  test('the fair version leaves out pairs of a member with itself', () => {
    expect(crpsFair(2, [0, 1])).toBeCloseTo(1, DIGITS);
  });

  test('equal weights of any size give the plain score', () => {
    const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(value, fc.array(value, { minLength: 1, maxLength: 30 }), (y, members) => {
        const weights = members.map(() => 3);
        // 60 additions of numbers up to 1e3.
        expect(crpsWeighted(y, members, weights)).toBeCloseTo(crpsEnsemble(y, members), 8);
      }),
    );
  });

  test('is the integral of its definition', () => {
    const members = [1, 2, 2, 5];
    let integral = 0;
    for (let x = -2 + 0.0005; x < 8; x += 0.001) {
      const cdf = members.filter((one) => one <= x).length / 4;
      integral += (cdf - (x >= 3.5 ? 1 : 0)) ** 2 * 0.001;
    }
    // All corners lie on the grid of the sum, so only rounding is left.
    expect(crpsEnsemble(3.5, members)).toBeCloseTo(integral, 9);
  });
});

describe('CRPS in closed form', () => {
  test.each([
    [0, 0, 1, 0.233694977255],
    [1, 0, 1, 0.602441357628],
    [2, 0, 1, 1.452791821686],
    [-1.5, 0.5, 0.7, 1.605945562862],
  ])('of %d under N(%d, %d) is %d', (y, mean, sd, expected) => {
    expect(crpsNormal(y, mean, sd)).toBeCloseTo(expected, DIGITS);
  });

  test.each([
    [0, 1.631217301],
    [3, 0.45760852],
    [10, 6.631371523],
  ])('of %d under Poisson(2.5) is %d', (y, expected) => {
    expect(crpsPoisson(y, 2.5)).toBeCloseTo(expected, DIGITS);
  });

  test('of 1 under the lognormal distribution is as published', () => {
    expect(crpsLognormal(1, 0, 1)).toBeCloseTo(0.267405467023, DIGITS);
  });

  test('at 0 a lognormal distribution scores its mean less half its mean difference', () => {
    expect(crpsLognormal(0, 0, 1)).toBeCloseTo(crpsLognormal(1e-12, 0, 1), DIGITS);
  });
});

describe('other scores', () => {
  test('the interval score of [1, 3] at 10 % for 3.5 is 12', () => {
    expect(intervalScore(3.5, { alpha: 0.1, low: 1, high: 3 })).toBeCloseTo(12, DIGITS);
  });

  test('the interval score below an interval mirrors that above it', () => {
    expect(intervalScore(0.5, { alpha: 0.1, low: 1, high: 3 })).toBeCloseTo(12, DIGITS);
    expect(intervalScore(2, { alpha: 0.1, low: 1, high: 3 })).toBe(2);
  });

  test('the weighted interval score of a median and two intervals is 1.1', () => {
    const intervals = [
      { alpha: 0.5, low: 1, high: 3 },
      { alpha: 0.1, low: 0, high: 5 },
    ];
    expect(weightedIntervalScore(4, 2, intervals)).toBeCloseTo(1.1, DIGITS);
  });

  test('Brier and logarithmic score of five events', () => {
    const p = [0.1, 0.4, 0.8, 0.9, 0.3];
    const o = [0, 1, 1, 1, 0];
    expect(brierScore(p, o)).toBeCloseTo(0.102, DIGITS);
    expect(logScoreEvents(p, o)).toBeCloseTo(0.341366052, DIGITS);
  });

  test('the score of a mixture is that of its mean density, however small', () => {
    const logs = [Math.log(0.2), Math.log(0.6)];
    expect(logScoreMixture(logs, [1, 3])).toBeCloseTo(-Math.log(0.5), 12);
    expect(logScoreMixture([-2000, -2000], [1, 1])).toBeCloseTo(2000, 9);
    expect(logScoreMixture([Number.NEGATIVE_INFINITY, 0], [1, 0])).toBe(Number.POSITIVE_INFINITY);
  });

  test('MSLE compares logarithms of one more than the count', () => {
    expect(msle([0, Math.E - 1], [0, 0])).toBeCloseTo(0.5, 12);
  });

  test('coverage counts the ends as inside', () => {
    const intervals = [
      { low: 0, high: 1 },
      { low: 0, high: 4 },
    ];
    expect(coverage([1, 5], intervals)).toBe(0.5);
    expect(meanWidth(intervals)).toBe(2.5);
  });

  test('quantiles of a weighted sample are values of it', () => {
    expect(weightedQuantiles([3, 1, 2], [1, 1, 1], [0, 1 / 3, 0.5, 1])).toEqual([1, 1, 2, 3]);
    expect(weightedQuantiles([0, 10], [0.9, 0.1], [0.5, 0.9, 0.95])).toEqual([0, 0, 10]);
  });
});
