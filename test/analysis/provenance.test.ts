import { describe, expect, it } from 'vitest';
import {
  gradeOf,
  type ParameterShare,
  provenance,
  saysNothing,
  shareError,
} from '../../src/analysis/provenance.js';
import type { Ensemble } from '../../src/ensemble/ensemble.js';
import { pilotModel, pilotScenario, smallEnsemble } from '../results/small-ensemble.js';

type Outcome = (row: readonly number[]) => number;

/** Worlds whose columns are independent: multiples of different irrational numbers, modulo 1. */
function ensemble(
  n: number,
  columns: readonly string[],
  outcome: Outcome,
  used?: Float64Array,
): Ensemble {
  const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71];
  const row = (i: number) => columns.map((_, c) => ((i + 1) * Math.sqrt(primes[c]!)) % 1);
  const table = Array.from({ length: n }, (_, i) => row(i));
  const values = Float64Array.from(table.flat());
  const model = pilotModel();
  const first = smallEnsemble().scenarios[0]!;
  const metricValues = Float64Array.from(table.flatMap((one) => [outcome(one), 0]));
  return smallEnsemble({
    worlds: { count: n, columns, quantiles: values, values, key: [0, 0] },
    completed: n,
    scenarios: [
      {
        ...first,
        scenario: pilotScenario('baseline', model),
        metricValues,
        values: used ?? values,
      },
    ],
  });
}

const of = (one: Ensemble) => provenance(one, one.scenarios[0]!, 'deaths');

describe('provenance', () => {
  it('gives all to the one parameter that matters, less what chance would give the other', () => {
    const assumed = of(
      ensemble(400, ['contact', 'spill[mopti]'], ([, spill]) => Math.exp(spill!)),
    )!;
    expect(assumed.assumedShare).toBeGreaterThan(0.99);
    expect(assumed.byParameter[0]).toEqual({
      parameter: 'spill[mopti]',
      grade: 'assumed',
      assumed: true,
      correlation: expect.closeTo(1, 14),
      share: expect.closeTo(1, 14),
    });
    const measured = of(ensemble(400, ['contact', 'spill[mopti]'], ([contact]) => -contact!))!;
    expect(measured.assumedShare).toBeLessThan(0.01);
    expect(measured.byParameter[0]).toMatchObject({
      parameter: 'contact',
      grade: 'SUR',
      correlation: expect.closeTo(-1, 14),
    });
  });

  // Spread of a sum of independent uniforms: variances 4 and 1 (over 12). Ranks bend this a little.
  it('splits the spread of a sum by variance', () => {
    const found = of(ensemble(4000, ['contact', 'spill'], ([a, b]) => a! + 2 * b!))!;
    expect(found.assumedShare).toBeCloseTo(0.8, 1);
    expect(found.explained).toBeGreaterThan(0.95);
    expect(found.explained).toBeLessThanOrEqual(1);
  });

  it('knows how little few worlds tell, and that more tell more', () => {
    const idle = Array.from({ length: 18 }, (_, i) => `spill[e${i}]`);
    const errorOf = (n: number) =>
      of(ensemble(n, ['contact', ...idle], ([contact]) => contact!))!.error;
    // All of the spread is the measured parameter's: what is left is the chance of 18 others, sqrt(2 x 18) / (n - 1).
    expect(errorOf(300)).toBeCloseTo(6 / 299, 3);
    expect(errorOf(4000)).toBeCloseTo(6 / 3999, 4);
  });

  it('says when its error is larger than itself', () => {
    const idle = Array.from({ length: 18 }, (_, i) => `spill[e${i}]`);
    const little = of(ensemble(60, ['contact', ...idle], ([contact]) => contact!))!;
    expect(little.error).toBeGreaterThan(little.assumedShare);
    expect(little.tooFew).toBe(true);
    const much = of(ensemble(400, ['contact', 'spill'], ([a, b]) => a! + b!))!;
    expect(much.error).toBeLessThan(much.assumedShare);
    expect(much.tooFew).toBe(false);
    expect([saysNothing(0, 0.23), saysNothing(0.23, 0.23), saysNothing(0, 0)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('knows the error of the share of one parameter', () => {
    const one = (correlation: number) => ({ correlation }) as ParameterShare;
    // Without an effect the sd of r^2 is sqrt(2) / (n - 1); a correlation of a half of 100 worlds: 0.075.
    expect(shareError(one(0), 201)).toBeCloseTo(Math.SQRT2 / 200, 12);
    expect(shareError(one(0.5), 100)).toBeCloseTo(Math.hypot(Math.SQRT2 / 99, 0.075), 12);
  });

  it('follows the formula for the correction by sample size', () => {
    const found = of(ensemble(50, ['contact', 'spill'], ([a, b]) => a! + b!))!;
    for (const { correlation, share } of found.byParameter) {
      // (r^2 (n - 1) - 1) / (n - 2) with n = 50
      expect(share).toBeCloseTo((correlation ** 2 * 49 - 1) / 48, 14);
    }
  });

  it('does not credit parameters without effect with what chance gives them', () => {
    const idle = Array.from({ length: 18 }, (_, i) => `spill[e${i}]`);
    const found = of(ensemble(300, ['contact', ...idle], ([contact]) => contact!))!;
    const cutOffOneByOne = found.byParameter.filter((one) => one.assumed);
    expect(cutOffOneByOne.reduce((sum, one) => sum + one.share, 0)).toBeGreaterThan(0);
    expect(found.assumedShare).toBeLessThan(0.02);
  });

  it('says nothing of too few worlds, of noise, or of what does not vary', () => {
    expect(of(ensemble(39, ['contact'], ([contact]) => contact!))).toBeUndefined();
    expect(of(ensemble(40, ['contact'], ([contact]) => contact!))).toBeDefined();
    const noise = (row: readonly number[]) => (row[0]! * 7919.123) % 1;
    expect(of(ensemble(400, ['contact', 'spill'], noise))).toBeUndefined();
    expect(of(ensemble(400, ['contact'], () => 3))).toBeUndefined();
    expect(of(ensemble(400, [], () => 3))).toBeUndefined();
  });

  it('leaves failed worlds out', () => {
    const found = of(
      ensemble(80, ['contact'], ([contact]) => (contact! < 0.25 ? Number.NaN : contact!)),
    );
    expect(found?.worlds).toBeLessThan(80);
    expect(found?.byParameter[0]?.correlation).toBeCloseTo(1, 14);
  });

  it('counts a parameter that the scenario changes as assumed, and drops one that it fixes', () => {
    const columns = ['contact', 'spill'];
    const plain = ensemble(100, columns, ([contact]) => contact!);
    const drawn = plain.worlds.values;
    const shifted = drawn.map((value, i) => (i % 2 === 0 ? value + 1 : value));
    const changed = of(ensemble(100, columns, ([contact]) => contact!, shifted))!;
    expect(changed.byParameter[0]).toMatchObject({ parameter: 'contact', grade: 'assumed' });
    expect(changed.assumedShare).toBe(1);
    const fixed = drawn.map((value, i) => (i % 2 === 1 ? 0.5 : value));
    const without = of(ensemble(100, columns, ([contact]) => contact!, fixed))!;
    expect(without.byParameter.map((one) => one.parameter)).toEqual(['contact']);
    expect(without.assumedShare).toBe(0);
  });

  it('leaves out what the model holds fixed: the state that a fit handed over', () => {
    const both = ensemble(200, ['contact', 'carried'], ([contact, carried]) => contact! + carried!);
    expect(of(both)?.byParameter.map((one) => one.parameter)).toEqual(['contact']);
    expect(of(both)?.assumedShare).toBe(0);
  });

  it('takes the drawn values when a scenario carries none of its own', () => {
    const found = of(ensemble(60, ['contact'], ([contact]) => contact!, new Float64Array(0)));
    expect(found?.byParameter[0]?.correlation).toBeCloseTo(1, 14);
  });
});

describe('gradeOf', () => {
  it('takes the own grade, else the best of the evidence, else assumed', () => {
    const model = pilotModel();
    expect(gradeOf(model, 'spill[mopti]')).toBe('assumed');
    expect(gradeOf(model, 'contact')).toBe('SUR');
    expect(gradeOf(pilotModel({ evidence: {} }), 'contact')).toBe('assumed');
    expect(gradeOf(model, 'nowhere')).toBe('assumed');
  });
});
