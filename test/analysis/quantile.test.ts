import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  quantile,
  quantileOfSorted,
  quantiles,
  quantilesInPlace,
} from '../../src/analysis/quantile.js';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const probability = fc.double({ noNaN: true, min: 0, max: 1 });

describe('quantiles', () => {
  // R: quantile(c(15, 20, 35, 40, 50), c(.05, .3, .4, .5, 1), type = 7)
  it('gives what R gives for type 7', () => {
    expect(quantiles([40, 15, 50, 20, 35], [0.05, 0.3, 0.4, 0.5, 1])).toEqual([16, 23, 29, 35, 50]);
  });

  it('takes the mean of the middle two of an even count', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  });

  it('is NaN of nothing and the value of one', () => {
    expect(quantiles([], [0.05, 0.5])).toEqual([Number.NaN, Number.NaN]);
    expect(quantileOfSorted([], 0.5)).toBeNaN();
    expect(quantiles([7], [0, 0.3, 1])).toEqual([7, 7, 7]);
  });

  it('refuses what is not a probability', () => {
    const message = 'a probability must be between 0 and 1, not 5';
    expect(() => quantiles([1, 2], [5])).toThrow(message);
    expect(() => quantileOfSorted([1, 2], 5)).toThrow(message);
    expect(() => quantile([1], Number.NaN)).toThrow(RangeError);
  });

  it('leaves its input as it is', () => {
    const values = Float64Array.of(3, 1, 2);
    quantiles(values, [0.5]);
    expect([...values]).toEqual([3, 1, 2]);
  });

  it('selects exactly what sorting finds, whatever the ties and the order of probabilities', () => {
    const tied = fc.integer({ min: -3, max: 3 });
    const sample = fc.array(fc.oneof(finite, tied), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(sample, fc.array(probability, { maxLength: 6 }), (values, probabilities) => {
        const sorted = Float64Array.from(values).sort();
        const expected = probabilities.map((p) => quantileOfSorted(sorted, p));
        const work = Float64Array.from(values);
        expect(quantilesInPlace(work, probabilities)).toEqual(expected);
        const settled = (all: Float64Array) => all.map((one) => one + 0).sort();
        expect(settled(work)).toEqual(settled(sorted));
      }),
      { numRuns: 500 },
    );
  });

  it('tells no -0 from 0, which sorting puts in order and selection does not', () => {
    for (const values of [
      [0, -0],
      [-0, 0],
      [-0, -0],
    ])
      expect(quantiles(values, [0, 0.5, 1])).toEqual([0, 0, 0]);
  });

  it('rises with the probability and stays within the sample', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), probability, probability, (values, p, q) => {
        const [low, high] = quantiles(values, [Math.min(p, q), Math.max(p, q)]);
        // Rounding in the interpolation may cost the last bit, never more.
        expect(low).toBeLessThanOrEqual((high ?? 0) + Math.abs(high ?? 0) * 2 ** -50);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });

  it('is quick on values that are all but equal', () => {
    const values = new Float64Array(200_000);
    values[77] = 1;
    expect(quantilesInPlace(values, [0.5, 0.95, 1])).toEqual([0, 0, 1]);
  }, 20_000);
});
